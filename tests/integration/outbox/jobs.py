"""Handlers and a worker for tests: an effect outside is a line, one inside is another job."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

from sqlmodel import Session, select

from citizen_app.outbox import service
from citizen_app.outbox.handlers import Handler
from citizen_app.outbox.models import OutboxJob
from citizen_app.outbox.rules import Job
from citizen_app.outbox.worker import Worker

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)
KIND, EFFECT = "test:write", "test:effect"


class WriteLine(Handler[str, str]):
    """Writes the job's id to a file, and stores an effect when that is done."""

    kind = KIND
    most_attempts = 4

    def __init__(self, lines: Path, *, seconds: float = 0) -> None:
        self.lines, self.seconds = lines, seconds
        self.given_up: list[str] = []
        self.on_act: Callable[[Job], None] = lambda _job: None

    def read(self, session: Session, job: Job, now: datetime) -> str | None:
        return None if job.payload.get("is_over") else str(job.id)

    def act(self, found: str, job: Job, now: datetime) -> str:
        with self.lines.open("a") as file:
            file.write(f"{found}\n")
        self.on_act(job)
        sleep(self.seconds)
        return found

    def store(self, session: Session, job: Job, outcome: str, now: datetime) -> None:
        service.enqueue(session, kind=EFFECT, payload={"of": outcome}, now=now)
        sleep(self.seconds)

    def give_up(self, session: Session, job: Job, reason: str, now: datetime) -> None:
        self.given_up.append(reason)

    def written(self) -> Counter[str]:
        """How often each job wrote its line."""
        return Counter(self.lines.read_text().split()) if self.lines.exists() else Counter()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def make_worker(session: Session, *handlers: Handler, clock: Clock | None = None) -> Worker:
    """A worker on the test's database."""
    session.commit()
    engine = session.get_bind()
    return Worker(engine, handlers, clock=clock or Clock(), lease=LEASE)  # type: ignore[arg-type]


def promise(session: Session, count: int = 1, **payload: bool) -> list[str]:
    """Enqueue jobs and give their ids."""
    ids = [service.enqueue(session, kind=KIND, payload=payload, now=NOW) for _ in range(count)]
    session.commit()
    return [str(job) for job in ids]


def effects(session: Session) -> Counter[str]:
    """How often each job's effect was stored."""
    rows = session.exec(select(OutboxJob.payload).where(OutboxJob.kind == EFFECT))
    return Counter(str(payload["of"]) for payload in rows)
