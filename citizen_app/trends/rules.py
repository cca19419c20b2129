"""What is told about the readings of one subject, in typed outcomes; the order of readings never
matters. All values are in the measure's unit, all days local."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median_low
from types import MappingProxyType

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans.rules import FEWEST_READINGS, UsualRange, local_day
from citizen_app.plans.shapes import BaselineView, ThresholdView
from citizen_app.record.rules import Colour, Earlier, triage_reading
from citizen_app.record.shapes import ReadingPoint

MOST_STORIES = 3
LATELY_DAYS = 14
BEFORE_DAYS = (77, 98)
FEWEST_FOR_DRIFT = 5
# PLACEHOLDERS for a clinician: by how much lately must differ from 3 months ago to be told.
NOTABLE: Mapping[MeasureCode, Decimal] = MappingProxyType(
    {
        MeasureCode.SPO2: Decimal(2),
        MeasureCode.PULSE: Decimal(8),
        MeasureCode.SYSTOLIC: Decimal(10),
        MeasureCode.DIASTOLIC: Decimal(8),
        MeasureCode.WEIGHT: Decimal(2),
        MeasureCode.TEMPERATURE: Decimal("0.5"),
        MeasureCode.SIT_TO_STAND: Decimal(2),
        MeasureCode.FEV1: Decimal("0.15"),
        MeasureCode.FVC: Decimal("0.2"),
        MeasureCode.PEAK_FLOW: Decimal(40),
        MeasureCode.RESPIRATORY_RATE: Decimal(4),
        MeasureCode.STEPS: Decimal(1000),
    }
)


class Standing(StrEnum):
    """Where a value lies: within what is usual, or outside of it."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True)
class Beyond:
    """A value outside a limit of the care team, with a clinician's words if there are any.

    `is_shown` is whether the plan lets the citizen see colours; the words always show.
    `is_change` where the limit is about how much the value has risen or fallen.
    """

    side: Standing
    colour: Colour
    words: str | None
    is_shown: bool
    is_change: bool = False


@dataclass(frozen=True)
class Usual:
    """The usual range, as the team has confirmed it, and where the latest value lies."""

    measure: MeasureCode
    range: UsualRange
    standing: Standing


@dataclass(frozen=True)
class NotEnough:
    """Nothing is confirmed, and there are too few readings to suggest anything."""

    readings: int
    needed: int = FEWEST_READINGS


@dataclass(frozen=True)
class NotConfirmed:
    """There are readings enough, but the team has not confirmed what is usual."""


@dataclass(frozen=True)
class AwayFromUsual:
    """The latest two weeks lie mostly outside what is usual."""

    measure: MeasureCode
    lately: Decimal
    standing: Standing


@dataclass(frozen=True)
class Moved:
    """Nothing is confirmed, but the latest two weeks lie away from three months ago."""

    measure: MeasureCode
    before: Decimal
    lately: Decimal


@dataclass(frozen=True)
class Latest:
    """The newest reading: one number, or the two of blood pressure in order."""

    values: tuple[tuple[MeasureCode, Decimal], ...]
    at: datetime
    on: date
    times_that_day: int


@dataclass(frozen=True)
class Skipped:
    """The newest reading that was left out, if nothing was measured after it."""

    reason: SkipReason
    on: date


@dataclass(frozen=True)
class Story:
    """What is told about one context. `days_since` counts from the latest reading to today.

    `is_late` is true when it has been longer than the plan asks for, and from today on where it
    asks every day; never in a pause.
    """

    context: ReadingContext | None
    names_context: bool
    latest: Latest | None
    skipped: Skipped | None
    usual: tuple[Usual, ...] = ()
    unknown: NotEnough | NotConfirmed | None = None
    beyond: tuple[tuple[MeasureCode, Beyond], ...] = ()
    drifts: tuple[AwayFromUsual | Moved, ...] = ()
    days_since: int = 0
    is_late: bool = False
    is_paused: bool = False

    @property
    def is_today(self) -> bool:
        """Whether the latest reading is of today."""
        return self.latest is not None and self.days_since == 0


