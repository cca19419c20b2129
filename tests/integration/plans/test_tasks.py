"""What a person's plan asks for, read from a real database."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from citizen_app.database import NotFound
from citizen_app.measures import MeasureCode
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, Daily, OnDemand, Phased, Slot, Weekly, local_day, midnight
from tests.factories import EVENING, MORNING, make_activity, make_pause, make_plan
from tests.queries import counted_queries

MONDAY = date(2026, 11, 23)
MONDAY_AT_SIX = datetime(2026, 11, 23, 5, tzinfo=UTC)
FORM = ("https://aandehul.example/fhir/Questionnaire/kol-daily", "1.0.0")


@pytest.fixture
def plan(session, cast):
    return make_plan(session, person=cast.anna)


def next_day_after_monday(session, person):
    return plans.read_agenda(session, person=person, since=MONDAY).next_task_day(MONDAY)


def tasks(session, person, day=MONDAY):
    return plans.tasks_on(session, person=person, day=day)


def test_tasks_of_a_day_come_by_time_and_then_by_the_order_of_the_plan(session, cast, plan):
    evening = make_activity(session, person=cast.anna, plan=plan, schedule=Daily((EVENING,)))
    readings = make_activity(session, person=cast.anna, plan=plan)
    form = make_activity(session, person=cast.anna, plan=plan, questionnaire=FORM)
    found = tasks(session, cast.anna)
    assert [task.activity for task in found] == [readings, form, evening]
    assert found[0].ref.window_start == midnight(MONDAY) + timedelta(hours=8)
    assert found[0].ref.window_end == midnight(MONDAY) + timedelta(hours=12)
    assert not any(task.is_paused for task in found)


def test_an_activity_is_asked_for_within_its_days_only(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan, from_on=MONDAY, until_on=MONDAY + 2 * DAY)
    counts = [len(tasks(session, cast.anna, MONDAY + n * DAY)) for n in (-1, 0, 1, 2)]
    assert counts == [0, 1, 1, 0]


def test_an_intensive_start_is_followed_by_two_days_a_week(session, cast, plan):
    schedule = Phased(MONDAY, 14, Daily((MORNING, EVENING)), Weekly((1, 4), (MORNING,)))
    make_activity(session, person=cast.anna, plan=plan, schedule=schedule)
    found = plans.tasks_between(session, person=cast.anna, first=MONDAY, last=MONDAY + 20 * DAY)
    assert len(found) == 28 + 2


def test_another_persons_tasks_and_activities_are_not_there(session, cast, plan):
    activity = make_activity(session, person=cast.anna, plan=plan)
    start = midnight(MONDAY) + timedelta(hours=8)
    assert tasks(session, cast.frida) == []
    assert plans.asked_measures(session, person=cast.frida, on=MONDAY) == frozenset()
    with pytest.raises(NotFound):
        plans.find_activity(session, person=cast.frida, activity_id=activity.id)
    with pytest.raises(NotFound):
        plans.find_task(session, person=cast.frida, activity_id=activity.id, window_start=start)


def test_a_task_is_found_by_exactly_the_instant_it_opens(session, cast, plan):
    activity = make_activity(session, person=cast.anna, plan=plan)
    (task,) = tasks(session, cast.anna)
    start = task.ref.window_start
    found = plans.find_task(session, person=cast.anna, activity_id=activity.id, window_start=start)
    assert found == task.ref
    for other in (start + timedelta(minutes=1), start + timedelta(hours=1)):
        with pytest.raises(NotFound):
            plans.find_task(session, person=cast.anna, activity_id=activity.id, window_start=other)


@pytest.mark.parametrize("year", [1, 9999])
def test_an_instant_at_the_ends_of_the_calendar_is_no_task(session, cast, plan, year):
    activity = make_activity(session, person=cast.anna, plan=plan)
    start = datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    with pytest.raises(NotFound):
        plans.find_task(session, person=cast.anna, activity_id=activity.id, window_start=start)


def test_an_activity_that_has_ended_can_still_be_read(session, cast, plan):
    ended = make_activity(session, person=cast.anna, plan=plan, until_on=MONDAY)
    assert plans.find_activity(session, person=cast.anna, activity_id=ended.id) == ended
    with pytest.raises(NotFound):
        plans.find_activity(session, person=cast.anna, activity_id=uuid4())


def test_a_pause_shows_on_tasks_from_the_moment_it_is_asked_for(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan)
    make_pause(session, person=cast.anna, now=MONDAY_AT_SIX, days=2)
    paused = [tasks(session, cast.anna, MONDAY + n * DAY)[0].is_paused for n in (-1, 0, 1, 2)]
    assert paused == [False, True, True, False]


def test_the_next_day_is_the_first_that_is_not_paused(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan, schedule=Weekly((1, 4), (MORNING,)))
    thursday = MONDAY + 3 * DAY
    assert next_day_after_monday(session, cast.anna) == thursday
    make_pause(session, person=cast.anna, now=MONDAY_AT_SIX, days=5)
    assert next_day_after_monday(session, cast.anna) == MONDAY + 7 * DAY


def test_the_next_day_may_belong_to_an_activity_that_has_not_begun(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan, from_on=MONDAY + 90 * DAY)
    found = next_day_after_monday(session, cast.anna)
    assert found == MONDAY + 90 * DAY


def test_nothing_is_next_without_a_plan_or_with_on_demand_only(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan, schedule=OnDemand())
    assert next_day_after_monday(session, cast.anna) is None
    assert next_day_after_monday(session, cast.frida) is None


def test_what_is_on_demand_is_offered_while_it_is_valid(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan)
    extra = make_activity(
        session, person=cast.anna, plan=plan, schedule=OnDemand(), until_on=MONDAY + DAY
    )

    def offered(at):
        return plans.read_agenda(session, person=cast.anna, since=local_day(at)).on_demand(at)

    assert offered(MONDAY_AT_SIX) == [extra]
    assert offered(midnight(MONDAY + DAY)) == []


def test_measures_of_all_activities_of_the_day_are_asked_for(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan)
    make_activity(
        session,
        person=cast.anna,
        plan=plan,
        schedule=OnDemand(),
        measures=(MeasureCode.WEIGHT, MeasureCode.PULSE),
    )
    make_activity(
        session, person=cast.anna, plan=plan, until_on=MONDAY, measures=(MeasureCode.STEPS,)
    )
    assert plans.asked_measures(session, person=cast.anna, on=MONDAY) == {
        MeasureCode.SPO2,
        MeasureCode.PULSE,
        MeasureCode.WEIGHT,
    }


@pytest.mark.parametrize("count", [1, 6])
def test_the_tasks_of_a_month_take_two_queries_however_many(session, cast, plan, count):
    for _ in range(count):
        make_activity(session, person=cast.anna, plan=plan)
    with counted_queries(session) as queries:
        found = plans.tasks_between(session, person=cast.anna, first=MONDAY, last=MONDAY + 29 * DAY)
    assert len(found) == 30 * count
    assert len(queries) == 2


def test_a_night_that_begins_on_a_day_belongs_to_that_day(session, cast, plan):
    night = Daily((Slot.between(time(22), time(2)),))
    make_activity(session, person=cast.anna, plan=plan, schedule=night)
    (task,) = tasks(session, cast.anna)
    assert task.ref.window_end == midnight(MONDAY + DAY) + timedelta(hours=2)
