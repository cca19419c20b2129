"""What belongs on today's page, and what of it can be done now."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from citizen_app.plans.rules import COPENHAGEN, local_day, may_send_late
from citizen_app.record.rules import TaskStateName
from citizen_app.record.shapes import TaskState

MORNING_ENDS = 10
EVENING_BEGINS = 18


class PartOfDay(StrEnum):
    """When somebody is greeted."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class TodayTask:
    """A task as today's page shows it; `can_be_sent` is true while it leads somewhere."""

    state: TaskState
    is_begun: bool
    is_late: bool

    @property
    def can_be_sent(self) -> bool:
        """True when it is open, or missed and may still be sent."""
        return self.state.state is TaskStateName.OPEN or self.is_late

    @property
    def is_waiting(self) -> bool:
        """True while the citizen still has it before them today."""
        return self.can_be_sent or self.state.state is TaskStateName.UPCOMING


def part_of_day(now: datetime) -> PartOfDay:
    """Morning before 10 and evening from 18 by the clock in Denmark."""
    hour = now.astimezone(COPENHAGEN).hour
    if hour < MORNING_ENDS:
        return PartOfDay.MORNING
    return PartOfDay.DAY if hour < EVENING_BEGINS else PartOfDay.EVENING


def is_late(state: TaskState, now: datetime) -> bool:
    """True when a task was missed and may still be sent today."""
    window = state.task.ref.window
    return state.state is TaskStateName.MISSED and may_send_late(window, now)


def is_of_today(state: TaskState, *, today: date, now: datetime) -> bool:
    """Today's tasks, and of last night's those that are open, late, or were sent today."""
    if state.task.ref.window.day == today:
        return True
    if state.received_at is not None:
        return local_day(state.received_at) == today
    return state.state is TaskStateName.OPEN or is_late(state, now)
