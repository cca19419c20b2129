"""What the answer to a question about a number, or about the time, changes in what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from citizen_app.measures import MEASURES, MeasureCode, NotANumber, parse_value
from citizen_app.readings.rules import AgainAsk, Ask, OldAsk, SlipAsk, SwapAsk, TwiceAsk

KEEP = "keep"
CORRECT = "correct"
SWAP = "swap"
MEANT = "meant-"
FIRST = "first"
SECOND = "second"
TWICE_FIELD = "measured_twice"
DAY_FIELD = "measured_day"


class AnswerFault(StrEnum):
    """Why an answer does not settle the question."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"


@dataclass(frozen=True)
class Changed:
    """The question is answered: texts and numbers that are replaced, and what it settles."""

    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[MeasureCode, Decimal] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ToCorrect:
    """The person wants to write this field again."""

    name: str


Answer = Changed | ToCorrect | AnswerFault


def choices_of(ask: Ask) -> tuple[str, ...]:
    """The values that may be chosen; none where a new number is typed instead."""
    match ask:
        case SlipAsk():
            meant = tuple(f"{MEANT}{place}" for place in range(len(ask.meant)))
            return (*meant, *((KEEP,) if ask.can_keep else ()), CORRECT)
        case SwapAsk():
            return (SWAP, *((KEEP,) if ask.can_keep else ()), CORRECT)
        case OldAsk():
            return (KEEP, CORRECT)
        case TwiceAsk():
            return (FIRST, SECOND)
        case AgainAsk():
            return ()


def answer(ask: Ask, chosen: str, again: str, texts: Mapping[str, str]) -> Answer:
    """What a choice, or a number measured again, does to the texts typed so far.

    `texts` are by field name without prefix, and so are the changes.
    """
    if isinstance(ask, AgainAsk):
        return _measured_again(ask, again)
    if chosen not in choices_of(ask):
        return AnswerFault.MISSING
    if chosen == CORRECT:
        return ToCorrect(_field_of(ask))
    if chosen == KEEP:
        return Changed(settled=frozenset({ask.token}))
    match ask:
        case SlipAsk():
            meant = ask.meant[int(chosen.removeprefix(MEANT))]
            return Changed(numbers={ask.measure: meant})
        case SwapAsk():
            return Changed({ask.first: texts[ask.second], ask.second: texts[ask.first]})
        case _:
            return Changed({TWICE_FIELD: chosen})


def _measured_again(ask: AgainAsk, again: str) -> Answer:
    """An empty field lets the first number stand."""
    settled = frozenset({ask.token})
    if not again.strip():
        return Changed(settled=settled)
    measure = MEASURES[ask.measure]
    try:
        value = parse_value(measure, again)
    except NotANumber:
        return AnswerFault.NOT_A_NUMBER
    new = AgainAsk(ask.measure, value)
    return Changed({ask.measure: again}, settled=settled | {new.token})


def _field_of(ask: Ask) -> str:
    match ask:
        case SlipAsk() | AgainAsk():
            return ask.measure
        case SwapAsk():
            return ask.first
        case _:
            return DAY_FIELD


def measure_of_field(name: str) -> MeasureCode | None:
    """The measure whose number stands in a field, or None for another field."""
    return MeasureCode(name) if name in set(MeasureCode) else None
