"""What the work list shows first, on plain values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from citizen_app.plans.rules import TaskRef, local_day
from citizen_app.record.rules import Colour

# Placeholders for an organisation to decide: how long after its window something is missed, and
# for how many days before today that is told.
MISSED_AFTER = timedelta(hours=2)
MISSED_DAYS = 7


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
    """How many windows closed without anything, and the day of the first."""

    count: int
    since_on: date


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


def missed_of(
    tasks: Iterable[TaskRef], *, sent: Collection[tuple[UUID, datetime]], now: datetime
) -> Missed | None:
    """The tasks whose windows closed a while ago and that nothing was sent for, as one."""
    starts = [
        task.window_start
        for task in tasks
        if task.window_end + MISSED_AFTER <= now
        if (task.activity_id, task.window_start) not in sent
    ]
    return Missed(len(starts), local_day(min(starts))) if starts else None
