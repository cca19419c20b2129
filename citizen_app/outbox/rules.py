"""When a job is tried, tried again and given up, on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
MOST_ATTEMPTS = 12
GROWTH = 3
# Jobs that failed together must not come back together.
SPREAD = 0.25

Plain = str | int | bool | None
Payload = Mapping[str, Plain]


class JobState(StrEnum):
    """Where a job is. One that is being done still waits: its lease says until when."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True)
class Job:
    """What a handler is given. `attempts` counts this one; the id is the same in each."""

    id: UUID
    kind: str
    payload: Payload
    attempts: int


class RetryLater(Exception):
    """The other side cannot take it now; `after` is what it asked us to wait."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class GiveUp(Exception):
    """Trying again cannot help."""


def retry_at(*, attempts: int, now: datetime, chance: float) -> datetime:
    """When to try again after so many attempts; `chance` is between 0 and 1.

    5 seconds at first, three times as long each time, an hour at most, a quarter more or less.
    """
    growth: int = GROWTH ** min(max(attempts - 1, 0), MOST_ATTEMPTS)
    wait = min(FIRST_RETRY * growth, LONGEST_RETRY)
    return now + wait * (1 + SPREAD * (2 * chance - 1))


def slot_of(now: datetime, every: timedelta) -> datetime:
    """The beginning of the stretch of time, `every` long, that `now` lies in."""
    length = int(every.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)


def short_reason(error: BaseException) -> str:
    """What may be stored of an error: our own words, or its kind.

    Never a library's message, which may hold an address or a name.
    """
    ours = isinstance(error, RetryLater | GiveUp)
    return (str(error) if ours else type(error).__name__)[:200]
