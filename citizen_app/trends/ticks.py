"""Where an axis begins and ends and which numbers and days stand on it. Plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from citizen_app.trends.periods import Period

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
INTERVALS = 4
MOST_DAYS = 7
MOST_LABELS = 6
# "23. nov." takes more room than "nov.".
MOST_DATES = 3
LONGEST_WITH_DATES = 62


class LabelUnit(StrEnum):
    """How a day on the axis is called."""

    WEEKDAY = "weekday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class ValueAxis:
    """From the first tick to the last, in the measure's unit."""

    ticks: tuple[Decimal, ...]

    @property
    def low(self) -> Decimal:
        """The value at the lower edge."""
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        """The value at the upper edge."""
        return self.ticks[-1]

    def share(self, value: Decimal) -> float:
        """How far up a value lies, from 0 at the lower edge to 1 at the upper; never outside."""
        return float(min(max((value - self.low) / (self.high - self.low), Decimal(0)), Decimal(1)))


@dataclass(frozen=True)
class DayAxis:
    """The days that are named, and how."""

    days: tuple[date, ...]
    unit: LabelUnit


def value_axis(
    values: Sequence[Decimal], *, least_span: Decimal, decimals: int, ceiling: Decimal | None = None
) -> ValueAxis:
    """An axis that covers all values and at least `least_span`, not from zero.

    `decimals` is how fine its ticks may be; it ends at `ceiling` unless a value is higher.
    """
    low, high = _widened(min(values), max(values), least_span)
    if ceiling is not None and high > ceiling >= max(values):
        low, high = low - (high - ceiling), ceiling
    if low < 0 <= min(values):
        low, high = Decimal(0), high - low
    step = _nice_step((high - low) / INTERVALS, decimals)
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    last = (high / step).to_integral_value(ROUND_CEILING) * step
    return ValueAxis(tuple(_ticks(first, max(last, first + step), step)))


def day_axis(period: Period, most: int = MOST_LABELS) -> DayAxis:
    """At most `most` days to name: days, Mondays, firsts of months or years, evenly apart."""
    if period.days <= MOST_DAYS:
        return DayAxis(tuple(_days(period, 1)), LabelUnit.WEEKDAY)
    for weeks in (1, 2, 4) if period.days <= LONGEST_WITH_DATES else ():
        days = [day for day in _days(period, 1) if day.toordinal() % (7 * weeks) == 1]
        if len(days) <= MOST_DATES:
            return DayAxis(tuple(days), LabelUnit.DAY)
    for months in (1, 2, 3, 6):
        days = list(_firsts(period, months))
        if len(days) <= most:
            return DayAxis(tuple(days), LabelUnit.MONTH)
    for years in (1, 2, 5, 10, 20, 50):
        days = [day for day in _firsts(period, 12) if day.year % years == 0]
        if len(days) <= most:
            break
    return DayAxis(tuple(days), LabelUnit.YEAR)


def _widened(low: Decimal, high: Decimal, least_span: Decimal) -> tuple[Decimal, Decimal]:
    missing = max(Decimal(0), least_span - (high - low)) / 2
    return low - missing, high + missing


def _nice_step(raw: Decimal, decimals: int) -> Decimal:
    size = Decimal(1).scaleb(raw.adjusted())
    step = next(step * size for step in STEPS if step * size >= raw)
    return max(step, Decimal(1).scaleb(-decimals))


def _ticks(first: Decimal, last: Decimal, step: Decimal) -> Iterator[Decimal]:
    tick = first
    while tick <= last:
        yield _plain(tick)
        tick += step


def _plain(value: Decimal) -> Decimal:
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _days(period: Period, every: int) -> Iterator[date]:
    for passed in range(0, period.days, every):
        yield period.first_on + timedelta(days=passed)


def _firsts(period: Period, months: int) -> Iterator[date]:
    """The first days of every so many months, counted from January."""
    for year in range(period.first_on.year, period.last_on.year + 1):
        for month in range(1, 13, months):
            if period.first_on <= date(year, month, 1) <= period.last_on:
                yield date(year, month, 1)
