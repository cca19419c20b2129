"""The usual range: suggested from a person's own readings, on plain values.

How it is worked out, and why, is told in docs/decisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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


def suggest_range(newest_first: Sequence[Decimal]) -> Suggested | TooFew:
    """The range of the middle 5 of every 7 of the newest readings, at least 7 and at most 28.

    All values are of one measure in one context, in its unit. One in seven at either end is left
    out, so that a single bad day or a slip moves nothing; both ends are values that were measured.
    """
    values = sorted(newest_first[:MOST_READINGS])
    if len(values) < FEWEST_READINGS:
        return TooFew(len(values))
    left_out = len(values) // FEWEST_READINGS
    return Suggested(UsualRange(values[left_out], values[-1 - left_out]), len(values))
