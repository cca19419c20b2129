"""The fields of a page of questions: from what was typed to typed answers, or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from citizen_app.fhir_forms import (
    Asked,
    Coding,
    Item,
    ItemType,
    Value,
    issues_of,
    quantity_for,
)
from citizen_app.measures import NotANumber, ReadingContext, parse_number
from citizen_app.questionnaires.rules import questions_on
from citizen_app.questionnaires.wording import issue_words, unreadable_words
from citizen_app.readings.forms import Entry as ReadingsEntry
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

YES, NO, NOTHING = "yes", "no", "none"
CHOICES = (ItemType.BOOLEAN, ItemType.CHOICE)
NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY)
# FHIR's integer has 32 bits.
LARGEST_WHOLE = 2**31 - 1
LONGEST_LINE = 500
LONGEST_TEXT = 4000
DATE_PARTS = ("day", "month", "year")
# "26" is a slip, not the year 26.
FIRST_YEAR = 1900


class Unreadable(ValueError):
    """What was typed cannot be an answer to the question; the argument says what was wanted."""


@dataclass(frozen=True)
class TypedAnswer:
    """One question: its values, and what was typed where that could not be understood."""

    values: tuple[Value, ...]
    text: str | None = None
    context: ReadingContext | None = None
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True)
class TypedPage:
    """All answers of a page by linkId, the texts of its fields, and what cannot stand."""

    answers: Mapping[str, TypedAnswer] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    readings: ReadingsEntry | None = None


def field_id(page: Asked, item: Item) -> str:
    """Id and name of a question's field: by its place, since linkIds hold any characters."""
    places = [each.link_id for each in page.step.items]
    return f"answer-{places.index(item.link_id) + 1}"


def read_page(page: Asked, form: Mapping[str, str]) -> TypedPage:
    """Read every question of a page; nothing is lost, whatever was typed.

    That a question must be answered is not looked at here.
    """
    answers = {} if questions_on(page) else {page.step.link_id: TypedAnswer(())}
    texts: dict[str, str] = {}
    errors: list[FieldError] = []
    for item in questions_on(page):
        name = field_id(page, item)
        text = typed_text(item, name, form)
        texts[item.link_id] = text
        answers[item.link_id], message = _read(item, text)
        if message is not None:
            errors.append(FieldError(name, message))
    return TypedPage(answers, texts, tuple(errors))


def typed_text(item: Item, name: str, form: Mapping[str, str]) -> str:
    """What was typed or chosen for one question, as one text; a date as three parts."""
    if item.type is ItemType.DATE:
        parts = ["-".join(tidy(form.get(f"{name}-{part}", "")).split()) for part in DATE_PARTS]
        return " ".join(parts) if any(parts) else ""
    return tidy(form.get(name, ""))


def _read(item: Item, text: str) -> tuple[TypedAnswer, object | None]:
    if not text or (text == NOTHING and item.type in CHOICES):
        return TypedAnswer(()), None
    try:
        value = _value(item, text)
    except Unreadable as error:
        return TypedAnswer((), text), unreadable_words(item, str(error), text)
    issues = issues_of(item, (value,))
    if issues:
        return TypedAnswer((), text), issue_words(issues[0], item)
    return TypedAnswer((value,)), None


def _value(item: Item, text: str) -> Value:
    if item.type is ItemType.BOOLEAN:
        return _boolean(text)
    if item.type is ItemType.CHOICE:
        return _option(item, text)
    if item.type in NUMBERS:
        return _number(item, text)
    if item.type is ItemType.DATE:
        return _date(text)
    if len(text) > (LONGEST_TEXT if item.type is ItemType.TEXT else LONGEST_LINE):
        raise Unreadable("shorter")
    return text if item.type is ItemType.TEXT else " ".join(text.split())


def _boolean(text: str) -> bool:
    if text not in (YES, NO):
        raise Unreadable("option")
    return text == YES


def _option(item: Item, text: str) -> Value:
    options = {str(place): option.value for place, option in enumerate(item.options, start=1)}
    if text not in options:
        raise Unreadable("option")
    return options[text]


def _number(item: Item, text: str) -> Value:
    units = _unit_spellings(item)
    try:
        number = parse_number(text, units=units)
    except NotANumber:
        raise Unreadable("number") from None
    if item.type is ItemType.QUANTITY:
        return quantity_for(item, number)
    if item.type is ItemType.DECIMAL:
        return number
    return _whole(number)


def _whole(number: Decimal) -> int:
    # "1.000" may be a thousand or one: asking beats guessing.
    if number.as_tuple().exponent != 0:
        raise Unreadable("whole")
    if abs(number) > LARGEST_WHOLE:
        raise Unreadable("number")
    return int(number)


def _unit_spellings(item: Item) -> tuple[str, ...]:
    units: tuple[Coding | None, ...] = (item.unit, *item.unit_options)
    spellings = (text for unit in units if unit for text in (unit.display, unit.code))
    return tuple(str(text) for text in spellings if text)


def _date(text: str) -> date:
    parts = text.split(" ")
    if len(parts) != len(DATE_PARTS) or not all(_is_short_number(part) for part in parts):
        raise Unreadable("date")
    day, month, year = (int(part) for part in parts)
    if year < FIRST_YEAR:
        raise Unreadable("date")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable("date") from None


def _is_short_number(part: str) -> bool:
    return part.isdecimal() and len(part) <= len("2026")
