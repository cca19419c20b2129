"""Holds values against the thresholds that stand, and against what was measured lately."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day, midnight
from citizen_app.plans.shapes import ThresholdView
from citizen_app.record.rules import Earlier, Finding, triage_reading, triage_skipped
from citizen_app.record.series import list_points
from citizen_app.record.shapes import NewReading

MOST_EARLIER = 2000


def judge_readings(
    session: Session, *, person: UUID, readings: Sequence[NewReading], now: datetime
) -> list[Finding | None]:
    """What each reading means against the thresholds that stand now, in their order; None where
    nothing is said about it."""
    thresholds = plans.thresholds_at(session, person=person, at=now) if readings else []
    earlier = _earlier(session, person, readings, thresholds)
    return [_judge(reading, thresholds, earlier) for reading in readings]


def _judge(
    reading: NewReading, thresholds: Sequence[ThresholdView], earlier: Sequence[Earlier]
) -> Finding | None:
    if reading.skip_reason is not None:
        return triage_skipped(reading.measure, reading.skip_reason, reading.link_id)
    if reading.value is None:
        return None
    return triage_reading(
        reading.measure,
        reading.value,
        reading.context,
        thresholds,
        reading.link_id,
        at=reading.measured_at,
        earlier=earlier,
    )


def _earlier(
    session: Session,
    person: UUID,
    readings: Sequence[NewReading],
    thresholds: Sequence[ThresholdView],
) -> list[Earlier]:
    """What changes may be counted from: what stands, and the other values sent together.

    One query, and none where no threshold is about a change of what was measured.
    """
    changes = [one for one in thresholds if one.change is not None]
    measures = {one.measure for one in changes}
    judged = [one for one in readings if one.measure in measures and one.value is not None]
    if not judged:
        return []
    longest = max(one.change.days for one in changes if one.change is not None)
    moments = [reading.measured_at for reading in judged]
    points = list_points(
        session,
        person=person,
        measures={reading.measure for reading in judged},
        since=midnight(local_day(min(moments)) - longest * DAY),
        until=max(moments),
        limit=MOST_EARLIER,
    )
    replaced = {reading.replaces for reading in judged}
    stored = [
        Earlier(point.measure, point.value, point.measured_at, point.context)
        for point in points
        if point.value is not None and point.id not in replaced
    ]
    together = [
        Earlier(reading.measure, reading.value, reading.measured_at, reading.context)
        for reading in judged
        if reading.value is not None
    ]
    return stored + together
