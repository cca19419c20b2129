"""Everything of a period, row by row, for taking it along: nothing is left out or put together."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from citizen_app.measures import MeasureCode, ReadingContext, from_scaled
from citizen_app.record.models import FaultyReading, Reading, Submission
from citizen_app.record.queries import ML_PER_L
from citizen_app.record.shapes import ListedReading

ROWS = 1000
NEWER = aliased(Reading)
Place = tuple[datetime, UUID]


def each_reading(
    session: Session,
    *,
    person: UUID,
    measures: Sequence[MeasureCode],
    since: datetime,
    until: datetime,
    rows: int = ROWS,
) -> Iterator[ListedReading]:
    """All readings measured from `since` to before `until`, also corrected and skipped ones.

    Measure by measure, oldest first; `rows` are read at a time, so that ten years need little
    memory.
    """
    for measure in measures:
        after: Place | None = None
        while found := _page(session, person, measure, (since, until), after, rows):
            yield from (_listed(row) for row in found)
            after = (found[-1].measured_at, found[-1].id)


def _page(
    session: Session,
    person: UUID,
    measure: MeasureCode,
    within: tuple[datetime, datetime],
    after: Place | None,
    rows: int,
) -> Sequence[Row[Any]]:
    at = col(Reading.measured_at)
    wanted = (
        select(
            col(Reading.id),
            col(Reading.measure),
            col(Reading.scaled),
            col(Reading.decimals),
            at,
            col(Reading.utc_offset_minutes),
            col(Reading.position),
            col(Reading.oxygen_ml_per_min),
            col(Reading.skip_reason),
            col(Reading.replaces_id),
            col(NEWER.id).label("newer_id"),
            col(FaultyReading.reading_id).label("faulty_id"),
            col(Submission.actor_id),
            col(Submission.received_at),
        )
        .join(Submission, col(Submission.id) == col(Reading.submission_id))
        .outerjoin(NEWER, col(NEWER.replaces_id) == col(Reading.id))
        .outerjoin(FaultyReading, col(FaultyReading.reading_id) == col(Reading.id))
        .where(
            col(Reading.person_id) == person,
            col(Reading.measure) == measure,
            at >= within[0],
            at < within[1],
        )
    )
    if after is not None:
        wanted = wanted.where(or_(at > after[0], and_(at == after[0], col(Reading.id) > after[1])))
    return session.execute(wanted.order_by(at, col(Reading.id)).limit(rows)).all()


def _listed(row: Row[Any]) -> ListedReading:
    there = timezone(timedelta(minutes=row.utc_offset_minutes))
    return ListedReading(
        measure=row.measure,
        value=None if row.scaled is None else from_scaled(row.scaled, row.decimals),
        measured_at=row.measured_at.astimezone(there),
        received_at=row.received_at,
        context=_context(row),
        skip_reason=row.skip_reason,
        is_correction=row.replaces_id is not None,
        is_replaced=row.newer_id is not None,
        typed_by=row.actor_id,
        is_faulty=row.faulty_id is not None,
    )


def _context(row: Row[Any]) -> ReadingContext | None:
    if row.position is None:
        return None
    oxygen = row.oxygen_ml_per_min
    return ReadingContext(row.position, None if oxygen is None else oxygen / ML_PER_L)
