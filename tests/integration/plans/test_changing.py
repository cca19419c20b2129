"""Changing a running plan: nothing begun is lost, nothing is stored twice, nobody is overrun."""

from datetime import time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from citizen_app.audit.models import AuditEvent
from citizen_app.database import Conflict, NotFound
from citizen_app.measures import MeasureCode
from citizen_app.plans import service as plans
from citizen_app.plans.models import Activity
from citizen_app.plans.rules import DAY, ActivityKind, Daily, Slot, Text, local_day, midnight
from citizen_app.record import service as record
from citizen_app.record.rules import TaskStateName
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.at_once import at_once
from tests.factories import EVENING, MORNING, make_activity, make_plan
from tests.integration.monday import NOW

MONDAY = local_day(NOW)
LATER = Daily((EVENING,))


@pytest.fixture
def plan(session, cast):
    return make_plan(session, person=cast.anna)


@pytest.fixture
def morning(session, cast, plan):
    """Readings every morning from 8 to 12; it is 9.12 now."""
    return make_activity(session, person=cast.anna, plan=plan)


@pytest.fixture
def change(session, cast, morning):
    def change(*, key=None, from_on=MONDAY, schedule=LATER, now=NOW, **changed):
        return plans.change_times(
            session,
            **{"actor": cast.erik, "person": cast.anna, "activity_id": morning.id, **changed},
            schedule=schedule,
            from_on=from_on,
            key=key or uuid4(),
            now=now,
        )

    return change


def states(session, cast, day=MONDAY):
    found = record.task_states(session, person=cast.anna, day=day, now=NOW)
    return [(one.task.ref.window_start.hour, one.state) for one in found]


def answer(session, cast, activity):
    task = plans.find_task(
        session,
        person=cast.anna,
        activity_id=activity.id,
        window_start=midnight(MONDAY) + timedelta(hours=8),
    )
    pulse = NewReading(MeasureCode.PULSE, Decimal(78), NOW)
    submission = NewSubmission(key=uuid4(), task=task, readings=(pulse,))
    record.send(session, actor=cast.anna, person=cast.anna, submission=submission, now=NOW)


def test_a_task_answered_today_stays_answered_when_the_times_change_today(
    session, cast, morning, change
):
    answer(session, cast, morning)
    change()
    assert states(session, cast) == [(7, TaskStateName.DONE), (17, TaskStateName.UPCOMING)]
    assert states(session, cast, MONDAY + DAY) == [(17, TaskStateName.UPCOMING)]


def test_a_task_that_is_open_can_still_be_sent(session, cast, morning, change):
    change(schedule=Daily((Slot(time(0), 1440),)))
    assert states(session, cast) == [(7, TaskStateName.OPEN)]
    answer(session, cast, morning)
    assert states(session, cast) == [(7, TaskStateName.DONE)]
    assert [hour for hour, _ in states(session, cast, MONDAY + DAY)] == [23]


def test_the_new_row_keeps_everything_but_the_times(session, cast, morning, change):
    later = change(from_on=MONDAY + 3 * DAY)
    assert (later.title, later.measures, later.plan_id) == (
        morning.title,
        morning.measures,
        morning.plan_id,
    )
    assert later.valid_from == midnight(MONDAY + 3 * DAY)
    old = plans.find_activity(session, person=cast.anna, activity_id=morning.id)
    assert (old.valid_until, old.schedule) == (later.valid_from, morning.schedule)


def test_the_same_key_changes_once(session, change):
    key = uuid4()
    assert change(key=key) == change(key=key)
    assert len(session.exec(select(Activity)).all()) == 2
    with pytest.raises(Conflict):
        change(key=key, schedule=Daily((MORNING,)))


def test_the_second_to_change_is_told(change):
    change()
    with pytest.raises(plans.ChangedMeanwhile):
        change()


def test_a_change_never_counts_from_the_past(session, cast, plan, morning, change):
    with pytest.raises(plans.InThePast):
        change(from_on=MONDAY - DAY)
    with pytest.raises(plans.InThePast):
        plans.stop_asking(
            session,
            actor=cast.erik,
            person=cast.anna,
            activity_id=morning.id,
            from_on=MONDAY - DAY,
            now=NOW,
        )


