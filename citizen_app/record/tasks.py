"""What plans ask for, compared with what was sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.plans import service as plans
from citizen_app.plans.rules import TaskRef
from citizen_app.plans.shapes import PlannedTask
from citizen_app.record import queries
from citizen_app.record.models import Submission
from citizen_app.record.rules import task_state
from citizen_app.record.shapes import TaskState


def find_sent(session: Session, *, person: UUID, task: TaskRef) -> UUID | None:
    """The first submission that was sent for a task."""
    sent = queries.list_sent_for_tasks(
        session, person, since=task.window_start, until=task.window_start + timedelta(seconds=1)
    )
    return next((row.id for row in sent if row.activity_id == task.activity_id), None)


def task_states(session: Session, *, person: UUID, day: date, now: datetime) -> list[TaskState]:
    """What the plans ask for on a local day, compared with what was sent, in order of time."""
    planned = plans.tasks_on(session, person=person, day=day)
    return task_states_of(session, person=person, planned=planned, now=now)


def task_states_of(
    session: Session, *, person: UUID, planned: Sequence[PlannedTask], now: datetime
) -> list[TaskState]:
    """The same for planned tasks of the person, in their order, in one query."""
    if not planned:
        return []
    starts = [task.ref.window_start for task in planned]
    rows = queries.list_sent_for_tasks(
        session, person, since=min(starts), until=max(starts) + timedelta(seconds=1)
    )
    sent: dict[tuple[UUID | None, datetime | None], Submission] = {}
    for row in rows:
        sent.setdefault((row.activity_id, row.window_start), row)
    states = []
    for task in planned:
        done = sent.get((task.ref.activity_id, task.ref.window_start))
        states.append(
            TaskState(
                task=task,
                state=task_state(
                    start=task.ref.window_start,
                    end=task.ref.window_end,
                    is_sent=done is not None,
                    is_paused=task.is_paused,
                    now=now,
                ),
                submission_id=done.id if done else None,
                received_at=done.received_at if done else None,
            )
        )
    return states
