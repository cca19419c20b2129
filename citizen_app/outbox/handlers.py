"""What a feature says about one kind of job, so that workers know how it is done."""

from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlmodel import Session

from citizen_app.outbox import service
from citizen_app.outbox.rules import MOST_ATTEMPTS, Job

Found = TypeVar("Found")
Outcome = TypeVar("Outcome")


class Handler(ABC, Generic[Found, Outcome]):
    """Three steps, so that no transaction is open while the outside world is asked.

    A worker may die between any two of them and the job begins again: `act` must be harmless
    twice (its job id is the same each time), `store` counts once, with the job's end.
    `every` makes it a job that comes by itself, once in each such stretch of time.
    """

    kind: str
    every: timedelta | None = None
    most_attempts: int = MOST_ATTEMPTS

    @abstractmethod
    def read(self, session: Session, job: Job, now: datetime) -> Found | None:
        """What is needed; None when there is nothing to do any more."""

    @abstractmethod
    def act(self, found: Found, job: Job, now: datetime) -> Outcome:
        """Do it, outside of any transaction. RetryLater and GiveUp say how to go on."""

    @abstractmethod
    def store(self, session: Session, job: Job, outcome: Outcome, now: datetime) -> None:
        """Note what came of it, in the transaction that ends the job."""

    # Not every feature has something to say when a job is given up.
    def give_up(self, session: Session, job: Job, reason: str, now: datetime) -> None:
        """Note that it will never be done, in the transaction that ends the job."""


class Chore(Handler[bool, None]):
    """A job that only changes the database: it is done exactly once."""

    def read(self, session: Session, job: Job, now: datetime) -> bool:
        """Nothing is needed."""
        return True

    def act(self, found: bool, job: Job, now: datetime) -> None:
        """Nothing is asked of anybody."""

    def store(self, session: Session, job: Job, outcome: None, now: datetime) -> None:
        """The whole of it."""
        self.do(session, job, now)

    @abstractmethod
    def do(self, session: Session, job: Job, now: datetime) -> None:
        """Change the database, in the transaction that ends the job."""


class PruneOutbox(Chore):
    """Forgets jobs that were done long ago."""

    kind = "outbox:prune"
    every = timedelta(minutes=10)

    def __init__(self, keep: timedelta) -> None:
        self.keep = keep

    def do(self, session: Session, job: Job, now: datetime) -> None:
        """One batch at a time: nobody should wait for the lock."""
        service.prune(session, before=now - self.keep)
