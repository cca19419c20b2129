"""What the work list shows first, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from citizen_app.record.rules import Colour

# The job that counts missed windows comes every few minutes; after this long it does not run.
COUNTS_ARE_OLD = timedelta(hours=1)


class RowState(StrEnum):
    """What the team has to do about a citizen; the first that applies, in this order."""

    RED = "red"
    YELLOW = "yellow"
    DUE = "due"
    MISSED = "missed"
    NEW = "new"
    GREEN = "green"
    QUIET = "quiet"


RANKS: Mapping[RowState, int] = {state: rank for rank, state in enumerate(RowState)}
STATES: Mapping[Colour | None, RowState] = {
    Colour.RED: RowState.RED,
    Colour.YELLOW: RowState.YELLOW,
    Colour.GREEN: RowState.GREEN,
    None: RowState.NEW,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many submissions of one state wait, since when, and when the newest came."""

    count: int
    oldest_at: datetime
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class Missed:
    """How many windows closed without anything, the day of the first, and the last's opening."""

    count: int
    since_on: date
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Summary:
    """All that decides where a citizen stands in the list."""

    person: UUID
    name: str
    waiting: Mapping[RowState, Waiting]
    missed: Missed | None = None
    is_due: bool = False

    @property
    def state(self) -> RowState:
        """The worst that waits; it stays, however many days ago, until somebody has acted."""
        found = set(self.waiting)
        if self.is_due:
            found.add(RowState.DUE)
        if self.missed is not None:
            found.add(RowState.MISSED)
        return min(found, key=RANKS.__getitem__, default=RowState.QUIET)

    @property
    def since(self) -> datetime | None:
        """Since when the worst has waited."""
        waiting = self.waiting.get(self.state)
        return waiting.oldest_at if waiting else None


def in_order(summaries: Iterable[Summary]) -> list[Summary]:
    """The worst first; among equals who has waited longest, or has missed most, then by name."""
    return sorted(summaries, key=_place)


def _place(summary: Summary) -> tuple[int, float, int, str, str]:
    since = summary.since.timestamp() if summary.since else 0.0
    missed = summary.missed.count if summary.missed else 0
    return (RANKS[summary.state], since, -missed, summary.name.casefold(), summary.person.hex)


def are_counts_old(counted_at: datetime | None, now: datetime) -> bool:
    """Whether missed windows were last counted too long ago to be relied on."""
    return counted_at is None or now - counted_at > COUNTS_ARE_OLD
