"""Reads of the outbox."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from citizen_app.outbox.models import OutboxJob
from citizen_app.outbox.rules import JobState


def is_free(now: datetime, kinds: Collection[str]) -> ColumnElement[bool]:
    """Due, of a kind one knows, and with nobody or only a lost worker on it."""
    return and_(
        col(OutboxJob.state) == JobState.WAITING,
        col(OutboxJob.due_at) <= now,
        col(OutboxJob.kind).in_(kinds),
        or_(col(OutboxJob.lease_until).is_(None), col(OutboxJob.lease_until) <= now),
    )


def is_any_free(session: Session, *, now: datetime, kinds: Collection[str]) -> bool:
    """Whether there is anything to do; takes no lock."""
    return (
        session.exec(select(OutboxJob.id).where(is_free(now, kinds)).limit(1)).first() is not None
    )


def find_job(session: Session, job_id: UUID) -> OutboxJob | None:
    """The row of a job."""
    return session.get(OutboxJob, job_id)


def list_dead(session: Session, *, limit: int) -> list[OutboxJob]:
    """Jobs that were given up, the latest first."""
    return list(
        session.exec(
            select(OutboxJob)
            .where(OutboxJob.state == JobState.DEAD)
            .order_by(col(OutboxJob.finished_at).desc())
            .limit(limit)
        )
    )


def count_by_state(session: Session) -> dict[JobState, int]:
    """How many jobs there are in each state."""
    rows = session.exec(select(OutboxJob.state, func.count()).group_by(col(OutboxJob.state)))
    return {JobState(state): count for state, count in rows}


def oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Since when the job has waited that should have been done first."""
    return session.exec(
        select(func.min(OutboxJob.due_at)).where(
            OutboxJob.state == JobState.WAITING, col(OutboxJob.due_at) <= now
        )
    ).one()
