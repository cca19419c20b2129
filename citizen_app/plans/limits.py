"""Limits of a measure, on plain values: for the value itself, and for how much it changes.

Why a change is counted from the lowest or the highest of some days is told in docs/decisions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from citizen_app.measures import MEASURES, MeasureCode, Position

# How many days back a change may be counted: as far as it takes to tell a change from a drift.
MOST_DAYS = 60


class BadLimits(ValueError):
    """Limits that contradict each other or their measure."""


@dataclass(frozen=True, slots=True)
class ChangeLimits:
    """How much a value may rise and fall within some days; each is strict: by more than it.

    A rise is counted from the lowest and a fall from the highest value of the local days that
    begin `days` before the reading's own. Raises BadLimits for amounts that are no change, or
    where yellow asks for more than red.
    """

    days: int
    yellow_rise: Decimal | None = None
    red_rise: Decimal | None = None
    yellow_fall: Decimal | None = None
    red_fall: Decimal | None = None

    def __post_init__(self) -> None:
        amounts = (self.yellow_rise, self.red_rise, self.yellow_fall, self.red_fall)
        given = [amount for amount in amounts if amount is not None]
        if not 1 <= self.days <= MOST_DAYS:
            raise BadLimits("a change is counted over some days, not too many")
        if not given or min(given) <= 0:
            raise BadLimits("a limit of change is an amount above zero")
        for yellow, red in (
            (self.yellow_rise, self.red_rise),
            (self.yellow_fall, self.red_fall),
        ):
            if yellow is not None and red is not None and yellow > red:
                raise BadLimits("yellow comes before red")


@dataclass(frozen=True, slots=True)
class ThresholdLimits:
    """Limits of one measure in its own unit; each is strict: below it, or above it.

    Raises BadLimits unless red_below <= yellow_below < yellow_above <= red_above where given, and
    when there is none at all.
    """

    red_below: Decimal | None = None
    yellow_below: Decimal | None = None
    yellow_above: Decimal | None = None
    red_above: Decimal | None = None
    change: ChangeLimits | None = None

    def __post_init__(self) -> None:
        low = [value for value in (self.red_below, self.yellow_below) if value is not None]
        high = [value for value in (self.yellow_above, self.red_above) if value is not None]
        if not low and not high and self.change is None:
            raise BadLimits("at least one limit is needed")
        in_order = all(one <= following for one, following in pairwise(low + high))
        if not in_order or (low and high and low[-1] == high[0]):
            raise BadLimits("limits go from red below to red above")


@dataclass(frozen=True, slots=True)
class Scope:
    """What limits are about: a measure, and its context where it has one."""

    measure: MeasureCode
    position: Position | None = None
    with_oxygen: bool | None = None

    @property
    def name(self) -> str:
        """Its name in forms and addresses: "pulse", "spo2-rest-with"."""
        if self.position is None:
            return self.measure.value
        oxygen = "with" if self.with_oxygen else "without"
        return f"{self.measure.value}-{self.position.value}-{oxygen}"


def _scopes() -> Iterator[Scope]:
    for measure in MEASURES.values():
        if not measure.has_context:
            yield Scope(measure.code)
            continue
        for position in Position:
            for with_oxygen in (False, True):
                yield Scope(measure.code, position, with_oxygen)


SCOPES = tuple(_scopes())
