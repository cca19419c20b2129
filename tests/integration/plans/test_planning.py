"""Making and changing plans, as a care team or the demo does."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from citizen_app.audit.models import AuditEvent
from citizen_app.database import Conflict, NotFound
from citizen_app.measures import MeasureCode, Position
from citizen_app.plans import service as plans
from citizen_app.plans.models import Activity, Threshold
from citizen_app.plans.rules import (
    DAY,
    ActivityKind,
    BadLimits,
    OnDemand,
    Text,
    ThresholdLimits,
    local_day,
    midnight,
)
from tests.factories import make_activity, make_plan

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
FORM = ("https://aandehul.example/fhir/Questionnaire/kol-daily", "1.0.0")
AT_REST: dict[str, Any] = {"position": Position.REST, "with_oxygen": False}


@pytest.fixture
def plan(session, cast):
    return make_plan(session, person=cast.anna)


def set_oxygen(session, cast, plan, *, now=NOON, red_below="86", **context):
    threshold = plans.NewThreshold(
        MeasureCode.SPO2,
        ThresholdLimits(red_below=Decimal(red_below), yellow_below=Decimal("88.5")),
        red_words="Ring til afdelingen.",
        **(context or AT_REST),
    )
    return plans.set_threshold(
        session, actor=cast.erik, person=cast.anna, plan=plan, threshold=threshold, now=now
    )


def standing(session, cast, at):
    return plans.thresholds_at(session, person=cast.anna, at=at)


def test_colours_are_off_until_every_running_plan_turns_them_on(session, cast, plan):
    assert not plans.shows_triage(session, person=cast.anna)
    plans.set_shows_triage(
        session, actor=cast.erik, person=cast.anna, plan=plan, shows_triage=True, now=NOON
    )
    assert plans.shows_triage(session, person=cast.anna)
    make_plan(session, person=cast.anna)
    assert not plans.shows_triage(session, person=cast.anna)


def test_a_plan_needs_a_course_of_the_person(session, cast):
    for course in (uuid4(), cast.team):
        with pytest.raises(NotFound):
            plans.start_plan(session, actor=cast.erik, person=cast.anna, course=course, now=NOON)


def test_another_persons_plan_cannot_be_changed(session, cast, plan):
    with pytest.raises(NotFound):
        make_activity(session, person=cast.frida, plan=plan)
    with pytest.raises(NotFound):
        plans.end_plan(session, actor=cast.frida, person=cast.frida, plan=plan, now=NOON)


def test_an_activity_comes_back_as_it_was_added(session, cast, plan):
    added = make_activity(session, person=cast.anna, plan=plan, questionnaire=FORM, until_on=MONDAY)
    session.expunge_all()
    found = plans.find_activity(session, person=cast.anna, activity_id=added.id)
    assert found == added
    assert (found.questionnaire_url, found.questionnaire_version) == FORM
    assert found.kind is ActivityKind.QUESTIONNAIRE
    assert found.valid_until == midnight(MONDAY)


def test_ending_an_activity_leaves_today_as_it_was_asked(session, cast, plan):
    activity = make_activity(session, person=cast.anna, plan=plan)

    def end(until_on):
        return plans.end_activity(
            session,
            actor=cast.erik,
            person=cast.anna,
            activity_id=activity.id,
            until_on=until_on,
            now=NOON,
        )

    with pytest.raises(Conflict):
        end(MONDAY)
    assert end(MONDAY + DAY).valid_until == midnight(MONDAY + DAY)
    with pytest.raises(Conflict):
        end(MONDAY + 2 * DAY)
    assert len(plans.tasks_on(session, person=cast.anna, day=MONDAY)) == 1


def test_a_plan_that_ends_asks_for_nothing_from_tomorrow_on(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan)
    make_activity(session, person=cast.anna, plan=plan, from_on=MONDAY + 9 * DAY)
    set_oxygen(session, cast, plan)
    plans.end_plan(session, actor=cast.erik, person=cast.anna, plan=plan, now=NOON)
    assert len(plans.tasks_on(session, person=cast.anna, day=MONDAY)) == 1
    assert plans.read_agenda(session, person=cast.anna, since=MONDAY).next_task_day(MONDAY) is None
    assert standing(session, cast, midnight(MONDAY + DAY)) == []
    assert not plans.shows_triage(session, person=cast.anna)
    with pytest.raises(NotFound):
        make_activity(session, person=cast.anna, plan=plan)


def test_the_same_questionnaire_is_offered_once(session, cast, plan):
    def offer(version):
        return plans.offer_on_demand_questionnaire(
            session,
            actor=cast.erik,
            person=cast.anna,
            url=FORM[0],
            version=version,
            title=Text(da="Fortæl hvordan du har det", en="Say how you are"),
            now=NOON,
        )

    first = offer("1.0.0")
    assert offer("1.0.0") == first
    assert offer("1.1.0") != first
    offered = plans.read_agenda(session, person=cast.anna, since=local_day(NOON)).on_demand(NOON)
    assert [activity.questionnaire_version for activity in offered] == ["1.0.0", "1.1.0"]


def test_offering_a_questionnaire_needs_a_running_plan(session, cast):
    with pytest.raises(NotFound):
        plans.offer_on_demand_questionnaire(
            session,
            actor=cast.erik,
            person=cast.frida,
            url=FORM[0],
            version=FORM[1],
            title=Text(da="a", en="b"),
            now=NOON,
        )


def test_a_threshold_comes_back_exactly(session, cast, plan):
    given = set_oxygen(session, cast, plan)
    session.expunge_all()
    assert standing(session, cast, NOON) == [given]
    assert (given.red_below, given.yellow_below) == (Decimal("86.0"), Decimal("88.5"))
    assert (given.yellow_above, given.red_above) == (None, None)
    assert given.red_words == "Ring til afdelingen."


def test_a_new_threshold_takes_the_place_of_the_old_from_then_on(session, cast, plan):
    old = set_oxygen(session, cast, plan)
    later = NOON + timedelta(hours=1)
    new = set_oxygen(session, cast, plan, now=later, red_below="84")
    assert standing(session, cast, NOON) == [old]
    assert standing(session, cast, later) == [new]


def test_contexts_have_thresholds_of_their_own(session, cast, plan):
    at_rest = set_oxygen(session, cast, plan)
    on_oxygen = set_oxygen(session, cast, plan, position=Position.REST, with_oxygen=True)
    assert {view.with_oxygen for view in standing(session, cast, NOON)} == {False, True}
    assert at_rest in standing(session, cast, NOON)
    assert on_oxygen in standing(session, cast, NOON)


def test_a_threshold_has_a_context_where_its_measure_has(session, cast, plan):
    limits = ThresholdLimits(red_above=Decimal(130))
    for threshold in (
        plans.NewThreshold(MeasureCode.SPO2, limits),
        plans.NewThreshold(MeasureCode.SPO2, limits, position=Position.REST),
        plans.NewThreshold(MeasureCode.PULSE, limits, **AT_REST),
    ):
        with pytest.raises(BadLimits):
            plans.set_threshold(
                session,
                actor=cast.erik,
                person=cast.anna,
                plan=plan,
                threshold=threshold,
                now=NOON,
            )


def test_another_persons_thresholds_are_not_there(session, cast, plan):
    set_oxygen(session, cast, plan)
    assert plans.thresholds_at(session, person=cast.frida, at=NOON) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ActivityKind.QUESTIONNAIRE},
        {"questionnaire_url": FORM[0], "questionnaire_version": FORM[1]},
        {"measures": ()},
        {"until_on": MONDAY},
    ],
)
def test_an_activity_that_contradicts_itself_is_refused(changes):
    right: dict[str, Any] = {
        "kind": ActivityKind.READINGS,
        "title": Text(da="a", en="b"),
        "schedule": OnDemand(),
        "from_on": MONDAY,
        "measures": (MeasureCode.PULSE,),
    }
    plans.NewActivity(**right)
    with pytest.raises(ValueError, match="activity"):
        plans.NewActivity(**{**right, **changes})


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (Activity, "questionnaire_version", "1.0.0"),
        (Activity, "questionnaire_url", FORM[0]),
        (Activity, "valid_until", datetime(2020, 1, 1, tzinfo=UTC)),
        (Threshold, "with_oxygen", None),
        (Threshold, "red_below", 900),
        (Threshold, "decimals", 7),
        (Threshold, "change_days", 61),
        (Threshold, "red_rise", 0),
        (Threshold, "yellow_fall", -1),
    ],
)
def test_the_database_refuses_rows_that_contradict_themselves(
    session, cast, plan, table, column, value
):
    make_activity(session, person=cast.anna, plan=plan)
    set_oxygen(session, cast, plan)
    row = session.exec(select(table)).one()
    setattr(row, column, value)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_what_changes_a_plan_is_in_the_audit_trail(session, cast, plan):
    make_activity(session, person=cast.anna, plan=plan)
    set_oxygen(session, cast, plan)
    found = session.exec(
        select(AuditEvent)
        .where(AuditEvent.person_id == cast.anna)
        .order_by(col(AuditEvent.sequence))
    )
    assert [(event.action, event.actor_id) for event in found] == [
        ("plan:started", cast.anna),
        ("activity:added", cast.anna),
        ("threshold:set", cast.erik),
    ]
