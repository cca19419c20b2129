"""The figures of a line: how many, how low, how high, and stage by stage. Plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from citizen_app.plans.rules import DAY
from citizen_app.trends.periods import Period, Unit, next_start, start_of
from citizen_app.trends.series import Line, Spot
from citizen_app.trends.zones import USUAL, Zone

MOST_STAGES = 12
WEEKS_TOGETHER = 13
SHORT_DAYS, WEEKS_DAYS = 14, 62


@dataclass(frozen=True)
class Stage:
    """The readings of a part of the period, from `first_on` to before `until_on` (local days).

    `unit` is set where the part is a whole stretch of the calendar with a name of its own.
    """

    first_on: date
    until_on: date
    unit: Unit | None
    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True)
class Figures:
    """What a line of at least one spot comes to."""

    count: int
    lowest: Spot
    highest: Spot
    corrected: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Outside:
    """How many readings lay outside what is usual, and in the areas beyond the limits."""

    below_usual: int
    above_usual: int
    yellow: int
    red: int


def outside(line: Line, zones: Sequence[Zone]) -> Outside | None:
    """How many spots lay where, by what counted when they were measured.

    None where spots stand for several readings, which cannot be told apart.
    """
    if any(spot.count > 1 for spot in line.spots):
        return None
    lying = [
        (zone.kind, spot.middle, zone)
        for spot in line.spots
        for zone in zones
        if zone.is_about(line.measure, line.context) and zone.counts_at(spot.at)
    ]
    usual = [(value, zone) for kind, value, zone in lying if kind == USUAL]
    beyond = [kind for kind, value, zone in lying if kind != USUAL and zone.holds(value)]
    return Outside(
        below_usual=sum(zone.low is not None and value < zone.low for value, zone in usual),
        above_usual=sum(zone.high is not None and value > zone.high for value, zone in usual),
        yellow=beyond.count("yellow"),
        red=beyond.count("red"),
    )


def figures_of(line: Line, period: Period, unit: Unit | None) -> Figures:
    """The figures of a line; `unit` is the stretch that its spots stand for, if any."""
    spots = line.spots
    return Figures(
        count=line.count,
        lowest=min(spots, key=lambda spot: (spot.low, spot.at)),
        highest=max(spots, key=lambda spot: (spot.high, spot.at)),
        corrected=sum(spot.is_correction for spot in spots),
        stages=tuple(_stages(spots, period, unit)),
    )


def _stages(spots: Sequence[Spot], period: Period, unit: Unit | None) -> Iterator[Stage]:
    if unit is Unit.WEEK:
        # Weeks do not fill months: they are told a quarter of a year at a time, by their days.
        for place in range(0, len(spots), WEEKS_TOGETHER):
            weeks = spots[place : place + WEEKS_TOGETHER]
            yield _stage(weeks, weeks[0].first_on, weeks[-1].until_on, None)
        return
    larger = _larger(period, unit)
    if larger is None:
        return
    for start, together in groupby(spots, key=lambda spot: start_of(spot.first_on, larger)):
        first, until = max(start, period.first_on), next_start(start, larger)
        is_whole = larger is not Unit.WEEK
        yield _stage(
            tuple(together), first, min(until, period.last_on + DAY), larger if is_whole else None
        )


def _larger(period: Period, unit: Unit | None) -> Unit | None:
    """Stretches to tell the period in, at most about a dozen; None when it is short."""
    if period.days <= SHORT_DAYS:
        return None
    if period.days <= WEEKS_DAYS:
        return Unit.WEEK
    months = period.days // 28
    if months <= MOST_STAGES + 1 and unit in (None, Unit.DAY):
        return Unit.MONTH
    return Unit.YEAR


def _stage(spots: Sequence[Spot], first_on: date, until_on: date, unit: Unit | None) -> Stage:
    return Stage(
        first_on=first_on,
        until_on=until_on,
        unit=unit,
        low=min(spot.low for spot in spots),
        high=max(spot.high for spot in spots),
        count=sum(spot.count for spot in spots),
    )
