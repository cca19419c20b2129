"""Pauses: asked for, confirmed, ended, and never somebody else's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from citizen_app.audit.models import AuditEvent
from citizen_app.database import NotFound
from citizen_app.plans import service as plans
from citizen_app.plans.models import Pause
from citizen_app.plans.rules import DAY, BadPause, PauseProblem, PauseReason
from tests.at_once import at_once
from tests.factories import make_activity, make_pause, make_plan

MONDAY = date(2026, 11, 23)
MORNING_AT_SIX = datetime(2026, 11, 23, 5, tzinfo=UTC)


def on(session, person, day):
    return plans.pause_on(session, person=person, day=day)


def test_a_pause_is_on_from_its_first_day_until_one_is_back(session, cast):
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX, days=3, starts_in=2)
    found = [on(session, cast.anna, MONDAY + n * DAY) for n in (1, 2, 4, 5)]
    assert found == [None, pause, pause, None]
    assert plans.next_pause(session, person=cast.anna, today=MONDAY) == pause
    assert plans.next_pause(session, person=cast.frida, today=MONDAY) is None


def test_asking_twice_for_the_same_makes_one_pause(session, cast):
    first = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    again = make_pause(session, person=cast.anna, now=MORNING_AT_SIX + timedelta(seconds=1))
    assert again == first
    assert len(session.exec(select(Pause)).all()) == 1


def test_a_double_click_asks_for_one_pause(session, cast):
    person = cast.anna
    pauses = at_once(session, [lambda own: make_pause(own, person=person, now=MORNING_AT_SIX)] * 2)
    assert pauses[0] == pauses[1]
    assert len(session.exec(select(Pause)).all()) == 1


def test_a_pause_within_another_is_refused(session, cast):
    make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    with pytest.raises(BadPause) as raised:
        make_pause(session, person=cast.anna, now=MORNING_AT_SIX, starts_in=6)
    assert raised.value.problem is PauseProblem.OVERLAPS
    make_pause(session, person=cast.frida, now=MORNING_AT_SIX, starts_in=6)


def test_a_pause_counts_before_the_team_confirms_it(session, cast):
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    assert not pause.is_confirmed
    confirmed = plans.confirm_pause(
        session, actor=cast.erik, person=cast.anna, pause_id=pause.id, now=MORNING_AT_SIX
    )
    assert confirmed.is_confirmed
    again = plans.confirm_pause(
        session, actor=cast.hanne, person=cast.anna, pause_id=pause.id, now=MORNING_AT_SIX + DAY
    )
    assert again == confirmed
    assert on(session, cast.anna, MONDAY) == confirmed


def test_ending_a_pause_brings_the_tasks_back_that_are_still_open(session, cast):
    plan = make_plan(session, person=cast.anna)
    make_activity(session, person=cast.anna, plan=plan)
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    ended = plans.end_pause(
        session,
        actor=cast.anna,
        person=cast.anna,
        pause_id=pause.id,
        now=MORNING_AT_SIX + DAY,
    )
    assert ended.span.ended_at == MORNING_AT_SIX + DAY
    assert on(session, cast.anna, MONDAY + DAY) is None
    tasks = plans.tasks_between(session, person=cast.anna, first=MONDAY, last=MONDAY + DAY)
    assert [task.is_paused for task in tasks] == [True, False]


def test_ending_twice_keeps_the_first_end(session, cast):
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    for hours in (1, 2):
        ended = plans.end_pause(
            session,
            actor=cast.anna,
            person=cast.anna,
            pause_id=pause.id,
            now=MORNING_AT_SIX + timedelta(hours=hours),
        )
    assert ended.span.ended_at == MORNING_AT_SIX + timedelta(hours=1)
    actions = session.exec(select(AuditEvent.action).order_by(col(AuditEvent.sequence))).all()
    assert actions == ["pause:asked", "pause:ended"]


def test_after_a_pause_has_ended_a_new_one_can_begin(session, cast):
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    plans.end_pause(
        session, actor=cast.anna, person=cast.anna, pause_id=pause.id, now=MORNING_AT_SIX
    )
    assert make_pause(session, person=cast.anna, now=MORNING_AT_SIX).id != pause.id


@pytest.mark.parametrize("act", [plans.end_pause, plans.confirm_pause])
def test_a_strangers_pause_is_not_there(session, cast, act):
    pause = make_pause(session, person=cast.anna, now=MORNING_AT_SIX)
    with pytest.raises(NotFound):
        act(session, actor=cast.frida, person=cast.frida, pause_id=pause.id, now=MORNING_AT_SIX)
    assert on(session, cast.anna, MONDAY) == pause


def test_a_pause_in_hospital_keeps_its_reason(session, cast):
    asked = plans.ask_for_pause(
        session,
        actor=cast.bo,
        person=cast.anna,
        from_on=MONDAY,
        until_on=MONDAY + DAY,
        reason=PauseReason.IN_HOSPITAL,
        now=MORNING_AT_SIX,
    )
    session.expunge_all()
    found = on(session, cast.anna, MONDAY)
    assert found == asked
    assert found.reason is PauseReason.IN_HOSPITAL
