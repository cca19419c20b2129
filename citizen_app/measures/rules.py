"""What to do with a number: take it, ask about it, have it measured again, or refuse it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from citizen_app.measures.codes import Measure, MeasureCode

MOST_MEANINGS = 2
PAIRS: tuple[tuple[MeasureCode, MeasureCode], ...] = (
    (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC),
    (MeasureCode.SPO2, MeasureCode.PULSE),
    (MeasureCode.FEV1, MeasureCode.FVC),
)


class RefusalReason(StrEnum):
    """Why a number cannot be the reading."""

    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    TOO_MANY_DECIMALS = "too_many_decimals"
    SAME = "same"


@dataclass(frozen=True)
class Accepted:
    """Likely as it stands; `value` is without decimals that say nothing."""

    value: Decimal


@dataclass(frozen=True)
class Refused:
    """Impossible, and nothing likely is close."""

    reason: RefusalReason


@dataclass(frozen=True)
class Asked:
    """More likely a slip: `meant` are the likely meanings, best first, perhaps none.

    The number itself may stand where `can_keep` says so, that is where it is possible.
    """

    meant: tuple[Decimal, ...]
    can_keep: bool = True


@dataclass(frozen=True)
class MeasureAgain:
    """Possible, but so low or high that a second reading is wanted before it is taken."""

    value: Decimal


@dataclass(frozen=True)
class Swapped:
    """Two numbers look as if they stood in each other's place."""

    can_keep: bool


Assessment = Accepted | Refused | Asked | MeasureAgain


def assess(measure: Measure, value: Decimal) -> Assessment:
    """What to do with one number in the measure's unit. Never refuses a possible value."""
    refusal = _refusal(measure, value)
    unlikely = refusal is not None or _is_unlikely(measure, value)
    meant = _thousands(measure, value) or (_slips(measure, value) if unlikely else ())
    if meant:
        return Asked(meant, can_keep=refusal is None)
    if refusal is not None:
        return Refused(refusal)
    if is_alarming(measure, value):
        return MeasureAgain(_shortened(measure, value))
    return Asked(()) if unlikely else Accepted(_shortened(measure, value))


def assess_pair(
    first: Measure, first_value: Decimal, second: Measure, second_value: Decimal
) -> Swapped | Refused | None:
    """Whether two numbers seem swapped, or None where they may stand; order as in `PAIRS`.

    Upper and lower blood pressure in the wrong order cannot stand; the other pairs may be kept
    where both numbers are possible. Units are the measures' own.
    """
    pair = (first.code, second.code)
    if pair == (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC):
        if first_value == second_value:
            return Refused(RefusalReason.SAME)
        return Swapped(can_keep=False) if first_value < second_value else None
    possible = _refusal(first, first_value) is None and _refusal(second, second_value) is None
    if pair == (MeasureCode.FEV1, MeasureCode.FVC):
        return Swapped(can_keep=True) if possible and first_value > second_value else None
    if pair == (MeasureCode.SPO2, MeasureCode.PULSE):
        as_typed = _is_ordinary(first, first_value) and _is_ordinary(second, second_value)
        turned = _is_ordinary(first, second_value) and _is_ordinary(second, first_value)
        return Swapped(can_keep=possible) if turned and not as_typed else None
    return None


def is_alarming(measure: Measure, value: Decimal) -> bool:
    """Whether a number is so low or high that the phone numbers are shown beside it."""
    limits = measure.limits
    return _is_outside(value, limits.again_below, limits.again_above)


def _is_outside(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


def _refusal(measure: Measure, value: Decimal) -> RefusalReason | None:
    if value < measure.limits.lowest:
        return RefusalReason.TOO_LOW
    if value > measure.limits.highest:
        return RefusalReason.TOO_HIGH
    if value != round(value, measure.decimals):
        return RefusalReason.TOO_MANY_DECIMALS
    return None


def _is_unlikely(measure: Measure, value: Decimal) -> bool:
    return _is_outside(value, measure.limits.ask_below, measure.limits.ask_above)


def _is_ordinary(measure: Measure, value: Decimal) -> bool:
    return isinstance(assess(measure, value), Accepted)


def _thousands(measure: Measure, value: Decimal) -> tuple[Decimal, ...]:
    """Three decimals where none belong: "10.000" may be ten thousand and not ten."""
    if measure.decimals or value.as_tuple().exponent != -3:
        return ()
    return _likely(measure, (value.scaleb(3),))


def _slips(measure: Measure, value: Decimal) -> tuple[Decimal, ...]:
    """Likely numbers with the same digits: a slipped comma or a sign too many."""
    return _likely(measure, _same_digits(value))


def _likely(measure: Measure, candidates: Iterable[Decimal]) -> tuple[Decimal, ...]:
    found = (
        _shortened(measure, candidate)
        for candidate in candidates
        if _refusal(measure, candidate) is None and not _is_unlikely(measure, candidate)
    )
    return tuple(dict.fromkeys(found))[:MOST_MEANINGS]


def _same_digits(value: Decimal) -> Iterator[Decimal]:
    digits = abs(value)
    if value < 0:
        yield digits
    elif value:
        for places in (1, 2, 3):
            yield digits.scaleb(-places)
            yield digits.scaleb(places)


def _shortened(measure: Measure, value: Decimal) -> Decimal:
    """The same number without trailing zeros beyond what the measure shows or was typed."""
    places = min(measure.decimals, max(0, -int(value.as_tuple().exponent)))
    short = round(value, places)
    while places and short == round(short, places - 1):
        places -= 1
        short = round(short, places)
    return short
