"""Which page comes next, what is still missing, and what the answers mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from citizen_app.fhir_forms import (
    AnswerIssue,
    Answers,
    Asked,
    Item,
    ItemType,
    Questionnaire,
    asked,
    steps,
    validate,
    visible_answers,
)
from citizen_app.measures import MeasureCode, measure_for_coding
from citizen_app.plans.rules import Window, may_send_late
from citizen_app.questionnaires.entries import Entries, answers_of

FREE_TEXT = (ItemType.STRING, ItemType.TEXT)


@dataclass(frozen=True)
class Way:
    """The pages that are asked with the present answers, and where one of them stands."""

    pages: tuple[Asked, ...]
    entries: Entries
    issues: tuple[AnswerIssue, ...]

    def page(self, index: int) -> Asked | None:
        """The page with that step number, or None where it is not asked now."""
        return next((page for page in self.pages if page.step.index == index), None)

    def before(self, index: int) -> Asked | None:
        """The nearest earlier page that is asked."""
        return max(
            (page for page in self.pages if page.step.index < index),
            key=lambda page: page.step.index,
            default=None,
        )

    def after(self, index: int) -> Asked | None:
        """The nearest later page that is asked."""
        return next((page for page in self.pages if page.step.index > index), None)

    def first_open(self) -> Asked | None:
        """The first page that has not been visited or lacks something; None when all is done."""
        return next((page for page in self.pages if self.is_open(page)), None)

    def is_open(self, page: Asked) -> bool:
        """Whether something on the page is unvisited, missing, or could not be understood."""
        wrong = {issue.link_id for issue in self.issues}
        if page.step.group is not None and page.step.group.link_id in wrong:
            return True
        return any(
            key not in self.entries or self.entries[key].text is not None or key in wrong
            for key in visited_keys(page)
        )


def way_through(questionnaire: Questionnaire, entries: Entries) -> Way:
    """The pages for these answers; answers of disabled items count as absent."""
    answers = answers_of(entries)
    return Way(asked(questionnaire, answers), entries, validate(questionnaire, answers))


def page_out_of_turn(questionnaire: Questionnaire, index: int) -> Asked | None:
    """The page with that step number as if it were asked, or None where the form has none."""
    found = (step for step in steps(questionnaire) if step.index == index)
    return next((Asked(step, step.items, number=None, total=0) for step in found), None)


def is_offered(
    window: Window | None, *, valid_from: datetime, valid_until: datetime | None, now: datetime
) -> bool:
    """Whether a form may be begun now: for a task's window, or (None) outside of any.

    A window may be late on the day it closed on; its activity may have ended meanwhile.
    """
    if window is not None:
        return window.start <= now < window.end or may_send_late(window, now)
    return valid_from <= now and (valid_until is None or now < valid_until)


def questions_on(page: Asked) -> tuple[Item, ...]:
    """The items of a page that take an answer now."""
    return tuple(item for item in page.items if item.is_asked)


def visited_keys(page: Asked) -> tuple[str, ...]:
    """The linkIds that get an entry when the page is saved; its own for a page only to read."""
    return tuple(item.link_id for item in questions_on(page)) or (page.step.link_id,)


def next_page(way: Way, index: int, *, is_correcting: bool) -> Asked | None:
    """Where to go after saving a page; None means the check page.

    Correcting returns to the check page at once unless the correction opened new questions.
    """
    here = way.page(index)
    if here is not None and way.is_open(here):
        return here
    return way.first_open() if is_correcting else way.after(index)


def measure_of(item: Item) -> MeasureCode | None:
    """Which measure a reading item asks for; None for a number we know no measure for."""
    if not item.is_reading:
        return None
    for coding in item.codes:
        measure = measure_for_coding(coding.system or "", coding.code or "")
        if measure is not None:
            return measure.code
    return None


def comments_in(questionnaire: Questionnaire, answers: Answers) -> Iterable[str]:
    """The linkIds of free texts that say something, in the order of the form."""
    given = visible_answers(questionnaire, answers)
    return tuple(
        item.link_id for item in questionnaire if item.type in FREE_TEXT and item.link_id in given
    )
