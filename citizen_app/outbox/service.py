"""Promising work, and what a worker does with the promises."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.outbox import queries
from citizen_app.outbox.models import OutboxJob
from citizen_app.outbox.rules import Job, JobState, Payload

BATCH = 5000


class LostClaim(RuntimeError):
    """Another worker has the job by now; nothing of this attempt may be stored."""


@dataclass(frozen=True)
class DeadJob:
    """A job that was given up, and why."""

    id: UUID
    kind: str
    attempts: int
    died_at: datetime
    reason: str


@dataclass(frozen=True)
class Standing:
    """How the outbox stands. `waits_since` is when the oldest job was due that is not done."""

    waiting: int
    done: int
    dead: int
    waits_since: datetime | None


def enqueue(
    session: Session,
    *,
    kind: str,
    payload: Payload,
    now: datetime,
    key: str | None = None,
    due_at: datetime | None = None,
) -> UUID | None:
    """Promise work in the caller's transaction: it is done if and only if that is committed.

    `payload` holds ids, never words or values. With a `key` there is one job of the kind for it,
    ever; None says that it was promised before. The job is not done before `due_at`.
    """
    job = OutboxJob(kind=kind, key=key, payload=dict(payload), created_at=now, due_at=due_at or now)
    if key is not None:
        return job.id if insert_unless_taken(session, job, ["kind", "key"]) else None
    session.add(job)
    session.flush()
    return job.id


def claim(
    session: Session, *, kinds: Collection[str], now: datetime, lease: timedelta
) -> tuple[Job, UUID] | None:
    """Take the job that has been due longest, with the claim that finishing it asks for.

    Two workers never get the same one; after `lease` it is free again.
    """
    # Skipping rows that others hold is PostgreSQL's; on SQLite only one worker writes at a time.
    next_free = (
        select(OutboxJob.id)
        .where(queries.is_free(now, kinds))
        .order_by(col(OutboxJob.due_at), col(OutboxJob.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    mark = uuid4()
    row = session.execute(
        update(OutboxJob)
        .where(col(OutboxJob.id) == next_free.scalar_subquery())
        .values(claim=mark, lease_until=now + lease, attempts=OutboxJob.attempts + 1)
        .returning(
            col(OutboxJob.id),
            col(OutboxJob.kind),
            col(OutboxJob.payload),
            col(OutboxJob.attempts),
        )
    ).first()
    if row is None:
        return None
    return Job(row.id, row.kind, row.payload, row.attempts), mark


def finish(session: Session, *, job: UUID, mark: UUID, now: datetime) -> None:
    """Note that a job is done. LostClaim when somebody else has it: then store nothing."""
    _leave(session, job, mark, state=JobState.DONE, finished_at=now, reason=None)


def put_back(session: Session, *, job: UUID, mark: UUID, due_at: datetime, reason: str) -> None:
    """Let a job that failed wait for its next attempt. LostClaim as in `finish`."""
    _leave(session, job, mark, due_at=due_at, reason=reason)


def bury(session: Session, *, job: UUID, mark: UUID, now: datetime, reason: str) -> None:
    """Give a job up; it stays to be looked at. LostClaim as in `finish`."""
    _leave(session, job, mark, state=JobState.DEAD, finished_at=now, reason=reason)


def _leave(session: Session, job: UUID, mark: UUID, **values: object) -> None:
    left = session.execute(
        update(OutboxJob)
        .where(
            col(OutboxJob.id) == job,
            col(OutboxJob.claim) == mark,
            col(OutboxJob.state) == JobState.WAITING,
        )
        .values(claim=None, lease_until=None, **values)
        .returning(col(OutboxJob.id))
    ).first()
    if left is None:
        raise LostClaim(str(job))


def list_dead(session: Session, *, limit: int = 50) -> list[DeadJob]:
    """Jobs that were given up, the latest first."""
    return [
        DeadJob(row.id, row.kind, row.attempts, row.finished_at or row.created_at, row.reason or "")
        for row in queries.list_dead(session, limit=limit)
    ]


def standing(session: Session, *, now: datetime) -> Standing:
    """How many jobs there are of each sort, and whether work is behind."""
    counts = queries.count_by_state(session)
    return Standing(
        waiting=counts.get(JobState.WAITING, 0),
        done=counts.get(JobState.DONE, 0),
        dead=counts.get(JobState.DEAD, 0),
        waits_since=queries.oldest_due(session, now=now),
    )


def revive(session: Session, *, job: UUID, now: datetime) -> None:
    """Try a dead job from the beginning. NotFound when it is not dead."""
    row = _dead(session, job)
    row.state, row.finished_at, row.reason = JobState.WAITING, None, None
    row.due_at, row.attempts = now, 0
    session.add(row)
    session.flush()


def drop(session: Session, *, job: UUID) -> None:
    """Forget a dead job. NotFound when it is not dead."""
    session.delete(_dead(session, job))
    session.flush()


def prune(session: Session, *, before: datetime) -> int:
    """Forget jobs that were done before then, at most a batch; how many there were."""
    old = (
        select(OutboxJob.id)
        .where(OutboxJob.state == JobState.DONE, col(OutboxJob.finished_at) < before)
        .limit(BATCH)
    )
    gone = session.execute(
        delete(OutboxJob).where(col(OutboxJob.id).in_(old)).returning(col(OutboxJob.id))
    )
    return len(gone.all())


def _dead(session: Session, job: UUID) -> OutboxJob:
    row = queries.find_job(session, job)
    if row is None or row.state is not JobState.DEAD:
        raise NotFound
    return row
