"""How soon citizens send and the team acts, over many people; for an overview, never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlmodel import Session, col

from citizen_app.plans.rules import DAY
from citizen_app.record.models import Acknowledgement, MissedWindow, Submission
from citizen_app.record.rules import AcknowledgementKind, Colour

People = Select[tuple[UUID]]


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of the windows that closed in a stretch of time: how many were answered before they closed,
    later, and never; and of how many people."""

    since: datetime
    in_time: int
    late: int
    missed: int
    people: int

    @property
    def asked(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.missed


@dataclass(frozen=True, slots=True)
class Speed:
    """How long half of the submissions of a colour waited at most, and of how many people."""

    colour: Colour
    kind: AcknowledgementKind
    median: timedelta
    people: int


def punctuality(
    session: Session, *, people: People, bounds: Sequence[datetime]
) -> list[Punctuality]:
    """One for each stretch from a bound to the next, oldest first, in three queries a stretch."""
    return [
        _punctuality(session, people, since, until)
        for since, until in zip(bounds, bounds[1:], strict=False)
    ]


def _punctuality(session: Session, people: People, since: datetime, until: datetime) -> Punctuality:
    # A task that was sent twice counts as it was sent first.
    first = (
        select(
            col(Submission.person_id).label("person"),
            func.min(col(Submission.received_at)).label("at"),
            func.max(col(Submission.window_end)).label("end"),
        )
        .where(
            col(Submission.person_id).in_(people),
            col(Submission.window_end) > since,
            col(Submission.window_end) <= until,
            # The index knows when something was received: within the window, or a day late.
            col(Submission.received_at) >= since - 2 * DAY,
            col(Submission.received_at) < until + 2 * DAY,
        )
        .group_by(
            col(Submission.person_id), col(Submission.activity_id), col(Submission.window_start)
        )
        .subquery()
    )
    is_in_time = case((first.c.at < first.c.end, 1), else_=0)
    sent, in_time = session.execute(
        select(func.count(), func.coalesce(func.sum(is_in_time), 0)).select_from(first)
    ).one()
    start, end = col(MissedWindow.window_start), col(MissedWindow.window_end)
    closed = (
        col(MissedWindow.person_id).in_(people),
        start > since - 2 * DAY,
        end > since,
        end <= until,
    )
    missed = session.execute(select(func.count()).where(*closed)).scalar_one()
    both = select(first.c.person).union(select(col(MissedWindow.person_id)).where(*closed))
    count = session.execute(select(func.count()).select_from(both.subquery())).scalar_one()
    return Punctuality(since, int(in_time), sent - int(in_time), missed, count)


def speeds(session: Session, *, people: People, since: datetime) -> list[Speed]:
    """For red and yellow that were received since then: until seen, and until handled."""
    rows = session.execute(
        select(
            col(Submission.person_id),
            col(Submission.colour),
            col(Acknowledgement.kind),
            col(Submission.received_at),
            col(Acknowledgement.at),
        )
        .join(Acknowledgement, col(Acknowledgement.submission_id) == col(Submission.id))
        .where(
            col(Submission.person_id).in_(people),
            col(Submission.received_at) >= since,
            col(Submission.colour).in_([Colour.RED, Colour.YELLOW]),
        )
    ).all()
    found = []
    for colour in (Colour.RED, Colour.YELLOW):
        for kind in AcknowledgementKind:
            chosen = [row for row in rows if (row[1], row[2]) == (colour, kind)]
            if chosen:
                waits = [(row[4] - row[3]).total_seconds() for row in chosen]
                who = {row[0] for row in chosen}
                found.append(Speed(colour, kind, timedelta(seconds=median(waits)), len(who)))
    return found
