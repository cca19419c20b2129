"""The job that notices missed windows: each once, whoever runs it and however often it dies."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest
from sqlmodel import select

from citizen_app.audit import service as audit
from citizen_app.measures import MeasureCode
from citizen_app.outbox.models import OutboxJob
from citizen_app.plans import service as plans
from citizen_app.plans.models import Activity
from citizen_app.plans.rules import DAY, local_day
from citizen_app.record import missed, service
from citizen_app.record.missed_job import NoticeMissed
from citizen_app.record.models import MissedWindow
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.at_once import at_once
from tests.factories import make_activity, make_citizen, make_pause, make_plan
from tests.integration.outbox.jobs import Clock, make_worker

# A Monday; the window of the day is open from 8 to 12 in Denmark and missed from 14.
AFTERNOON = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


@pytest.fixture
def asked(session, cast):
    """What Anna is asked every morning."""
    return make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))


def days(session, person):
    """The days of the windows that are kept as missed and not set aside."""
    session.expire_all()
    rows = session.exec(select(MissedWindow).where(MissedWindow.person_id == person))
    return sorted(local_day(row.window_start).day for row in rows if row.seen_at is None)


def task_of(session, person, day):
    return plans.tasks_on(session, person=person, day=day)[0].ref


def send(session, person, task, at):
    reading = NewReading(MeasureCode.PULSE, Decimal(78), at)
    submission = NewSubmission(key=uuid4(), task=task, readings=(reading,))
    return service.send(session, actor=person, person=person, submission=submission, now=at)


def test_the_first_look_goes_a_week_back_and_the_next_goes_on(session, cast, asked):
    service.notice_missed(session, now=AFTERNOON)
    assert days(session, cast.anna) == [17, 18, 19, 20, 21, 22, 23]
    service.notice_missed(session, now=AFTERNOON + 12 * DAY)
    assert len(days(session, cast.anna)) == 19


def test_looking_again_changes_nothing(session, cast, asked):
    for _ in range(3):
        service.notice_missed(session, now=AFTERNOON)
    assert len(days(session, cast.anna)) == 7


def test_what_was_sent_is_not_missed_and_what_is_sent_late_no_longer(session, cast, asked):
    task = task_of(session, cast.anna, local_day(AFTERNOON))
    send(session, cast.anna, task, AFTERNOON - timedelta(hours=4))
    service.notice_missed(session, now=AFTERNOON)
    assert days(session, cast.anna) == [17, 18, 19, 20, 21, 22]
    yesterday = task_of(session, cast.anna, local_day(AFTERNOON) - DAY)
    send(session, cast.anna, yesterday, AFTERNOON)
    assert days(session, cast.anna) == [17, 18, 19, 20, 21]
    service.notice_missed(session, now=AFTERNOON + timedelta(minutes=5))
    assert days(session, cast.anna) == [17, 18, 19, 20, 21]


def test_a_pause_is_not_missed(session, cast, asked):
    make_pause(session, person=cast.anna, now=AFTERNOON - 2 * DAY)
    service.notice_missed(session, now=AFTERNOON)
    # On Saturday the window had closed before she asked.
    assert days(session, cast.anna) == [17, 18, 19, 20, 21]


def test_what_was_over_before_it_was_asked_for_is_not_missed(session, cast):
    plan = make_plan(session, person=cast.anna)
    activity = make_activity(session, person=cast.anna, plan=plan)
    session.get(Activity, activity.id).added_at = AFTERNOON - 2 * DAY
    service.notice_missed(session, now=AFTERNOON)
    assert days(session, cast.anna) == [22, 23]


def test_what_was_set_aside_stays_so_and_what_came_since_does_not(session, cast, asked):
    service.notice_missed(session, now=AFTERNOON)
    shown = service.missed_counts(session, people=[cast.anna])[cast.anna]
    service.notice_missed(session, now=AFTERNOON + DAY)
    before = audit.count(session, person=cast.anna)
    for _ in range(2):
        service.see_missed(
            session, actor=cast.erik, person=cast.anna, until=shown.last_at, now=AFTERNOON + DAY
        )
    assert audit.count(session, person=cast.anna) == before + 1
    service.notice_missed(session, now=AFTERNOON + DAY)
    assert days(session, cast.anna) == [24]


def test_slices_reach_everybody_through_jobs(session, cast, asked, monkeypatch):
    monkeypatch.setattr(missed, "SLICE", 2)
    people = [cast.anna]
    for number in range(4):
        people.append(make_citizen(session, care_team=cast.team, name=f"Borger {number}"))
        plan = make_plan(session, person=people[-1])
        make_activity(session, person=people[-1], plan=plan)
    clock = Clock()
    clock.now = AFTERNOON
    workers = [make_worker(session, NoticeMissed(), clock=clock) for _ in range(2)]
    for worker in workers:
        worker.promise_chores()
    while any(worker.do_next() for worker in workers):
        pass
    assert [len(days(session, person)) for person in people] == [7] * 5
    assert len(session.exec(select(OutboxJob)).all()) == 3


@pytest.mark.parametrize("seed", range(3))
def test_workers_and_late_senders_at_once_agree_in_the_end(session, cast, seed):
    people = []
    for number in range(4):
        people.append(make_citizen(session, care_team=cast.team, name=f"Borger {number}"))
        plan = make_plan(session, person=people[-1])
        make_activity(session, person=people[-1], plan=plan)
    session.commit()
    today = local_day(AFTERNOON)

    def look(own):
        service.notice_missed(own, now=AFTERNOON)

    def send_late(person):
        return lambda own: send(own, person, task_of(own, person, today), AFTERNOON)

    acts = [look, look, look, *(send_late(person) for person in people)]
    Random(seed).shuffle(acts)
    found = at_once(session, acts)
    assert not [one for one in found if isinstance(one, Exception)]
    for person in people:
        assert days(session, person) == [17, 18, 19, 20, 21, 22]


def test_a_worker_that_dies_before_it_stores_loses_nothing(session, cast, asked):
    session.commit()
    look = missed.look_for_missed(session, after=None, now=AFTERNOON)
    assert len(look.missed) == 7
    session.rollback()
    service.notice_missed(session, now=AFTERNOON)
    missed.keep_missed(session, look)
    assert len(days(session, cast.anna)) == 7