@dataclass(frozen=True)
class Facts:
    """What a story is told from. `points` are the newest readings of the subject's measures."""

    measures: tuple[MeasureCode, ...]
    points: Sequence[ReadingPoint]
    baselines: Sequence[BaselineView] = ()
    thresholds: Sequence[ThresholdView] = ()
    shows_triage: bool = False
    expected_days: int | None = None
    is_paused: bool = False


def tell(facts: Facts, today: date) -> tuple[Story, ...]:
    """A story for each context in which something was measured, the newest first, at most three."""
    by_context: dict[ReadingContext | None, list[ReadingPoint]] = defaultdict(list)
    skipped = [point for point in facts.points if point.value is None]
    for point in facts.points:
        if point.value is not None:
            by_context[point.context].append(point)
    if not by_context:
        return (_only_skipped(facts, skipped),) if skipped else ()
    newest_first = sorted(
        by_context.items(), key=lambda item: (_newest(item[1]), str(item[0])), reverse=True
    )
    names_context = len(by_context) > 1
    return tuple(
        _tell_context(facts, context, points, skipped if place == 0 else [], today, names_context)
        for place, (context, points) in enumerate(newest_first[:MOST_STORIES])
    )


def standing_of(value: Decimal, usual: UsualRange) -> Standing:
    """Where a value lies; both ends of the range are usual."""
    if value < usual.low:
        return Standing.BELOW
    return Standing.ABOVE if value > usual.high else Standing.WITHIN


def beyond_of(
    measure: MeasureCode,
    value: Decimal,
    context: ReadingContext | None,
    thresholds: Sequence[ThresholdView],
    shows_triage: bool,
    *,
    at: datetime | None = None,
    earlier: Sequence[Earlier] = (),
) -> Beyond | None:
    """The worst limit that the value is outside of, in exactly its context, or None."""
    finding = triage_reading(measure, value, context, thresholds, at=at, earlier=earlier)
    if finding is None or finding.limit is None:
        return None
    return Beyond(
        side=Standing.BELOW if finding.limit.kind.is_low else Standing.ABOVE,
        colour=finding.colour,
        words=finding.words,
        is_shown=shows_triage,
        is_change=finding.limit.kind.is_change,
    )


def _earlier(facts: Facts, points: Iterable[ReadingPoint]) -> list[Earlier]:
    """What changes may be counted from; nothing where no limit is about one."""
    if all(limits.change is None for limits in facts.thresholds):
        return []
    return [
        Earlier(point.measure, point.value, point.measured_at, point.context)
        for point in points
        if point.value is not None
    ]


def _newest(points: Iterable[ReadingPoint]) -> datetime:
    return max(point.measured_at for point in points)


def _only_skipped(facts: Facts, skipped: Sequence[ReadingPoint]) -> Story:
    return Story(
        context=None,
        names_context=False,
        latest=None,
        skipped=_last_skipped(skipped, None),
        is_paused=facts.is_paused,
    )


def _last_skipped(skipped: Sequence[ReadingPoint], after: datetime | None) -> Skipped | None:
    later = [point for point in skipped if after is None or point.measured_at > after]
    if not later:
        return None
    last = max(later, key=lambda point: (point.measured_at, point.id))
    if last.skip_reason is None:
        return None
    return Skipped(last.skip_reason, local_day(last.measured_at))


def _tell_context(
    facts: Facts,
    context: ReadingContext | None,
    points: Sequence[ReadingPoint],
    skipped: Sequence[ReadingPoint],
    today: date,
    has_others: bool,
) -> Story:
    latest = _latest(facts.measures, points)
    days_since = max(0, (today - latest.on).days)
    limits, shown, at, earlier = (
        facts.thresholds,
        facts.shows_triage,
        latest.at,
        _earlier(facts, points),
    )
    beyond = tuple(
        (measure, found)
        for measure, value in latest.values
        if (found := beyond_of(measure, value, context, limits, shown, at=at, earlier=earlier))
    )
    usual = _usual(facts, context, latest)
    return Story(
        context=context,
        names_context=has_others or not _is_plain(context),
        latest=latest,
        skipped=_last_skipped(skipped, latest.at),
        usual=usual,
        unknown=None if usual else _unknown(facts.measures, points),
        beyond=beyond,
        drifts=_drifts(facts, context, points, today),
        days_since=days_since,
        is_late=_is_late(facts, days_since),
        is_paused=facts.is_paused,
    )


