"""Schedules: on which days and at which times something is asked. Plain values, kept as JSON."""

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

MINUTES_A_DAY = 24 * 60
MOST_DAYS_BETWEEN = 366


class BadSchedule(ValueError):
    """A schedule that cannot be kept, or JSON that is none."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time of day and for how many minutes it stays open (at most 24 hours)."""

    opens: time
    minutes: int

    def __post_init__(self) -> None:
        if self.opens.tzinfo is not None or self.opens.second or self.opens.microsecond:
            raise BadSchedule("a slot opens at a whole minute on the wall clock")
        if not 1 <= self.minutes <= MINUTES_A_DAY:
            raise BadSchedule("a slot lasts from 1 minute to 24 hours")

    @classmethod
    def between(cls, opens: time, closes: time) -> "Slot":
        """The slot from one time to another; a closing time at or before it is the next day's."""
        span = _minute_of_day(closes) - _minute_of_day(opens)
        return cls(opens, span if span > 0 else span + MINUTES_A_DAY)


@dataclass(frozen=True, slots=True)
class Weekly:
    """The same weekdays every week (ISO numbers, 1 is Monday), the same slots on each."""

    weekdays: tuple[int, ...]
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        _check_slots(self.slots)
        if not self.weekdays or not set(self.weekdays) <= set(range(1, 8)):
            raise BadSchedule("weekdays are 1 (Monday) to 7 (Sunday), at least one")
        if list(self.weekdays) != sorted(set(self.weekdays)):
            raise BadSchedule("weekdays come in order, each once")

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The slots that open on a local day."""
        return self.slots if day.isoweekday() in self.weekdays else ()


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every n-th day counted from `starts_on`; n = 1 is every day."""

    every: int
    starts_on: date
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        _check_slots(self.slots)
        if not 1 <= self.every <= MOST_DAYS_BETWEEN:
            raise BadSchedule("there are 1 to 366 days between two times")

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The slots that open on a local day."""
        passed = (day - self.starts_on).days
        return self.slots if passed >= 0 and passed % self.every == 0 else ()


@dataclass(frozen=True, slots=True)
class Daily:
    """One or more times a day, every day."""

    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        _check_slots(self.slots)

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The slots that open on a local day: the same on all."""
        return self.slots


@dataclass(frozen=True, slots=True)
class OnDemand:
    """Whenever the citizen wants to: never a task."""

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """No slots, on any day."""
        return ()


Steady = Weekly | EveryDays | Daily


@dataclass(frozen=True, slots=True)
class Phased:
    """A first, often intensive, period of `days` days from `starts_on`, and what follows it.

    Twice a day for 14 days and then twice a week; `then` may have a first period itself.
    """

    starts_on: date
    days: int
    first: Steady
    then: "Schedule"

    def __post_init__(self) -> None:
        if self.days < 1:
            raise BadSchedule("a first period lasts at least one day")

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The slots of the period the local day lies in; none before the first."""
        if day < self.starts_on:
            return ()
        within_first = (day - self.starts_on).days < self.days
        return (self.first if within_first else self.then).slots_on(day)


Schedule = Weekly | EveryDays | Daily | OnDemand | Phased


def _minute_of_day(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _check_slots(slots: tuple[Slot, ...]) -> None:
    if not slots:
        raise BadSchedule("a schedule has at least one time of day")
    for earlier, later in pairwise(slots):
        if _minute_of_day(earlier.opens) + earlier.minutes > _minute_of_day(later.opens):
            raise BadSchedule("slots come in order and do not overlap")
