"""What belongs on today's page, and what leads somewhere."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from citizen_app.plans.rules import (
    DAY,
    ActivityKind,
    Daily,
    Slot,
    TaskRef,
    Text,
    Window,
    midnight,
)
from citizen_app.plans.shapes import ActivityView, PlannedTask
from citizen_app.record.rules import TaskStateName
from citizen_app.record.shapes import TaskState
from citizen_app.today.rules import PartOfDay, TodayTask, is_late, is_of_today, part_of_day

MONDAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
MORNING = Window(midnight(MONDAY) + 8 * HOUR, midnight(MONDAY) + 12 * HOUR)
LAST_NIGHT = Window(midnight(MONDAY) - 2 * HOUR, midnight(MONDAY) + 2 * HOUR)
YESTERDAY = Window(MORNING.start - DAY, MORNING.end - DAY)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def a_state(window, state, received_at=None):
    activity = ActivityView(
        id=uuid4(),
        plan_id=uuid4(),
        kind=ActivityKind.READINGS,
        title=Text(da="Mål", en="Measure"),
        measures=(),
        questionnaire_url=None,
        questionnaire_version=None,
        schedule=Daily((Slot(datetime(2026, 1, 1, 8, tzinfo=UTC).time(), 240),)),
        valid_from=midnight(MONDAY),
        valid_until=None,
    )
    ref = TaskRef(activity.id, window.start, window.end)
    task = PlannedTask(ref, activity, state is TaskStateName.PAUSED)
    return TaskState(task, state, uuid4() if received_at else None, received_at)


def is_shown(state, now):
    return is_of_today(state, today=MONDAY, now=now)


@pytest.mark.parametrize("state", list(TaskStateName))
def test_all_of_today_is_shown_whatever_its_state(state):
    assert is_shown(a_state(MORNING, state), NOON)


def test_of_last_night_only_what_is_open_or_late_is_shown():
    assert is_shown(a_state(LAST_NIGHT, TaskStateName.OPEN), midnight(MONDAY) + HOUR)
    assert is_shown(a_state(LAST_NIGHT, TaskStateName.MISSED), NOON)
    assert not is_shown(a_state(YESTERDAY, TaskStateName.MISSED), NOON)
    assert not is_shown(a_state(LAST_NIGHT, TaskStateName.PAUSED), NOON)


def test_what_was_sent_after_midnight_is_done_today():
    after, before = midnight(MONDAY) + HOUR, midnight(MONDAY) - HOUR
    assert is_shown(a_state(LAST_NIGHT, TaskStateName.DONE, received_at=after), NOON)
    assert not is_shown(a_state(LAST_NIGHT, TaskStateName.DONE, received_at=before), NOON)


def test_only_open_and_late_tasks_can_be_sent():
    now = MORNING.end + HOUR
    states = [a_state(MORNING, state) for state in TaskStateName]
    tasks = [TodayTask(state, False, is_late(state, now)) for state in states]
    can_be_sent = {task.state.state for task in tasks if task.can_be_sent}
    assert can_be_sent == {TaskStateName.OPEN, TaskStateName.MISSED}
    assert not is_late(a_state(MORNING, TaskStateName.MISSED), midnight(MONDAY + DAY))


def test_an_upcoming_task_is_waited_for():
    assert TodayTask(a_state(MORNING, TaskStateName.UPCOMING), False, False).is_waiting
    assert not TodayTask(a_state(MORNING, TaskStateName.PAUSED), False, False).is_waiting


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, PartOfDay.MORNING),
        (9, PartOfDay.MORNING),
        (10, PartOfDay.DAY),
        (17, PartOfDay.DAY),
        (18, PartOfDay.EVENING),
        (23, PartOfDay.EVENING),
    ],
)
def test_the_greeting_goes_by_the_clock_in_denmark(hour, part):
    assert part_of_day(midnight(MONDAY) + hour * HOUR) is part