def _is_plain(context: ReadingContext | None) -> bool:
    return context is None or context == ReadingContext(Position.REST)


def _is_late(facts: Facts, days_since: int) -> bool:
    if facts.is_paused or facts.expected_days is None:
        return False
    if facts.expected_days == 1:
        return days_since >= 1
    return days_since > facts.expected_days


def _latest(measures: Sequence[MeasureCode], points: Sequence[ReadingPoint]) -> Latest:
    at = _newest(points)
    on = local_day(at)
    values: dict[MeasureCode, Decimal] = {}
    for point in sorted(points, key=lambda point: (point.measured_at, point.id)):
        if point.measured_at == at and point.value is not None:
            values[point.measure] = point.value
    moments = {point.measured_at for point in points if local_day(point.measured_at) == on}
    ordered = tuple((measure, values[measure]) for measure in measures if measure in values)
    return Latest(values=ordered, at=at, on=on, times_that_day=len(moments))


def _baseline(
    facts: Facts, measure: MeasureCode, context: ReadingContext | None
) -> BaselineView | None:
    fitting = [
        baseline
        for baseline in facts.baselines
        if baseline.measure == measure and baseline.context == context
    ]
    return max(fitting, key=lambda one: (one.valid_from, one.confirmed_at), default=None)


def _usual(facts: Facts, context: ReadingContext | None, latest: Latest) -> tuple[Usual, ...]:
    return tuple(
        Usual(measure, baseline.usual, standing_of(value, baseline.usual))
        for measure, value in latest.values
        if (baseline := _baseline(facts, measure, context))
    )


def _unknown(
    measures: Sequence[MeasureCode], points: Sequence[ReadingPoint]
) -> NotEnough | NotConfirmed:
    counts = [sum(point.measure == measure for point in points) for measure in measures]
    fewest = min((count for count in counts if count), default=0)
    return NotEnough(fewest) if fewest < FEWEST_READINGS else NotConfirmed()


def _drifts(
    facts: Facts, context: ReadingContext | None, points: Sequence[ReadingPoint], today: date
) -> tuple[AwayFromUsual | Moved, ...]:
    found = (_drift(facts, measure, context, points, today) for measure in facts.measures)
    return tuple(drift for drift in found if drift is not None)


def _drift(
    facts: Facts,
    measure: MeasureCode,
    context: ReadingContext | None,
    points: Sequence[ReadingPoint],
    today: date,
) -> AwayFromUsual | Moved | None:
    lately = _middle(measure, points, today, 0, LATELY_DAYS)
    if lately is None:
        return None
    baseline = _baseline(facts, measure, context)
    if baseline is not None:
        standing = standing_of(lately, baseline.usual)
        return None if standing is Standing.WITHIN else AwayFromUsual(measure, lately, standing)
    before = _middle(measure, points, today, *BEFORE_DAYS)
    if before is None or abs(lately - before) < NOTABLE[measure]:
        return None
    return Moved(measure, before, lately)


def _middle(
    measure: MeasureCode,
    points: Sequence[ReadingPoint],
    today: date,
    from_days_ago: int,
    to_days_ago: int,
) -> Decimal | None:
    """The median of the readings from some days ago, a value that was measured; None if few."""
    first, last = today - timedelta(days=to_days_ago - 1), today - timedelta(days=from_days_ago)
    values = [
        point.value
        for point in points
        if point.value is not None and point.measure == measure
        if first <= local_day(point.measured_at) <= last
    ]
    return median_low(values) if len(values) >= FEWEST_FOR_DRIFT else None
