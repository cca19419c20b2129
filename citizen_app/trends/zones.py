"""Areas of a picture: what is usual, and what lies beyond the care team's limits. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.plans.shapes import BaselineView, DatedThreshold, ThresholdView
from citizen_app.record.rules import fits

USUAL = "usual"


@dataclass(frozen=True)
class Zone:
    """A stretch of values over a time, for one measure in one context.

    `kind` is "usual", "yellow" or "red"; `is_above` tells the areas above from those below. What
    is usual holds both its ends; an area beyond a limit does not hold the limit that it begins
    at. None as `low` or `high` is no end.
    """

    kind: str
    measure: MeasureCode
    context: ReadingContext | None
    low: Decimal | None
    high: Decimal | None
    since: datetime
    until: datetime | None
    is_above: bool = False

    def is_about(self, measure: MeasureCode, context: ReadingContext | None) -> bool:
        """Whether it is about exactly this measure in this context."""
        return (self.measure, self.context) == (measure, context)

    def counts_at(self, at: datetime) -> bool:
        """Whether it counted at an instant."""
        return self.since <= at and (self.until is None or at < self.until)

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it: a limit itself is still inside the limits."""
        is_low_enough = self.high is None or value < self.high
        is_high_enough = self.low is None or value > self.low
        if self.kind == USUAL:
            return (is_low_enough or value == self.high) and (is_high_enough or value == self.low)
        if self.is_above:
            return is_high_enough and (is_low_enough or value == self.high)
        return is_low_enough and (is_high_enough or value == self.low)


def usual_zones(
    baselines: Iterable[BaselineView], measure: MeasureCode, context: ReadingContext | None
) -> list[Zone]:
    """What has been usual for exactly this measure and context."""
    return [
        Zone(
            USUAL, measure, context, one.usual.low, one.usual.high, one.valid_from, one.valid_until
        )
        for one in baselines
        if one.measure == measure and one.context == context
    ]


def limit_zones(
    thresholds: Iterable[DatedThreshold], measure: MeasureCode, context: ReadingContext | None
) -> list[Zone]:
    """The areas beyond the limits for exactly this measure and context."""
    return [
        Zone(kind, measure, context, low, high, dated.valid_from, dated.valid_until, is_above)
        for dated in thresholds
        if fits(dated.threshold, measure, context)
        for kind, low, high, is_above in _areas(dated.threshold)
        # The end that looks at the healthy side is what makes an area: without it there is none.
        if (low if is_above else high) is not None and low != high
    ]


def _areas(
    limits: ThresholdView,
) -> tuple[tuple[str, Decimal | None, Decimal | None, bool], ...]:
    """Kind, low, high, and whether above the healthy values; also those that no limit makes."""
    return (
        ("red", None, limits.red_below, False),
        ("yellow", limits.red_below, limits.yellow_below, False),
        ("yellow", limits.yellow_above, limits.red_above, True),
        ("red", limits.red_above, None, True),
    )
