"""Brings together what a page of trends shows: stories, series, zones and the table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day, midnight
from citizen_app.plans.shapes import ActivityView, BaselineView, DatedThreshold, PauseView
from citizen_app.record import service as record
from citizen_app.record.shapes import ReadingPoint, ReadingSpan, SentReading
from citizen_app.trends.events import Answered, Events, answers_in, changes_in, pauses_in
from citizen_app.trends.gaps import Asked, expected_days
from citizen_app.trends.periods import Period, PeriodKind, edges_of, period_until, unit_for
from citizen_app.trends.rules import Facts, Story, tell
from citizen_app.trends.series import Line, Series, series_of_buckets, series_of_points
from citizen_app.trends.subjects import SUBJECTS, Subject
from citizen_app.trends.table import Entry, TablePage, table_page
from citizen_app.trends.zones import Zone, limit_zones, usual_zones

__all__ = [
    "Background",
    "Entry",
    "TablePage",
    "Trend",
    "period_for",
    "stands",
    "table_page",
    "trends_of",
    "zones_of",
]

MOST_POINTS = 120
RECENT = timedelta(days=100)
MOST_RECENT = 4000
MOST_DAYS_WITH_ANSWERS = 400
MOST_WORDED = 60


@dataclass(frozen=True)
class Background:
    """What counts for all subjects of a page: the plan's side of the period."""

    period: Period
    baselines: tuple[BaselineView, ...]
    thresholds: tuple[DatedThreshold, ...]
    activities: tuple[ActivityView, ...]
    pauses: tuple[PauseView, ...]
    answers: tuple[Answered, ...]
    shows_triage: bool
    now: datetime

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.now)


@dataclass(frozen=True)
class Trend:
    """One subject: what is told, and what is drawn in the period; `last_at` is its newest time."""

    subject: Subject
    stories: tuple[Story, ...]
    series: Series
    events: Events
    last_at: datetime


def period_for(session: Session, *, person: UUID, kind: PeriodKind, now: datetime) -> Period:
    """The period of a kind that ends today; the whole of it begins with the first thing sent."""
    earliest = None
    if kind is PeriodKind.ALL:
        first = (
            record.first_measured_at(session, person=person),
            record.first_received_at(session, person=person),
        )
        earliest = min((local_day(at) for at in first if at), default=None)
    return period_until(local_day(now), kind, earliest)


def trends_of(
    session: Session,
    *,
    person: UUID,
    period: Period,
    now: datetime,
    subjects: Sequence[Subject] = SUBJECTS,
) -> tuple[Background, list[Trend]]:
    """Those of the subjects that the person has ever measured, in their order.

    About eight queries, however many subjects and readings.
    """
    wanted = {measure for subject in subjects for measure in subject.measures}
    spans = {
        span.measure: span
        for span in record.list_spans(
            session, person=person, since=period.since, until=period.until
        )
        if span.measure in wanted
    }
    if not spans:
        return _background(session, person, period, now), []
    background = _background(session, person, period, now)
    recent = _recent(session, person, spans, now)
    shown = [subject for subject in subjects if spans.keys() & set(subject.measures)]
    series = _series(session, person, shown, spans, recent, background)
    return background, [
        Trend(
            subject=subject,
            stories=tell(_facts(subject, recent, background), background.today),
            series=series[subject],
            events=_events(subject, background),
            last_at=max(spans[m].last_at for m in subject.measures if m in spans),
        )
        for subject in shown
    ]


def zones_of(background: Background, line: Line) -> list[Zone]:
    """What is usual, and limits where the plan shows them, for exactly this measure and context."""
    zones = usual_zones(background.baselines, line.measure, line.context)
    if background.shows_triage:
        zones += limit_zones(background.thresholds, line.measure, line.context)
    return zones


def _background(session: Session, person: UUID, period: Period, now: datetime) -> Background:
    until = max(now, period.until)
    within = {"since": period.since, "until": until}
    return Background(
        period=period,
        baselines=tuple(plans.baselines_between(session, person=person, **within)),
        thresholds=tuple(plans.thresholds_between(session, person=person, **within)),
        activities=tuple(plans.activities_between(session, person=person, **within)),
        pauses=tuple(plans.pauses_since(session, person=person, since=period.first_on)),
        answers=_answers(session, person, period),
        shows_triage=plans.shows_triage(session, person=person),
        now=now,
    )


def _answers(session: Session, person: UUID, period: Period) -> tuple[Answered, ...]:
    """Marked answers with their words; none in a period so long that marks would run together."""
    if period.days > MOST_DAYS_WITH_ANSWERS:
        return ()
    marked = record.list_marked_answers(
        session, person=person, since=period.since, until=period.until
    )
    worded = list(dict.fromkeys(answer.submission_id for answer in reversed(marked)))
    questions = (
        record.questions_of(session, person=person, submissions=worded[:MOST_WORDED])
        if worded
        else {}
    )
    return answers_in(marked, questions)


