"""What the templates draw: the fields of a page of readings, and its one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.measures import MEASURES, MeasureCode, Position, SkipReason
from citizen_app.measures.wording import (
    measure_hint,
    measure_name,
    position_name,
    skip_reason_name,
    unit_name,
)
from citizen_app.readings import wording
from citizen_app.readings.answers import choices_of
from citizen_app.readings.rules import AgainAsk
from citizen_app.readings.shapes import Entry, EntryPage, When
from citizen_app.web.field_errors import by_field

Words: TypeAlias = LazyString | str
Options: TypeAlias = tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class TextView:
    """A field that is typed in; `unit` is shown beside it."""

    id: str
    label: Words
    value: str = ""
    unit: Words = ""
    hint: Words = ""
    error: object = ""


@dataclass(frozen=True)
class ChoiceView:
    """Choices of which one may be taken."""

    id: str
    label: Words
    options: Options
    value: str = ""
    hint: Words = ""
    error: object = ""


@dataclass(frozen=True)
class ContextView:
    """How the person was while oxygen saturation was measured."""

    position: ChoiceView
    oxygen: ChoiceView
    litres: TextView


@dataclass(frozen=True)
class GroupView:
    """The fields of one device, with the reasons for leaving them out."""

    numbers: tuple[TextView, ...]
    context: ContextView | None
    skip: ChoiceView | None


@dataclass(frozen=True)
class TimeView:
    """When it was measured."""

    when: ChoiceView
    day: TextView
    clock: TextView


@dataclass(frozen=True)
class FieldsView:
    """All fields of a page: those shown at once, those behind a "more", and the time."""

    first: tuple[GroupView, ...]
    more: tuple[GroupView, ...]
    skip: ChoiceView | None
    time: TimeView | None
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AskView:
    """The one question: choices, or a number to be measured again."""

    heading: Words
    choice: ChoiceView | None
    again: TextView | None
    explanation: Words
    hidden: tuple[tuple[str, str], ...]


SKIP_LABEL = _l("Why can you not measure?")
NOT_SKIPPED = _l("I measure after all")


def fields_view(entry: Entry, shown_first: frozenset[MeasureCode] | None = None) -> FieldsView:
    """The fields of a page, filled with what was typed.

    Measures outside `shown_first` lie behind a "more" unless something was typed there.
    """
    page = entry.page
    draw = _Drawing(page, entry.texts, by_field(entry.errors))
    first: list[GroupView] = []
    more: list[GroupView] = []
    for codes in page.groups:
        is_first = shown_first is None or bool(shown_first & set(codes)) or draw.is_used(codes)
        (first if is_first else more).append(draw.group(codes))
    return FieldsView(
        tuple(first),
        tuple(more),
        draw.skip("skip") if "skip" in page.field_names else None,
        draw.time() if page.asks_time else None,
        ((page.prefix + "settled", entry.texts.get("settled", "")),),
    )


def ask_view(entry: Entry) -> AskView:
    """The question of an entry whose outcome is ASK."""
    ask, page, errors = entry.ask, entry.page, by_field(entry.errors)
    if ask is None:
        raise ValueError("the entry asks nothing")
    heading = wording.question(ask, entry.texts)
    explanation = wording.explanation(ask)
    hidden = (*hidden_fields(entry), (page.prefix + "asked", ask.name))
    if isinstance(ask, AgainAsk):
        name = page.prefix + "again"
        field = TextView(
            name,
            _l("The new number"),
            unit=unit_name(ask.measure),
            hint=wording.again_hint(ask),
            error=errors.get(name, ""),
        )
        return AskView(heading, None, field, explanation, hidden)
    name = page.prefix + "answer"
    options = tuple((value, wording.choice_name(ask, value)) for value in choices_of(ask))
    choice = ChoiceView(name, heading, options, hint=explanation, error=errors.get(name, ""))
    return AskView(heading, choice, None, explanation, hidden)


def hidden_fields(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Everything typed so far, to be carried to the next page."""
    return tuple((entry.page.prefix + name, text) for name, text in entry.texts.items() if text)


class _Drawing:
    """Draws fields with one page's texts and errors."""

    def __init__(
        self, page: EntryPage, texts: Mapping[str, str], errors: Mapping[str, object]
    ) -> None:
        self.page, self.texts, self.errors = page, texts, errors

    def is_used(self, codes: tuple[MeasureCode, ...]) -> bool:
        names = {*codes, self.page.skip_field(codes) or ""}
        return any(self.texts.get(name) for name in names)

    def group(self, codes: tuple[MeasureCode, ...]) -> GroupView:
        has_context = any(MEASURES[code].has_context for code in codes)
        skip = self.page.skip_field(codes)
        return GroupView(
            tuple(self.number(code) for code in codes),
            self.context() if has_context else None,
            self.skip(skip) if skip and skip != "skip" else None,
        )

    def number(self, code: MeasureCode) -> TextView:
        return self._text(code, measure_name(code), unit=unit_name(code), hint=measure_hint(code))

    def context(self) -> ContextView:
        return ContextView(
            self._choice(
                "spo2_position",
                _l("Were you at rest when you measured?"),
                tuple((position.value, position_name(position)) for position in Position),
            ),
            self._choice(
                "spo2_oxygen",
                _l("Did you have oxygen while you measured?"),
                (("no", _l("No, without oxygen")), ("yes", _l("Yes, with oxygen"))),
            ),
            self._text(
                "spo2_litres",
                _l("How much oxygen did you have?"),
                unit=_l("litres/min"),
                hint=_l("Only if you had oxygen, for example 1.5"),
            ),
        )

    def skip(self, name: str) -> ChoiceView:
        options: Options = tuple((reason.value, skip_reason_name(reason)) for reason in SkipReason)
        # A radio button cannot be unpressed without JavaScript.
        if self.texts.get(name):
            options = (*options, ("", NOT_SKIPPED))
        return self._choice(name, SKIP_LABEL, options)

    def time(self) -> TimeView:
        usual = When.SAME if self.page.same_as else When.NOW
        label = wording.same_time(self.page.same_as) if self.page.same_as else _l("Just now")
        options: Options = ((usual.value, label), (When.EARLIER.value, _l("At another time")))
        when = self._choice("measured", _l("When did you measure?"), options)
        chosen = when.value if when.value in dict(options) else usual.value
        return TimeView(
            ChoiceView(when.id, when.label, options, chosen),
            self._text(
                "measured_day",
                _l("Day"),
                hint=_l("For example 23.11. Leave it empty for today"),
            ),
            self._text("measured_clock", _l("Time"), hint=_l("For example 8.15")),
        )

    def _text(self, name: str, label: Words, *, unit: Words = "", hint: Words = "") -> TextView:
        field_id = self.page.prefix + name
        value, error = self.texts.get(name, ""), self.errors.get(field_id, "")
        return TextView(field_id, label, value, unit, hint, error)

    def _choice(self, name: str, label: Words, options: Options) -> ChoiceView:
        field_id = self.page.prefix + name
        value, error = self.texts.get(name, ""), self.errors.get(field_id, "")
        return ChoiceView(field_id, label, options, value, error=error)
