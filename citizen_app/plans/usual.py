"""The usual range: suggested from a person's own readings, on plain values.

How it is worked out, and why, is told in docs/decisions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType

from citizen_app.measures import MEASURES, MeasureCode

# PLACEHOLDERS for a clinician: no usual range is narrower than what a meter and a day's chance do.
LEAST_WIDTH: Mapping[MeasureCode, Decimal] = MappingProxyType(
    {
        MeasureCode.SPO2: Decimal(2),
        MeasureCode.PULSE: Decimal(10),
        MeasureCode.SYSTOLIC: Decimal(15),
        MeasureCode.DIASTOLIC: Decimal(10),
        MeasureCode.WEIGHT: Decimal("1.5"),
        MeasureCode.TEMPERATURE: Decimal("0.6"),
        MeasureCode.SIT_TO_STAND: Decimal(2),
        MeasureCode.FEV1: Decimal("0.2"),
        MeasureCode.FVC: Decimal("0.3"),
        MeasureCode.PEAK_FLOW: Decimal(40),
        MeasureCode.RESPIRATORY_RATE: Decimal(4),
        MeasureCode.STEPS: Decimal(500),
    }
)
FEWEST_READINGS = 7
MOST_READINGS = 28


class BadRange(ValueError):
    """A range that ends before it begins, or a context that is missing or too much."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """From the lowest to the highest usual value, both included, in the measure's unit."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise BadRange("a range goes from its low to its high end")


@dataclass(frozen=True, slots=True)
class Suggested:
    """A range for the care team to look at, and on how many readings it stands."""

    range: UsualRange
    readings: int


@dataclass(frozen=True, slots=True)
class TooFew:
    """Not enough readings yet for a suggestion."""

    readings: int
    needed: int = FEWEST_READINGS


def suggest_range(measure: MeasureCode, newest_first: Sequence[Decimal]) -> Suggested | TooFew:
    """The range of the middle 5 of every 7 of the newest readings, at least 7 and at most 28.

    All values are of one measure in one context, in its unit. One in seven at either end is left
    out, so that a single bad day or a slip moves nothing. A range that would be narrower than the
    measure's least width is widened evenly, and never beyond what is possible.
    """
    values = sorted(newest_first[:MOST_READINGS])
    if len(values) < FEWEST_READINGS:
        return TooFew(len(values))
    left_out = len(values) // FEWEST_READINGS
    low, high = values[left_out], values[-1 - left_out]
    return Suggested(_widened(measure, low, high), len(values))


def _widened(measure: MeasureCode, low: Decimal, high: Decimal) -> UsualRange:
    least, highest = LEAST_WIDTH[measure], MEASURES[measure].limits.highest
    if high - low >= least:
        return UsualRange(low, high)
    step = min(Decimal(1), Decimal(1).scaleb(int(least.as_tuple().exponent)))
    middle = (low + high - least) / 2
    low = min((middle / step).to_integral_value(ROUND_FLOOR) * step, highest - least)
    return UsualRange(low, low + least)
