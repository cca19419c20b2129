"""The job that notices missed windows, a slice of people at a time."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.outbox import service as outbox
from citizen_app.outbox.handlers import Handler
from citizen_app.outbox.rules import Job
from citizen_app.record.missed import Look, keep_missed, look_for_missed


class NoticeMissed(Handler[Look, Look]):
    """Looks without a lock, and stores what it found together with the promise of the next slice.

    A worker that dies begins its slice again; two that do the same slice store it once.
    """

    kind = "missed:notice"
    every = timedelta(minutes=5)

    def read(self, session: Session, job: Job, now: datetime) -> Look | None:
        """What the slice has missed; None when nobody is left."""
        after = job.payload.get("after")
        look = look_for_missed(session, after=UUID(str(after)) if after else None, now=now)
        return look if look.people else None

    def act(self, found: Look, job: Job, now: datetime) -> Look:
        """Nothing is asked of anybody."""
        return found

    def store(self, session: Session, job: Job, outcome: Look, now: datetime) -> None:
        """The rows, and the next slice."""
        keep_missed(session, outcome)
        if outcome.last is not None:
            outbox.enqueue(
                session,
                kind=self.kind,
                payload={"after": str(outcome.last)},
                key=f"{job.id} {outcome.last}",
                now=now,
            )
