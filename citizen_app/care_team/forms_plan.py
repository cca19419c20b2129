"""The form in which an action plan is written: its texts, kept as typed, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from citizen_app.action_plan.rules import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_LINES,
    MOST_PHONES,
    TIED_ZONES,
    ZONES,
    Phone,
    PlanContent,
    TextProblem,
    ZoneText,
    is_phone,
    problem_of,
)
from citizen_app.action_plan.shapes import PlanView
from citizen_app.care_team.plan_ties import TieOption
from citizen_app.messages.rules import clean_line, clean_text, read_id
from citizen_app.record.rules import Colour
from citizen_app.web.field_errors import FieldError

FEELS, DOES = "feels", "does"
PROBLEMS = {
    FEELS: _l("Write how it is for the citizen in this zone"),
    DOES: _l("Write what the citizen does in this zone"),
}
TOO_LONG = _l(
    "Write at most %(letters)s characters and %(lines)s lines, so that the plan fits on one page",
    letters=LONGEST_TEXT,
    lines=MOST_LINES,
)
NO_NUMBER = _l("Write a phone number, for example 12 34 56 78")
NO_NAME = _l("Write whose number it is, in at most %(most)s characters", most=LONGEST_NAME)


def _text_names() -> Iterator[str]:
    for zone in ZONES:
        yield f"{FEELS}-{zone}"
        yield f"{DOES}-{zone}"


def _phone_names() -> Iterator[tuple[str, str]]:
    for place in range(1, MOST_PHONES + 1):
        yield f"phone-name-{place}", f"phone-number-{place}"


@dataclass(frozen=True)
class PlanForm:
    """A plan being written. `seen` is the version it began from; `ticked` names the ties."""

    key: UUID
    seen: UUID | None
    texts: Mapping[str, str]
    ticked: frozenset[tuple[Colour, str]] = frozenset()

    @classmethod
    def begin(cls, plan: PlanView | None, options: Sequence[TieOption]) -> "PlanForm":
        """The plan that counts, to be changed, or a blank one."""
        texts = dict.fromkeys([*_text_names(), *chain.from_iterable(_phone_names())], "")
        if plan is None:
            return cls(uuid4(), None, texts)
        texts |= {f"{FEELS}-{text.zone}": text.feels for text in plan.content.zones}
        texts |= {f"{DOES}-{text.zone}": text.does for text in plan.content.zones}
        for (name, number), phone in zip(_phone_names(), plan.content.phones, strict=False):
            texts |= {name: phone.name, number: phone.number}
        ticked = frozenset(
            (zone, option.name)
            for zone in TIED_ZONES
            for option in options
            if option.tied_to(zone) in plan.content.ties
        )
        return cls(uuid4(), plan.id, texts, ticked)

    @classmethod
    def read(cls, fields: MultiDict[str, str]) -> "PlanForm":
        """The texts of a form that was sent."""
        texts = {name: clean_text(fields.get(name, "")) for name in _text_names()}
        for pair in _phone_names():
            texts |= {name: clean_line(fields.get(name, "")) for name in pair}
        ticked = {(zone, name) for zone in TIED_ZONES for name in fields.getlist(f"tie-{zone}")}
        return cls(
            read_id(fields.get("key", "")) or uuid4(),
            read_id(fields.get("seen", "")),
            texts,
            frozenset(ticked),
        )

    def seen_now(self, version: UUID | None) -> "PlanForm":
        """The same texts, to be kept as another version after the one that was just read."""
        return replace(self, key=uuid4(), seen=version)

    def parse(self, options: Sequence[TieOption]) -> PlanContent | list[FieldError]:
        """The plan, or what to write instead; ties only to what is offered."""
        errors = [*self._text_errors(), *self._phone_errors()]
        if errors:
            return errors
        return PlanContent(
            zones=tuple(
                ZoneText(zone, self.texts[f"{FEELS}-{zone}"], self.texts[f"{DOES}-{zone}"])
                for zone in ZONES
            ),
            phones=tuple(
                Phone(self.texts[name], self.texts[number])
                for name, number in _phone_names()
                if self.texts[number]
            ),
            ties=frozenset(
                option.tied_to(zone)
                for zone in TIED_ZONES
                for option in options
                if (zone, option.name) in self.ticked
            ),
        )

    def hidden(self) -> list[tuple[str, str]]:
        """Everything typed, as the page that shows the plan before it counts carries it."""
        seen = [("seen", str(self.seen))] if self.seen else []
        ticks = sorted((f"tie-{zone}", name) for zone, name in self.ticked)
        return [("key", str(self.key)), *seen, *self.texts.items(), *ticks]

    def _text_errors(self) -> Iterator[FieldError]:
        for name in _text_names():
            problem = problem_of(self.texts[name])
            if problem is TextProblem.MISSING:
                yield FieldError(name, PROBLEMS[name.partition("-")[0]])
            elif problem is TextProblem.TOO_LONG:
                yield FieldError(name, TOO_LONG)

    def _phone_errors(self) -> Iterator[FieldError]:
        for name, number in _phone_names():
            whose, digits = self.texts[name], self.texts[number]
            if (whose or digits) and not is_phone(digits):
                yield FieldError(number, NO_NUMBER)
            if digits and not 0 < len(whose) <= LONGEST_NAME:
                yield FieldError(name, NO_NAME)
