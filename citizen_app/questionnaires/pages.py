"""One page of a form between request and template: read it, judge it, show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from citizen_app.fhir_forms import (
    Answers,
    Asked,
    Item,
    ItemType,
    StepKind,
    significant,
    visible_answers,
)
from citizen_app.plans.rules import local_day
from citizen_app.questionnaires.entries import Entries, Entry, answers_of
from citizen_app.questionnaires.fields import (
    Field,
    Text,
    answer_words,
    question_words,
    show_fields,
    text_of,
)
from citizen_app.questionnaires.forms import TypedPage, field_id, read_page
from citizen_app.questionnaires.readings_pages import (
    read_readings,
    readings_page,
    stored_readings,
)
from citizen_app.questionnaires.rules import measure_of, questions_on, way_through
from citizen_app.questionnaires.sending import skip_reason_on
from citizen_app.questionnaires.shapes import Answering
from citizen_app.questionnaires.wording import NO_ANSWER, NO_NUMBER, issue_words
from citizen_app.readings.fields import AskView, FieldsView, ask_view, fields_view
from citizen_app.readings.forms import Entry as ReadingsEntry
from citizen_app.readings.forms import EntryPage, Outcome, SkipMode
from citizen_app.readings.rules import EnteredReading
from citizen_app.readings.wording import NOTHING_ENTERED, context_words, reading_words
from citizen_app.record.rules import Colour
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.language import current_language


@dataclass(frozen=True)
class PageView:
    """A page as templates show it; exactly one of `fields`, `readings`, `ask` holds the inputs."""

    heading: str
    above: tuple[str, ...]
    texts: tuple[Text, ...]
    fields: tuple[Field, ...] = ()
    readings: FieldsView | None = None
    ask: AskView | None = None


@dataclass(frozen=True)
class CheckRow:
    """One question on the check page: where it is mended, and what is answered."""

    step: int
    question: str
    answer: str
    colour: Colour | None
    is_missing: bool


def read(
    answering: Answering, page: Asked, form: Mapping[str, str], *, actor: UUID, now: datetime
) -> TypedPage:
    """What was typed, with an error for everything that must be mended before going on."""
    shape = readings_page(page)
    typed = read_readings(page, shape, form, now) if shape else read_page(page, form)
    if typed.errors or is_asking(typed):
        return typed
    after = {**answering.entries, **entries_of(typed, actor=actor, now=now)}
    return replace(typed, errors=tuple(_missing(answering, page, shape, typed, after)))


def entries_of(typed: TypedPage, *, actor: UUID, now: datetime) -> dict[str, Entry]:
    """The page's answers as the draft keeps them."""
    return {
        link_id: Entry(answer.values, actor, now, answer.text, answer.context, answer.fields)
        for link_id, answer in typed.answers.items()
    }


def is_asking(typed: TypedPage) -> bool:
    """Whether the readings room has a question about a number before it counts."""
    return typed.readings is not None and typed.readings.outcome is Outcome.ASK


def show(answering: Answering, page: Asked, typed: TypedPage | None = None) -> PageView:
    """The page with what was just typed, or else with what the draft holds."""
    shape = readings_page(page)
    texts = tuple(text_of(item.text) for item in page.items if _is_told(item))
    title = answering.form.title or answering.activity.title.in_language(current_language())
    if shape is not None:
        entry = typed.readings if typed else None
        return _readings_view(
            page, entry or stored_readings(page, shape, answering.entries), typed, texts, title
        )
    errors = by_field(typed.errors if typed else ())
    fields = show_fields(
        page, questions_on(page), answering.entries, typed.texts if typed else {}, errors
    )
    return PageView(_heading(page, fields, texts, title), _above(page), texts, fields)


def earlier_day(answering: Answering, now: datetime) -> date | None:
    """The local day of the oldest answer that will be sent, where that was before today."""
    answers = visible_answers(answering.form, answers_of(answering.entries))
    days = [local_day(answering.entries[link_id].at) for link_id in answers]
    oldest = min(days, default=local_day(now))
    return oldest if oldest < local_day(now) else None


def rows_to_check(answering: Answering) -> list[CheckRow]:
    """Every question asked, with its answer and colour, and whether something is missing."""
    answers = visible_answers(answering.form, answers_of(answering.entries))
    colours = {
        finding.link_id: Colour(finding.colour.value)
        for finding in significant(answering.form, answers)
    }
    wrong = {issue.link_id for issue in answering.way.issues}
    return [
        CheckRow(
            step=page.step.index,
            question=question_words(item),
            answer=_words_to_check(page, item, answering.entries, answers),
            colour=colours.get(item.link_id),
            is_missing=_is_missing(item, answering.entries, wrong),
        )
        for page in answering.way.pages
        for item in questions_on(page)
        if not item.is_skip_reason or item.link_id in answers
    ]


def _words_to_check(page: Asked, item: Item, entries: Entries, answers: Answers) -> str:
    entry = entries.get(item.link_id)
    words = answer_words(item, entry)
    if entry is not None and entry.values and entry.context is not None:
        return f"{words}. {context_words(entry.context)}"
    measure, reason = measure_of(item), skip_reason_on(page, answers)
    if not words and measure is not None and reason is not None:
        return reading_words(EnteredReading(measure, skip_reason=reason))
    return words


def _is_missing(item: Item, entries: Entries, wrong: set[str]) -> bool:
    entry = entries.get(item.link_id)
    return entry is None or entry.text is not None or item.link_id in wrong


def _missing(
    answering: Answering,
    page: Asked,
    shape: EntryPage | None,
    typed: TypedPage,
    after: Entries,
) -> Iterator[FieldError]:
    shown = {item.link_id: item for item in questions_on(page)}
    group = page.step.group.link_id if page.step.group else None
    issues = [
        issue
        for issue in way_through(answering.form, after).issues
        if issue.link_id in shown or issue.link_id == group
    ]
    if shape is not None and issues and _is_empty(typed):
        words = NOTHING_ENTERED if shape.skips is SkipMode.ONCE else NO_NUMBER
        yield FieldError(shape.prefix + shape.measures[0], words)
        return
    for issue in issues:
        item = shown.get(issue.link_id) or next(iter(shown.values()))
        words = issue_words(issue, item) if issue.link_id in shown else NO_ANSWER
        measure = measure_of(item)
        name = f"{shape.prefix}{measure}" if shape and measure else field_id(page, item)
        yield FieldError(name, words)


def _is_empty(typed: TypedPage) -> bool:
    return typed.readings is not None and typed.readings.outcome is Outcome.EMPTY


def _readings_view(
    page: Asked,
    entry: ReadingsEntry,
    typed: TypedPage | None,
    texts: tuple[Text, ...],
    title: str,
) -> PageView:
    if entry.outcome is Outcome.ASK:
        ask = ask_view(entry)
        return PageView(ask.heading, (), (), ask=ask)
    errors = typed.errors if typed else ()
    view = fields_view(replace(entry, errors=errors))
    return PageView(_heading(page, (), texts, title), _above(page), texts, readings=view)


def _heading(page: Asked, fields: tuple[Field, ...], texts: tuple[Text, ...], title: str) -> str:
    if page.step.kind is StepKind.QUESTION:
        return question_words(page.step.items[0])
    if page.step.group is not None and page.step.group.text.strip():
        return page.step.group.text
    if texts:
        return texts[0].heading or title
    return fields[0].label if fields else title


def _above(page: Asked) -> tuple[str, ...]:
    """The texts of the groups around the page."""
    return page.step.headings


def _is_told(item: Item) -> bool:
    return item.type is ItemType.DISPLAY and bool(item.text.strip())
