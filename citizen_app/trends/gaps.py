"""How long readings may be apart before the line between them is broken. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from citizen_app.plans.rules import Daily, EveryDays, OnDemand, Phased, Schedule, Weekly

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Asked:
    """A schedule that asked for a measure, from a local day on and until another (exclusive)."""

    schedule: Schedule
    from_on: date
    until_on: date | None

    def asks_on(self, day: date) -> bool:
        """Whether it counted on a local day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


def days_between(schedule: Schedule, day: date) -> int | None:
    """The most days from one time asked to the next, as it stands on a day; None: never asked."""
    match schedule:
        case Daily():
            return 1
        case EveryDays(every=every):
            return every
        case Weekly(weekdays=weekdays):
            following = (*weekdays[1:], weekdays[0] + DAYS_OF_WEEK)
            return max(later - sooner for sooner, later in zip(weekdays, following, strict=True))
        case Phased(starts_on=starts_on, days=days, first=first, then=then):
            return days_between(first if (day - starts_on).days < days else then, day)
        case OnDemand():
            return None


def expected_days(asked: Sequence[Asked], day: date) -> int | None:
    """The most days from one reading to the next that the plan asked for on a local day."""
    planned = [
        days
        for one in asked
        if one.asks_on(day) and (days := days_between(one.schedule, day)) is not None
    ]
    return min(planned, default=None)


def longest_gap(asked: Sequence[Asked], otherwise: int, day: date) -> int:
    """How many days after `day` a reading may come and still be joined to it by a line.

    Half as long again as the plan asked for on that day, or as `otherwise` where it did not ask.
    """
    days = expected_days(asked, day) or otherwise
    return days + days // 2


def usual_distance(measured_on: Sequence[date]) -> int:
    """How many days readings usually are apart: the median, at least 1."""
    days = sorted(set(measured_on))
    distances = [(later - sooner).days for sooner, later in pairwise(days)]
    return int(median(distances)) if distances else 1
