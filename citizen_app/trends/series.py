"""The shapes of a series: spots in time, joined to runs with gaps between them.

Everything that draws or lists readings over time starts here. A `Line` is one measure in one
context; its `runs` are what a line may join, and between two runs there is a gap. A `Spot` is
one reading, or all readings of a stretch of the calendar (then `count` may be more than 1 and
`low` and `high` differ). Values are exact decimals in the measure's unit; `at` is UTC.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from citizen_app.measures import MEASURES, MeasureCode, ReadingContext, SkipReason
from citizen_app.plans.rules import local_day, midnight
from citizen_app.record.shapes import ReadingBucket, ReadingPoint
from citizen_app.trends.gaps import Asked, longest_gap, usual_distance
from citizen_app.trends.periods import Unit

LineKey = tuple[MeasureCode, ReadingContext | None]


@dataclass(frozen=True, slots=True)
class Spot:
    """A reading, or the readings of a stretch from `first_on` to before `until_on` (local days).

    `at` is when it was measured, or the middle of the stretch; `middle` is the value or the mean.
    """

    at: datetime
    first_on: date
    until_on: date
    first_measured_on: date
    last_measured_on: date
    low: Decimal
    high: Decimal
    middle: Decimal
    count: int
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in one context, oldest first; contexts are never mixed."""

    measure: MeasureCode
    context: ReadingContext | None
    runs: tuple[tuple[Spot, ...], ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All spots, oldest first."""
        return tuple(spot for run in self.runs for spot in run)

    @property
    def count(self) -> int:
        """How many readings it stands for."""
        return sum(spot.count for spot in self.spots)

    @property
    def low(self) -> Decimal:
        """The lowest reading of all."""
        return min(spot.low for spot in self.spots)

    @property
    def high(self) -> Decimal:
        """The highest reading of all."""
        return max(spot.high for spot in self.spots)

    @property
    def gaps(self) -> tuple[tuple[date, date], ...]:
        """The last day measured before, and the first day measured after, each gap."""
        return tuple(
            (before[-1].last_measured_on, after[0].first_measured_on)
            for before, after in zip(self.runs, self.runs[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class Skip:
    """A time at which a reading was asked for and left out with a reason."""

    at: datetime
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Series:
    """Everything of one subject in a period. `unit` is None where each reading is a spot."""

    lines: tuple[Line, ...]
    skips: tuple[Skip, ...] = field(default=())
    unit: Unit | None = None


def series_of_points(points: Iterable[ReadingPoint], asked: Sequence[Asked]) -> Series:
    """A spot for each reading. The order in which points come does not matter."""
    ordered = sorted(points, key=lambda point: (point.measured_at, point.id))
    found: dict[LineKey, list[Spot]] = defaultdict(list)
    skips: dict[datetime, Skip] = {}
    for point in ordered:
        if point.value is not None:
            found[point.measure, point.context].append(_spot_of_point(point, point.value))
        elif point.skip_reason is not None:
            skips.setdefault(point.measured_at, Skip(point.measured_at, point.skip_reason))
    return Series(_lines(found, asked), tuple(skips.values()))


def series_of_buckets(
    buckets: Iterable[ReadingBucket], edges: Sequence[date], unit: Unit, asked: Sequence[Asked]
) -> Series:
    """A spot for each stretch between two edges that has readings in it."""
    found: dict[LineKey, list[Spot]] = defaultdict(list)
    for bucket in sorted(buckets, key=lambda bucket: bucket.number):
        found[bucket.measure, bucket.context].append(_spot_of_bucket(bucket, edges))
    return Series(_lines(found, asked), unit=unit)


def _spot_of_point(point: ReadingPoint, value: Decimal) -> Spot:
    day = local_day(point.measured_at)
    return Spot(
        at=point.measured_at,
        first_on=day,
        until_on=day,
        first_measured_on=day,
        last_measured_on=day,
        low=value,
        high=value,
        middle=value,
        count=1,
        is_correction=point.is_correction,
    )


def _spot_of_bucket(bucket: ReadingBucket, edges: Sequence[date]) -> Spot:
    first_on, until_on = edges[bucket.number], edges[bucket.number + 1]
    begins, ends = midnight(first_on), midnight(until_on)
    return Spot(
        at=begins + (ends - begins) / 2,
        first_on=first_on,
        until_on=until_on,
        first_measured_on=local_day(bucket.first_at),
        last_measured_on=local_day(bucket.last_at),
        low=bucket.low,
        high=bucket.high,
        middle=_mean(bucket),
        count=bucket.count,
    )


def _mean(bucket: ReadingBucket) -> Decimal:
    places = MEASURES[bucket.measure].decimals
    return round(bucket.total / bucket.count, places)


def _lines(found: dict[LineKey, list[Spot]], asked: Sequence[Asked]) -> tuple[Line, ...]:
    """The line with the most readings first; measures in their own order."""
    order = list(MeasureCode)
    lines = [
        Line(measure, context, tuple(_runs(spots, asked)))
        for (measure, context), spots in found.items()
    ]
    return tuple(
        sorted(lines, key=lambda line: (order.index(line.measure), -line.count, str(line.context)))
    )


def _runs(spots: Sequence[Spot], asked: Sequence[Asked]) -> Iterator[tuple[Spot, ...]]:
    otherwise = usual_distance([spot.first_measured_on for spot in spots])
    run: list[Spot] = []
    for spot in spots:
        if run and is_gap(run[-1], spot, longest_gap(asked, otherwise, run[-1].last_measured_on)):
            yield tuple(run)
            run = []
        run.append(spot)
    if run:
        yield tuple(run)


def is_gap(before: Spot, after: Spot, longest: int) -> bool:
    """Whether nothing joins two spots: more than `longest` days apart, and not in stretches that
    touch each other."""
    apart = (after.first_measured_on - before.last_measured_on).days
    return apart > longest and before.until_on < after.first_on
