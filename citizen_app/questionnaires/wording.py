"""Words for what is wrong with an answer, each saying what to do."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.fhir_forms import AnswerIssue, IssueCode, Item, ItemType, Quantity, Value
from citizen_app.record.rules import Colour
from citizen_app.web.formatting import format_day, format_number

REQUIRED: Mapping[ItemType, LazyString] = {
    ItemType.BOOLEAN: _l("Choose an answer."),
    ItemType.CHOICE: _l("Choose an answer."),
    ItemType.INTEGER: _l("Write a number."),
    ItemType.DECIMAL: _l("Write a number."),
    ItemType.QUANTITY: _l("Write a number."),
    ItemType.STRING: _l("Write an answer."),
    ItemType.TEXT: _l("Write an answer."),
    ItemType.DATE: _l("Write a day, a month and a year."),
}

NO_ANSWER = _l("Answer at least one of the questions.")
NO_NUMBER = _l("Write at least one number.")

ISSUES: Mapping[IssueCode, Callable[[AnswerIssue], LazyString]] = {
    IssueCode.BELOW_MINIMUM: lambda issue: _l(
        "It cannot be less than %(minimum)s.", minimum=_shown(issue, "minimum")
    ),
    IssueCode.ABOVE_MAXIMUM: lambda issue: _l(
        "It cannot be more than %(maximum)s.", maximum=_shown(issue, "maximum")
    ),
    IssueCode.TOO_LONG: lambda issue: _l(
        "Write at most %(maximum)s characters. Now there are %(length)s.",
        maximum=_shown(issue, "maximum"),
        length=_shown(issue, "length"),
    ),
    IssueCode.TOO_MANY_DECIMALS: lambda issue: _l(
        "Write at most %(maximum)s digits after the comma.", maximum=_shown(issue, "maximum")
    ),
    IssueCode.READING_MISSING: lambda _issue: _l("Write the number, or choose why it is missing."),
}


def required_words(item: Item) -> LazyString:
    """What to do about a question without an answer."""
    return REQUIRED[item.type]


def unreadable_words(item: Item, wanted: str, text: str) -> LazyString:
    """What to do about a text that cannot be an answer; it is repeated as it was typed."""
    if wanted == "number":
        return _l("Write a number, for example 4. You wrote “%(text)s”.", text=text)
    if wanted == "whole":
        return _l("Write a whole number, without comma or dot. You wrote “%(text)s”.", text=text)
    if wanted == "date":
        return _l("Write a day, a month and a year, for example 5 11 2026.")
    if wanted == "shorter":
        return _l("The text is too long. Make it shorter.")
    return required_words(item)


def issue_words(issue: AnswerIssue, item: Item) -> LazyString:
    """What to do about an answer that the form does not allow."""
    words = ISSUES.get(issue.code)
    return words(issue) if words else required_words(item)


def _shown(issue: AnswerIssue, name: str) -> str:
    value: Value = issue.parameters[name]
    if isinstance(value, Quantity):
        return format_number(value.value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return str(value)


COLOURS = {
    Colour.GREEN: _l("Green"),
    Colour.YELLOW: _l("Yellow"),
    Colour.RED: _l("Red"),
}
