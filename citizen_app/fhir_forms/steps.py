"""The pages of a form: one question a page, readings together, and how many are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from citizen_app.fhir_forms.answers import Answers
from citizen_app.fhir_forms.conditions import state_of
from citizen_app.fhir_forms.definition import Item, ItemType, Questionnaire
from citizen_app.fhir_forms.validation import validate
from citizen_app.fhir_forms.values import Words


class StepKind(StrEnum):
    """What a page holds."""

    QUESTION = "question"
    READINGS = "readings"
    PAGE = "page"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Step:
    """One page that the form can show.

    `index` counts all pages from 1 and never changes for a form, so it can stand in an address.
    `items` are all items of the page in order: for a question the question and the display items
    under it; for `readings` and `page` everything under `group`, subgroups before what they
    hold. `groups` are the groups around the page, outermost first.
    """

    index: int
    link_id: str
    kind: StepKind
    items: tuple[Item, ...]
    groups: tuple[Item, ...] = ()
    group: Item | None = None

    @property
    def headings(self) -> tuple[Words, ...]:
        """The texts of the groups around the page."""
        return tuple(group.text for group in self.groups if group.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that is asked now: its `items` in force, and "question `number` of `total`".

    Pages that only inform have no number and are not counted.
    """

    step: Step
    items: tuple[Item, ...]
    number: int | None
    total: int


@lru_cache(maxsize=128)
def steps(questionnaire: Questionnaire) -> tuple[Step, ...]:
    """Every page the form can show, in order; hidden items are on none."""
    found: list[Step] = []
    for item in questionnaire.items:
        found.extend(_steps(item, ()))
    return tuple(
        Step(at, step.link_id, step.kind, step.items, step.groups, step.group)
        for at, step in enumerate(found, start=1)
    )


def _steps(item: Item, groups: tuple[Item, ...]) -> Iterator[Step]:
    if item.hidden:
        return
    if item.type is ItemType.DISPLAY:
        yield Step(0, item.link_id, StepKind.DISPLAY, (item,), groups)
    elif item.type is ItemType.GROUP and _kind(item) is not None:
        yield from _page(item, groups)
    elif item.type is ItemType.GROUP:
        for child in item.items:
            yield from _steps(child, (*groups, item))
    else:
        yield from _question(item, groups)


def _kind(group: Item) -> StepKind | None:
    """How a group is shown on one page, or None when each of its questions has its own."""
    questions = [item for item in group.items if item.is_asked]
    has_readings = any(item.is_reading for item in questions)
    is_flat = all(item.type is not ItemType.GROUP and not item.items for item in group.items)
    if has_readings and is_flat and all(i.is_reading or i.is_skip_reason for i in questions):
        return StepKind.READINGS
    return StepKind.PAGE if group.control == "page" else None


def _page(group: Item, groups: tuple[Item, ...]) -> Iterator[Step]:
    items = tuple(_shown_under(group))
    kind = _kind(group)
    if items and kind is not None:
        yield Step(0, group.link_id, kind, items, groups, group)


def _shown_under(item: Item) -> Iterator[Item]:
    for child in item.items:
        if not child.hidden:
            if not child.read_only or not child.is_question:
                yield child
            yield from _shown_under(child)


def _question(item: Item, groups: tuple[Item, ...]) -> Iterator[Step]:
    displays = [child for child in item.items if child.type is ItemType.DISPLAY]
    if item.is_asked:
        shown = (item, *(child for child in displays if not child.hidden))
        yield Step(0, item.link_id, StepKind.QUESTION, shown, groups)
    for child in item.items:
        if child.type is not ItemType.DISPLAY:
            yield from _steps(child, groups)


def asked(questionnaire: Questionnaire, answers: Answers) -> tuple[Asked, ...]:
    """The pages that these answers lead to, in order, numbered among those that ask something.

    A choice of skip reasons is shown with its readings whether or not its condition holds: what
    it depends on is typed on the same page.
    """
    in_reach = state_of(questionnaire, answers).in_reach
    pages = [(step, _in_force(step, in_reach)) for step in steps(questionnaire)]
    shown = [(step, items) for step, items in pages if items]
    total = sum(_asks(items) for _, items in shown)
    rows, number = [], 0
    for step, items in shown:
        number += _asks(items)
        rows.append(Asked(step, items, number if _asks(items) else None, total))
    return tuple(rows)


def _in_force(step: Step, in_reach: frozenset[str]) -> tuple[Item, ...]:
    if step.kind is StepKind.QUESTION:
        return _with_displays(step, in_reach)
    is_open = step.group is not None and step.group.link_id in in_reach
    items = tuple(
        item for item in step.items if item.link_id in in_reach or (is_open and item.is_skip_reason)
    )
    return items if any(item.type is not ItemType.GROUP for item in items) else ()


def _with_displays(step: Step, in_reach: frozenset[str]) -> tuple[Item, ...]:
    question, *displays = step.items
    if question.link_id not in in_reach:
        return ()
    # What is said under a question is said while it is being answered, not only afterwards.
    return (
        question,
        *(item for item in displays if not item.enable_when or item.link_id in in_reach),
    )


def _asks(items: tuple[Item, ...]) -> bool:
    return any(item.is_asked for item in items)


def first_open(questionnaire: Questionnaire, answers: Answers) -> Asked | None:
    """The first page with something to mend before sending, or None."""
    faulty = {issue.link_id for issue in validate(questionnaire, answers)}
    for page in asked(questionnaire, answers):
        on_page = {item.link_id for item in page.items}
        if page.step.group is not None:
            on_page.add(page.step.group.link_id)
        if on_page & faulty:
            return page
    return None
