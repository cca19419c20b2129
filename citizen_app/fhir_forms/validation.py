"""Whether answers fit their form; the words for people are made elsewhere from the codes."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from citizen_app.fhir_forms.answers import Answers
from citizen_app.fhir_forms.conditions import State, state_of
from citizen_app.fhir_forms.definition import Item, ItemType, Questionnaire
from citizen_app.fhir_forms.values import Quantity, Value


class IssueCode(StrEnum):
    """What can be wrong with an answer; the parameters of each are in brackets."""

    REQUIRED = "required"
    READING_MISSING = "reading_missing"
    WRONG_TYPE = "wrong_type"
    NOT_AN_OPTION = "not_an_option"
    WRONG_UNIT = "wrong_unit"
    BELOW_MINIMUM = "below_minimum"  # minimum
    ABOVE_MAXIMUM = "above_maximum"  # maximum
    TOO_LONG = "too_long"  # maximum, length
    TOO_MANY_DECIMALS = "too_many_decimals"  # maximum
    TOO_MANY_ANSWERS = "too_many_answers"
    UNKNOWN_QUESTION = "unknown_question"


@dataclass(frozen=True, slots=True)
class AnswerIssue:
    """One fault of one answer."""

    link_id: str
    code: IssueCode
    parameters: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


def validate(questionnaire: Questionnaire, answers: Answers) -> tuple[AnswerIssue, ...]:
    """What must be mended before the answers can be sent, in the order of the form.

    Only items in force are looked at: enabled, in reach, not hidden. Answers to disabled items
    are no fault (they are not sent); answers to unknown questions are.
    """
    state = state_of(questionnaire, answers)
    known = {item.link_id for item in questionnaire if item.is_question}
    issues = [
        AnswerIssue(link_id, IssueCode.UNKNOWN_QUESTION)
        for link_id in answers
        if link_id not in known
    ]
    for item in questionnaire.items:
        issues.extend(_tree_issues(item, state, offers_skip=False))
    return tuple(issues)


def issues_of(item: Item, values: tuple[Value, ...]) -> tuple[AnswerIssue, ...]:
    """The faults of the values given to one question, whether or not it is required."""
    if len(values) > 1:
        return (AnswerIssue(item.link_id, IssueCode.TOO_MANY_ANSWERS),)
    return tuple(issue for value in values for issue in _value_issues(item, value))


def missing_readings(group: Item, given: Container[str]) -> tuple[Item, ...]:
    """The readings of a group that still need a number or, for all of them, a skip reason.

    `given` are the linkIds answered; a group without a choice of skip reasons misses none.
    """
    reasons = [item for item in group.items if item.is_skip_reason]
    if not reasons or any(item.link_id in given for item in reasons):
        return ()
    return tuple(
        item
        for item in group.items
        if item.is_reading and item.is_asked and item.link_id not in given
    )


def _tree_issues(item: Item, state: State, *, offers_skip: bool) -> Iterator[AnswerIssue]:
    if item.link_id not in state.in_reach or item.hidden:
        return
    values = state.counted.get(item.link_id, ())
    if item.is_question:
        yield from issues_of(item, values)
        is_free = item.is_reading and offers_skip
        if item.required and item.is_asked and not values and not is_free:
            yield AnswerIssue(item.link_id, IssueCode.REQUIRED)
    missing = missing_readings(item, state.counted)
    for reading in missing:
        if reading.link_id in state.in_reach:
            yield AnswerIssue(reading.link_id, IssueCode.READING_MISSING)
    is_bare = not missing and not any(child.link_id in state.counted for child in _under(item))
    if item.type is ItemType.GROUP and item.required and is_bare:
        yield AnswerIssue(item.link_id, IssueCode.REQUIRED)
    offers = any(child.is_skip_reason for child in item.items)
    for child in item.items:
        yield from _tree_issues(child, state, offers_skip=offers)


def _under(item: Item) -> Iterator[Item]:
    for child in item.items:
        yield child
        yield from _under(child)


def _value_issues(item: Item, value: Value) -> Iterator[AnswerIssue]:
    if item.type is ItemType.CHOICE:
        if not _is_option(item, value):
            yield AnswerIssue(item.link_id, IssueCode.NOT_AN_OPTION)
        return
    if not _is_of_type(item.type, value):
        yield AnswerIssue(item.link_id, IssueCode.WRONG_TYPE)
        return
    if isinstance(value, Quantity) and not _is_in_unit(item, value):
        yield AnswerIssue(item.link_id, IssueCode.WRONG_UNIT)
        return
    yield from _limit_issues(item, value.value if isinstance(value, Quantity) else value)


def _is_option(item: Item, value: Value) -> bool:
    kind = str if isinstance(value, str) else type(value)
    return any(isinstance(option.value, kind) and option.value == value for option in item.options)


def _is_of_type(item_type: ItemType, value: Value) -> bool:
    match item_type:
        case ItemType.BOOLEAN:
            return isinstance(value, bool)
        case ItemType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case ItemType.DECIMAL:
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            return is_whole or (isinstance(value, Decimal) and value.is_finite())
        case ItemType.QUANTITY:
            return isinstance(value, Quantity) and value.value.is_finite()
        case ItemType.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case ItemType.STRING | ItemType.TEXT:
            return isinstance(value, str)
    return False


def _is_in_unit(item: Item, quantity: Quantity) -> bool:
    units = (*([item.unit] if item.unit else []), *item.unit_options)
    if not units:
        return True
    if quantity.code is None:
        return any(unit.display == quantity.unit for unit in units)
    return any((unit.system, unit.code) == (quantity.system, quantity.code) for unit in units)


def _limit_issues(item: Item, value: Value) -> Iterator[AnswerIssue]:
    if item.minimum is not None and value < item.minimum:  # type: ignore[operator]
        yield _issue(item, IssueCode.BELOW_MINIMUM, minimum=item.minimum)
    if item.maximum is not None and value > item.maximum:  # type: ignore[operator]
        yield _issue(item, IssueCode.ABOVE_MAXIMUM, maximum=item.maximum)
    if item.max_length is not None and isinstance(value, str) and len(value) > item.max_length:
        yield _issue(item, IssueCode.TOO_LONG, maximum=item.max_length, length=len(value))
    decimals = _decimals(value) if isinstance(value, Decimal) else 0
    if item.max_decimals is not None and decimals > item.max_decimals:
        yield _issue(item, IssueCode.TOO_MANY_DECIMALS, maximum=item.max_decimals)


def _issue(item: Item, code: IssueCode, **parameters: Value) -> AnswerIssue:
    return AnswerIssue(item.link_id, code, MappingProxyType(parameters))


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