def test_what_counts_from_another_instant_than_was_seen_is_not_stored(session, cast, morning):
    with pytest.raises(plans.Moved):
        plans.change_times(
            session,
            actor=cast.erik,
            person=cast.anna,
            activity_id=morning.id,
            schedule=LATER,
            from_on=MONDAY,
            key=uuid4(),
            now=NOW,
            seen=midnight(MONDAY),
        )


def test_another_persons_activity_is_not_there(session, cast, morning, change):
    with pytest.raises(NotFound):
        change(person=cast.frida)
    with pytest.raises(NotFound):
        change(activity_id=uuid4())


def test_nothing_changes_in_a_plan_that_has_ended(session, cast, plan, morning, change):
    plans.end_plan(session, actor=cast.erik, person=cast.anna, plan=plan, now=NOW)
    with pytest.raises(NotFound):
        change()


def more(session, cast, plan, key, measures=(MeasureCode.WEIGHT,)):
    return plans.ask_more(
        session,
        actor=cast.erik,
        person=cast.anna,
        plan=plan,
        activity=plans.NewActivity(
            kind=ActivityKind.READINGS,
            title=Text("Vej dig", "Weigh yourself"),
            schedule=Daily((Slot(time(6), 60), MORNING)),
            from_on=MONDAY,
            measures=measures,
        ),
        key=key,
        now=NOW,
    )


def test_something_more_is_asked_once_a_key_and_never_as_missed(session, cast, plan):
    key = uuid4()
    assert more(session, cast, plan, key) == more(session, cast, plan, key)
    assert states(session, cast) == [(7, TaskStateName.OPEN)]
    with pytest.raises(Conflict):
        more(session, cast, plan, key, measures=(MeasureCode.PULSE,))


def test_stopping_today_leaves_the_open_task_and_stops_once(session, cast, morning):
    def stop(from_on):
        return plans.stop_asking(
            session,
            actor=cast.erik,
            person=cast.anna,
            activity_id=morning.id,
            from_on=from_on,
            now=NOW,
        )

    assert stop(MONDAY) == stop(MONDAY)
    assert states(session, cast) == [(7, TaskStateName.OPEN)]
    assert states(session, cast, MONDAY + DAY) == []
    with pytest.raises(plans.ChangedMeanwhile):
        stop(MONDAY + 4 * DAY)
    acts = select(AuditEvent.action).order_by(col(AuditEvent.sequence))
    assert session.exec(acts).all()[-1:] == ["activity:ended"]


def test_a_preview_is_what_is_stored(session, cast, morning, change):
    wanted = plans.NewTimes(morning.id, LATER, MONDAY)
    preview = plans.preview_change(session, person=cast.anna, change=wanted, now=NOW)
    promised = [task.ref.window for task in preview.agenda.tasks(MONDAY, MONDAY + 6 * DAY)]
    assert change().valid_from == preview.at
    stored = plans.tasks_between(session, person=cast.anna, first=MONDAY, last=MONDAY + 6 * DAY)
    assert [task.ref.window for task in stored] == promised


def test_two_at_once_one_changes_and_the_other_is_told(session, cast, morning):
    def act(actor):
        return lambda own: plans.change_times(
            own,
            actor=actor,
            person=cast.anna,
            activity_id=morning.id,
            schedule=LATER,
            from_on=MONDAY + DAY,
            key=uuid4(),
            now=NOW,
        )

    results = at_once(session, [act(cast.erik), act(cast.hanne)])
    assert sorted(type(one).__name__ for one in results) == ["ActivityView", "ChangedMeanwhile"]


def test_a_double_press_at_once_stores_one(session, cast, plan):
    key = uuid4()
    person, actor = cast.anna, cast.erik

    def press(own: Session) -> plans.ActivityView:
        activity = plans.NewActivity(
            kind=ActivityKind.READINGS,
            title=Text("Vej dig", "Weigh yourself"),
            schedule=LATER,
            from_on=MONDAY,
            measures=(MeasureCode.WEIGHT,),
        )
        return plans.ask_more(
            own, actor=actor, person=person, plan=plan, activity=activity, key=key, now=NOW
        )

    first, second = at_once(session, [press, press])
    assert first == second
    assert len(session.exec(select(Activity)).all()) == 1
