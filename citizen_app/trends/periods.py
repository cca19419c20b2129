"""Periods of time to look at, and the calendar's stretches within them. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import islice

from citizen_app.plans.rules import DAY, midnight

MOST_STRETCHES = 130
EARLIEST = date(1900, 1, 1)


class PeriodKind(StrEnum):
    """Which period was chosen."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


class PeriodProblem(StrEnum):
    """Why two days are no period."""

    NOT_A_DAY = "not_a_day"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    NOT_COME_YET = "not_come_yet"


class Unit(StrEnum):
    """A stretch of the calendar that many readings are drawn as one in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


LENGTHS = {
    PeriodKind.WEEK: 7,
    PeriodKind.MONTH: 30,
    PeriodKind.QUARTER: 91,
    PeriodKind.YEAR: 365,
}
MONTHS_OF = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """Local days from `first_on` to `last_on`, both included."""

    kind: PeriodKind
    first_on: date
    last_on: date

    @cached_property
    def since(self) -> datetime:
        """The instant (UTC) it begins."""
        return midnight(self.first_on)

    @cached_property
    def until(self) -> datetime:
        """The instant (UTC) it is over."""
        return midnight(self.last_on + DAY)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_on - self.first_on).days + 1


def period_until(today: date, kind: PeriodKind, earliest: date | None) -> Period:
    """The period of a kind that ends today; all of it begins with the `earliest` reading."""
    if kind in LENGTHS:
        return Period(kind, today - (LENGTHS[kind] - 1) * DAY, today)
    return Period(PeriodKind.ALL, max(EARLIEST, min(earliest or today, today - 6 * DAY)), today)


def own_period(first_on: date, last_on: date, today: date) -> Period | PeriodProblem:
    """The period between two chosen days; it ends today where it would reach further."""
    if last_on < first_on:
        return PeriodProblem.ENDS_BEFORE_IT_STARTS
    if first_on > today:
        return PeriodProblem.NOT_COME_YET
    return Period(PeriodKind.OWN, max(first_on, EARLIEST), max(EARLIEST, min(last_on, today)))


def unit_for(period: Period) -> Unit:
    """The shortest stretch of which the period has few enough to be told apart in a picture."""
    for unit in Unit:
        if len(list(islice(_starts(period, unit), MOST_STRETCHES + 1))) <= MOST_STRETCHES:
            return unit
    return Unit.YEAR


def edges_of(period: Period, unit: Unit) -> list[date]:
    """Where the stretches of a period begin, and the day after the last; weeks begin on Monday.

    The first and the last stretch are cut off where the period begins and ends.
    """
    starts = list(_starts(period, unit))
    return [period.first_on, *starts[1:], period.last_on + DAY]


def start_of(day: date, unit: Unit) -> date:
    """The first day of the stretch that a day lies in."""
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day - (day.isoweekday() - 1) * DAY
    months = MONTHS_OF[unit]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def next_start(start: date, unit: Unit) -> date:
    """The first day of the stretch after the one that begins on `start`."""
    if unit is Unit.DAY:
        return start + DAY
    if unit is Unit.WEEK:
        return start + timedelta(weeks=1)
    month = start.month - 1 + MONTHS_OF[unit]
    return date(start.year + month // 12, month % 12 + 1, 1)


def _starts(period: Period, unit: Unit) -> Iterator[date]:
    start = start_of(period.first_on, unit)
    while start <= period.last_on:
        yield start
        start = next_start(start, unit)
