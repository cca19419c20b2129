"""Composes today's page from plans, the record and drafts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, ActivityKind, local_day
from citizen_app.plans.shapes import ActivityView, PauseView
from citizen_app.questionnaires import service as questionnaires
from citizen_app.record import service as record
from citizen_app.record.rules import TaskStateName
from citizen_app.record.shapes import TaskState
from citizen_app.today.rules import TodayTask, is_late, is_of_today

Begun = frozenset[tuple[UUID, datetime | None]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A questionnaire on demand, and whether a draft of it has been begun."""

    activity: ActivityView
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Today:
    """All of today's page: by time what is to be done, what is done, and what may be done.

    `next_day` is looked for only when nothing is left today; `pause` may lie ahead.
    """

    day: date
    tasks: tuple[TodayTask, ...]
    done: tuple[TodayTask, ...]
    next_day: date | None
    offers: tuple[Offer, ...]
    pause: PauseView | None

    @property
    def has_more_today(self) -> bool:
        """True while a task can be sent now or later today."""
        return any(task.is_waiting for task in self.tasks)


def read_today(session: Session, *, person: UUID, now: datetime) -> Today:
    """What a person does today, in a fixed number of queries however many tasks there are."""
    today = local_day(now)
    begun = questionnaires.begun(session, person=person)
    agenda = plans.read_agenda(session, person=person, since=today - DAY)
    states = record.task_states_of(
        session, person=person, planned=agenda.tasks(today - DAY, today), now=now
    )
    shown = [
        _task(state, begun, now) for state in states if is_of_today(state, today=today, now=now)
    ]
    tasks = tuple(task for task in shown if task.state.state is not TaskStateName.DONE)
    is_waiting = any(task.is_waiting for task in tasks)
    return Today(
        day=today,
        tasks=tasks,
        done=tuple(task for task in shown if task.state.state is TaskStateName.DONE),
        next_day=None if is_waiting else agenda.next_task_day(today),
        offers=tuple(
            Offer(activity, (activity.id, None) in begun)
            for activity in agenda.on_demand(now)
            if activity.kind is ActivityKind.QUESTIONNAIRE
        ),
        pause=agenda.next_pause(today),
    )


def _task(state: TaskState, begun: Begun, now: datetime) -> TodayTask:
    ref = state.task.ref
    return TodayTask(state, (ref.activity_id, ref.window_start) in begun, is_late(state, now))
