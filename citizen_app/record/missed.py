"""Windows that closed without anything: looked for by a job, kept as rows, told as one.

A look goes on from where the one before ended, however long ago that was. Looking twice changes
nothing: a row that is there stays, also one that the team has set aside.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from citizen_app.audit import service as audit
from citizen_app.database import insert_many_unless_taken, upsert_many
from citizen_app.people import service as people_service
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, TaskRef, local_day, midnight
from citizen_app.record.models import MissedWatch, MissedWindow
from citizen_app.record.rules import FIRST_LOOK_BACK, MISSED_AFTER, newly_missed
from citizen_app.record.waiting import sent_windows

SLICE = 500


@dataclass(frozen=True, slots=True)
class Look:
    """What was found about some people until an instant; `missed` by person."""

    people: tuple[UUID, ...]
    until: datetime
    missed: tuple[tuple[UUID, TaskRef], ...]

    @property
    def last(self) -> UUID | None:
        """The last of a full slice, after whom the next one begins."""
        return self.people[-1] if len(self.people) == SLICE else None


@dataclass(frozen=True, slots=True)
class MissedCount:
    """How many windows nobody has set aside, and when the first and the last of them opened."""

    count: int
    first_at: datetime
    last_at: datetime


def look_for_missed(session: Session, *, after: UUID | None, now: datetime) -> Look:
    """What the next slice of people has missed since the last look; changes nothing."""
    people = plans.people_with_plans_after(session, after=after, limit=SLICE)
    points = _points(session, people, now)
    since = min(points.values(), default=now) - MISSED_AFTER - DAY
    first = local_day(since)
    tasks = plans.tasks_of_people(session, people=people, first=first, last=local_day(now))
    sent = sent_windows(session, people=people, since=midnight(first))
    return Look(
        tuple(people),
        now,
        tuple(
            (person, task)
            for person in people
            for task in newly_missed(
                tasks.get(person, ()), sent=sent, after=points[person], until=now
            )
        ),
    )


def keep_missed(session: Session, look: Look) -> None:
    """Store what a look has found, but for what was sent meanwhile, and until when it looked."""
    people = {person for person, _ in look.missed}
    if people:
        # On PostgreSQL somebody may be sending just now: they wait here, or we for them.
        people_service.hold(session, people=people)
    first = min((task.window_start for _, task in look.missed), default=look.until)
    sent = sent_windows(session, people=people, since=first)
    found = [
        {
            "activity_id": task.activity_id,
            "window_start": task.window_start,
            "window_end": task.window_end,
            "person_id": person,
            "noticed_at": look.until,
        }
        for person, task in look.missed
        if (task.activity_id, task.window_start) not in sent
    ]
    insert_many_unless_taken(session, MissedWindow, found, ["activity_id", "window_start"])
    points = [{"person_id": one, "checked_until": look.until} for one in look.people]
    upsert_many(session, MissedWatch, points, ["person_id"])


def notice_missed(session: Session, *, now: datetime) -> None:
    """Look at everybody at once; for commands and tests, where a job goes slice by slice."""
    after, is_first = None, True
    while after is not None or is_first:
        look = look_for_missed(session, after=after, now=now)
        keep_missed(session, look)
        after, is_first = look.last, False


def last_look(session: Session) -> datetime | None:
    """When the job last looked at anybody."""
    return session.exec(select(func.max(MissedWatch.checked_until))).one()


def missed_counts(session: Session, *, people: Collection[UUID]) -> dict[UUID, MissedCount]:
    """What each person has missed that nobody has set aside, in one query."""
    start = col(MissedWindow.window_start)
    rows = session.execute(
        select_columns(col(MissedWindow.person_id), func.count(), func.min(start), func.max(start))
        .where(col(MissedWindow.person_id).in_(people), col(MissedWindow.seen_at).is_(None))
        .group_by(col(MissedWindow.person_id))
    )
    return {person: MissedCount(*figures) for person, *figures in rows}


def missed_number(person: ColumnElement[UUID]) -> ScalarSelect[int]:
    """How many windows a person has missed, within a query about many."""
    return (
        select_columns(func.count())
        .where(col(MissedWindow.person_id) == person, col(MissedWindow.seen_at).is_(None))
        .scalar_subquery()
    )


def see_missed(
    session: Session, *, actor: UUID, person: UUID, until: datetime, now: datetime
) -> int:
    """Set aside what the person missed, up to the window that opened at `until`; how many.

    What was missed since then stays. Who comes second changes nothing.
    """
    done = session.execute(
        update(MissedWindow)
        .where(
            col(MissedWindow.person_id) == person,
            col(MissedWindow.window_start) <= until,
            col(MissedWindow.seen_at).is_(None),
        )
        .values(seen_at=now, seen_by=actor)
        .returning(col(MissedWindow.activity_id))
    )
    count = len(done.all())
    if count:
        audit.record(session, actor=actor, person=person, action="missed:seen", now=now)
    return count


def no_longer_missed(session: Session, *, task: TaskRef) -> None:
    """Something was sent after all; called after the submission is stored."""
    session.execute(
        delete(MissedWindow).where(
            col(MissedWindow.activity_id) == task.activity_id,
            col(MissedWindow.window_start) == task.window_start,
        )
    )


def _points(session: Session, people: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    rows = session.exec(select(MissedWatch).where(col(MissedWatch.person_id).in_(people)))
    known = {row.person_id: row.checked_until for row in rows}
    return {person: known.get(person, now - FIRST_LOOK_BACK) for person in people}
