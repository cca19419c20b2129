"""Questions over time: the options of each in the order of its form, and the days they were chosen.

Nothing here judges an answer. What stands out was found by the form's own rules when it was sent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from citizen_app.fhir_forms import (
    SKIP_REASON_SYSTEM,
    Coding,
    Item,
    ItemType,
    Option,
    Questionnaire,
)
from citizen_app.plans.rules import local_day
from citizen_app.record.answers import Chosen
from citizen_app.record.shapes import GivenAnswers, MarkedAnswer
from citizen_app.trends.periods import Unit, next_start, start_of

FormKey = tuple[str, str]
QuestionKey = tuple[str, str]
CLOSED = (ItemType.CHOICE, ItemType.BOOLEAN)
YES, NO = "true", "false"
ADDRESS_LENGTH = 12


@dataclass(frozen=True)
class Choice:
    """An option, the days on which it was chosen (oldest first), and those on which it stood out.

    `label` is empty for yes and no, which have no words of their own.
    """

    option: str
    label: str
    days: tuple[date, ...] = ()
    marked: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Question:
    """A question with its options, first to last as in the form. `address` names it in a link."""

    address: str
    text: str
    language: str | None
    choices: tuple[Choice, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it was answered, oldest first."""
        return tuple(sorted({day for choice in self.choices for day in choice.days}))

    @property
    def marked(self) -> tuple[date, ...]:
        """The days on which an answer stood out, oldest first."""
        return tuple(sorted({day for choice in self.choices for day in choice.marked}))

    def chosen_on(self, day: date) -> tuple[Choice, ...]:
        """What was answered on a day, in the order of the options."""
        return tuple(choice for choice in self.choices if day in choice.days)


@dataclass(frozen=True)
class Portion:
    """On how many days of a stretch an option was chosen, and on how many of them it stood out."""

    choice: Choice
    days: int
    marked: int


@dataclass(frozen=True)
class Stretch:
    """The answers to one question from `first_on` to before `until_on`; a day alone has a unit
    of a day."""

    first_on: date
    until_on: date
    unit: Unit
    portions: tuple[Portion, ...]


def questions_of(
    given: Iterable[GivenAnswers],
    marked: Iterable[MarkedAnswer],
    forms: Mapping[FormKey, Questionnaire],
) -> tuple[Question, ...]:
    """Every question with options that was answered, form by form, in the order of the form.

    The newest version of a form words it. The order in which answers come does not matter.
    """
    newest_first = sorted(given, key=lambda one: (one.received_at, one.submission_id), reverse=True)
    standing_out = {(one.submission_id, one.link_id) for one in marked}
    by_url: dict[str, list[GivenAnswers]] = defaultdict(list)
    for one in newest_first:
        by_url[one.form[0]].append(one)
    return tuple(
        question
        for url, answered in by_url.items()
        for question in _questions(url, answered, standing_out, forms)
    )


def stretches_of(question: Question, edges: Sequence[date], unit: Unit) -> tuple[Stretch, ...]:
    """The stretches that have answers in them, oldest first; `edges` are those of the period."""
    counts: dict[date, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    for choice in question.choices:
        for day in choice.days:
            counts[max(start_of(day, unit), edges[0])][choice.option].append(day)
    return tuple(
        Stretch(
            first_on=first,
            until_on=min(next_start(start_of(first, unit), unit), edges[-1]),
            unit=unit,
            portions=tuple(
                Portion(choice, len(days), len(choice.marked.intersection(days)))
                for choice in question.choices
                if (days := counts[first].get(choice.option, []))
            ),
        )
        for first in sorted(counts)
    )


def runs_of(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days that follow each other, as first and last; days come oldest first."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and (day - runs[-1][1]).days <= 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _questions(
    url: str,
    answered: Sequence[GivenAnswers],
    standing_out: Collection[tuple[UUID, str | None]],
    forms: Mapping[FormKey, Questionnaire],
) -> Iterator[Question]:
    versions = [forms[key] for key in dict.fromkeys(o.form for o in answered) if key in forms]
    items: dict[str, list[Item]] = defaultdict(list)
    for form in versions:
        for item in form:
            if item.type in CLOSED and item.is_asked and not item.is_skip_reason:
                items[item.link_id].append(item)
    found: dict[str, dict[str, tuple[set[date], set[date]]]] = defaultdict(dict)
    words: dict[str, Chosen] = {}
    labels: dict[tuple[str, str], str] = {}
    for one in answered:
        day = local_day(one.received_at)
        for chosen in one.chosen:
            link_id = chosen.link_id
            if link_id not in items and (versions or not _may_be_closed(chosen)):
                continue
            words.setdefault(link_id, chosen)
            labels.setdefault((link_id, chosen.option), chosen.label)
            days, marked = found[link_id].setdefault(chosen.option, (set(), set()))
            days.add(day)
            if (one.submission_id, link_id) in standing_out:
                marked.add(day)
    for link_id in (link_id for link_id in items or words if link_id in found):
        own = {option: label for (asked, option), label in labels.items() if asked == link_id}
        yield Question(
            address=_address(url, link_id),
            text=items[link_id][0].text if items.get(link_id) else words[link_id].question,
            language=versions[0].language if versions else answered[0].language,
            choices=tuple(_choices(items.get(link_id, ()), own, found[link_id])),
        )


def _choices(
    items: Iterable[Item],
    labels: Mapping[str, str],
    found: Mapping[str, tuple[set[date], set[date]]],
) -> Iterator[Choice]:
    """The options of the newest version first; those that no form knows last, by their words."""
    known: dict[str, str] = {}
    for item in items:
        for option, label in _options(item):
            known.setdefault(option, label)
    if not known and set(found) <= {YES, NO}:
        known = {NO: "", YES: ""}
    others = sorted(found.keys() - known.keys(), key=lambda option: labels[option])
    for option in [*known, *others]:
        days, marked = found.get(option, (set(), set()))
        label = known[option] if option in known else labels[option]
        yield Choice(option, label, tuple(sorted(days)), frozenset(marked))


def _options(item: Item) -> list[tuple[str, str]]:
    if item.type is ItemType.BOOLEAN:
        return [(NO, ""), (YES, "")]
    return [(_key(option), option.label) for option in item.options]


def _key(option: Option) -> str:
    value = option.value
    if isinstance(value, Coding):
        return value.code if value.code is not None else str(value.display)
    return str(value)


def _may_be_closed(chosen: Chosen) -> bool:
    """Without its form, a coded answer, a yes or a no is taken to be one of several options."""
    is_skip = chosen.system == SKIP_REASON_SYSTEM
    return not is_skip and (bool(chosen.system) or chosen.option in {YES, NO})


def _address(url: str, link_id: str) -> str:
    """Says nothing of what was asked, and stays the same."""
    return sha256(f"{url}#{link_id}".encode()).hexdigest()[:ADDRESS_LENGTH]
