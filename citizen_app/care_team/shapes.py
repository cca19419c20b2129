"""What the care team's pages show: frozen values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from citizen_app.care_team.rules import RowState, Summary
from citizen_app.plans.service import BaselineView, ThresholdView
from citizen_app.record.shapes import Receipt


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """Something to do about a citizen on a day."""

    id: UUID
    words: str
    due_on: date
    made_by: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a citizen's values are held against."""

    thresholds: tuple[ThresholdView, ...]
    baselines: tuple[BaselineView, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One citizen of the work list, with the first few submissions that wait."""

    summary: Summary
    waiting: tuple[Receipt, ...]
    limits: Limits
    follow_ups: tuple[FollowUpView, ...]
    looked_at: datetime | None
    messages: int


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of the list, and how many citizens there are of each state. Pages count from 1."""

    rows: tuple[Row, ...]
    totals: Mapping[RowState, int]
    page: int
    pages: int
    missed_counted_at: datetime | None
    is_count_old: bool

    @property
    def together(self) -> tuple[Receipt, ...]:
        """What may be marked as seen at once: shown here, and of citizens who are all green."""
        return tuple(
            receipt
            for row in self.rows
            if row.summary.state is RowState.GREEN
            for receipt in row.waiting
            if receipt.may_be_seen_together
        )