def _recent(
    session: Session, person: UUID, spans: Mapping[MeasureCode, ReadingSpan], now: datetime
) -> list[ReadingPoint]:
    """The newest readings, and the last one of each measure that has none among them."""
    since = _recent_since(now)
    points = record.list_points(
        session,
        person=person,
        measures=spans,
        since=since,
        until=now + DAY,
        limit=MOST_RECENT,
    )
    for measure, span in spans.items():
        if span.last_at < since:
            last = record.latest_reading(session, person=person, measure=measure)
            points += [_point(last)] if last else []
    return points


def _recent_since(now: datetime) -> datetime:
    return midnight(local_day(now)) - RECENT


def _point(reading: SentReading) -> ReadingPoint:
    context = reading.context
    if context is not None and not context.oxygen_l_per_min:
        context = ReadingContext(context.position)
    return ReadingPoint(
        id=reading.id,
        measure=reading.measure,
        value=reading.value,
        measured_at=reading.measured_at,
        context=context,
        skip_reason=reading.skip_reason,
        is_correction=reading.replaces is not None,
    )


def _facts(subject: Subject, recent: Iterable[ReadingPoint], background: Background) -> Facts:
    now, today = background.now, background.today
    return Facts(
        measures=subject.measures,
        points=[point for point in recent if point.measure in subject.measures],
        baselines=[one for one in background.baselines if stands(one, now)],
        thresholds=[one.threshold for one in background.thresholds if stands(one, now)],
        shows_triage=background.shows_triage,
        expected_days=expected_days(_asked(subject, background.activities), today),
        is_paused=any(_covers(pause, today) for pause in background.pauses),
    )


def _events(subject: Subject, background: Background) -> Events:
    period = background.period
    return Events(
        pauses=pauses_in(background.pauses, period),
        changes=changes_in(
            subject.measures,
            period,
            activities=background.activities,
            thresholds=background.thresholds,
            baselines=background.baselines,
        ),
        answers=background.answers,
    )


def stands(one: BaselineView | DatedThreshold, now: datetime) -> bool:
    """Whether it counts at an instant."""
    return one.valid_from <= now and (one.valid_until is None or now < one.valid_until)


def _covers(pause: PauseView, day: date) -> bool:
    return pause.span.ended_at is None and pause.span.from_on <= day < pause.span.until_on


def _asked(subject: Subject, activities: Iterable[ActivityView]) -> list[Asked]:
    return [
        Asked(
            activity.schedule,
            local_day(activity.valid_from),
            local_day(activity.valid_until) if activity.valid_until else None,
        )
        for activity in activities
        if set(activity.measures) & set(subject.measures)
    ]


def _series(
    session: Session,
    person: UUID,
    subjects: Sequence[Subject],
    spans: Mapping[MeasureCode, ReadingSpan],
    recent: Sequence[ReadingPoint],
    background: Background,
) -> dict[Subject, Series]:
    """One query for the subjects drawn reading by reading, one for those drawn in stretches."""
    period = background.period
    grouped = [s for s in subjects if _most_within(s, spans) > MOST_POINTS]
    single = [s for s in subjects if s not in grouped]
    points = _points(session, person, single, recent, background) if single else []
    found = {
        subject: series_of_points(
            (point for point in points if point.measure in subject.measures),
            _asked(subject, background.activities),
        )
        for subject in single
    }
    if grouped:
        unit = unit_for(period)
        edges = edges_of(period, unit)
        buckets = record.list_buckets(
            session,
            person=person,
            measures=_measures(grouped),
            edges=[midnight(edge) for edge in edges],
        )
        for subject in grouped:
            own = (bucket for bucket in buckets if bucket.measure in subject.measures)
            asked = _asked(subject, background.activities)
            found[subject] = series_of_buckets(own, edges, unit, asked)
    return found


def _points(
    session: Session,
    person: UUID,
    subjects: Sequence[Subject],
    recent: Sequence[ReadingPoint],
    background: Background,
) -> Sequence[ReadingPoint]:
    """All readings of the period; the newest are at hand already."""
    period = background.period
    if period.since >= _recent_since(background.now) and len(recent) < MOST_RECENT:
        return [p for p in recent if period.since <= p.measured_at < period.until]
    return record.list_points(
        session,
        person=person,
        measures=_measures(subjects),
        since=period.since,
        until=period.until,
        limit=MOST_POINTS * len(MeasureCode),
    )


def _most_within(subject: Subject, spans: Mapping[MeasureCode, ReadingSpan]) -> int:
    return max(spans[measure].within for measure in subject.measures if measure in spans)


def _measures(subjects: Iterable[Subject]) -> Collection[MeasureCode]:
    return {measure for subject in subjects for measure in subject.measures}
