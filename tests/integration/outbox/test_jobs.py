"""Jobs are done if and only if they were promised, and failed ones wait, come back, or end."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from citizen_app.database import NotFound
from citizen_app.outbox import service
from citizen_app.outbox.handlers import Chore, PruneOutbox
from citizen_app.outbox.models import OutboxJob
from citizen_app.outbox.rules import GiveUp, JobState, RetryLater
from tests.integration.outbox.jobs import (
    KIND,
    NOW,
    Clock,
    WriteLine,
    effects,
    make_worker,
    promise,
)


@pytest.fixture
def handler(tmp_path):
    return WriteLine(tmp_path / "lines")


def job_row(session, job):
    """The row as it is stored; the test's own session holds no lock afterwards."""
    session.rollback()
    row = session.get(OutboxJob, UUID(job), populate_existing=True)
    session.expunge_all()
    session.rollback()
    return row


def failing(error):
    def fail(_job):
        raise error

    return fail


def test_a_promised_job_is_done_once(session, handler):
    [job] = promise(session)
    worker = make_worker(session, handler)
    assert [worker.do_next(), worker.do_next()] == [True, False]
    assert handler.written() == effects(session) == {job: 1}
    assert job_row(session, job).state is JobState.DONE


def test_a_job_of_a_transaction_that_failed_is_never_done(session, handler):
    service.enqueue(session, kind=KIND, payload={}, now=NOW)
    session.rollback()
    assert make_worker(session, handler).do_next() is False


def test_a_key_is_promised_once_ever(session):
    first = service.enqueue(session, kind=KIND, payload={}, key="a", now=NOW)
    again = service.enqueue(session, kind=KIND, payload={}, key="a", now=NOW)
    other = service.enqueue(session, kind="test:other", payload={}, key="a", now=NOW)
    assert first
    assert other
    assert again is None


def test_a_job_waits_until_it_is_due(session, handler):
    later = NOW + timedelta(hours=1)
    service.enqueue(session, kind=KIND, payload={}, now=NOW, due_at=later)
    clock = Clock()
    worker = make_worker(session, handler, clock=clock)
    assert worker.do_next() is False
    clock.now = later
    assert worker.do_next() is True


def test_jobs_of_unknown_kinds_are_left_to_others(session, handler):
    service.enqueue(session, kind="test:unknown", payload={}, now=NOW)
    assert make_worker(session, handler).do_next() is False


def test_a_job_with_nothing_left_to_do_ends(session, handler):
    [job] = promise(session, is_over=True)
    make_worker(session, handler).do_next()
    assert handler.written() == effects(session) == {}
    assert job_row(session, job).state is JobState.DONE


def test_a_failed_job_comes_back_later_and_then_ends(session, handler):
    [job], clock = promise(session), Clock()
    worker = make_worker(session, handler, clock=clock)
    handler.on_act = failing(OSError("a.b@example.dk is away"))
    worker.do_next()
    row = job_row(session, job)
    assert (row.state, row.reason, row.claim) == (JobState.WAITING, "OSError", None)
    assert worker.do_next() is False
    handler.on_act = lambda _job: None
    clock.forward(seconds=10)
    worker.do_next()
    assert effects(session) == {job: 1}


def test_the_other_side_may_ask_for_more_time(session, handler):
    [job] = promise(session)
    handler.on_act = failing(RetryLater("busy", timedelta(minutes=20)))
    make_worker(session, handler).do_next()
    assert job_row(session, job).due_at >= NOW + timedelta(minutes=20)


def test_what_cannot_succeed_is_given_up_at_once(session, handler):
    [job] = promise(session)
    handler.on_act = failing(GiveUp("no such number"))
    make_worker(session, handler).do_next()
    row = job_row(session, job)
    assert (row.state, row.reason, row.attempts) == (JobState.DEAD, "no such number", 1)
    assert handler.given_up == ["no such number"]


def test_a_job_that_always_fails_is_given_up_and_others_flow(session, handler):
    poison, clock = promise(session)[0], Clock()
    worker = make_worker(session, handler, clock=clock)

    def fail(job):
        if str(job.id) == poison:
            raise ValueError

    handler.on_act = fail
    good = promise(session, 3)
    for _ in range(40):
        worker.do_next()
        clock.forward(minutes=10)
    assert job_row(session, poison).state is JobState.DEAD
    assert job_row(session, poison).attempts == handler.most_attempts
    assert effects(session) == dict.fromkeys(good, 1)


def test_a_job_that_kills_its_workers_is_given_up(session, handler):
    [job], clock = promise(session), Clock()
    worker = make_worker(session, handler, clock=clock)
    for _ in range(handler.most_attempts):
        service.claim(session, kinds=[KIND], now=clock.now, lease=worker.lease)
        session.commit()
        clock.forward(minutes=2)
    worker.do_next()
    assert job_row(session, job).state is JobState.DEAD
    assert handler.given_up == ["never finished"]
    assert handler.written() == {}


def test_whoever_lost_the_claim_stores_nothing(session, handler):
    """A worker that slept through its lease wakes when another has done the job."""
    [job], clock = promise(session), Clock()
    slow = make_worker(session, handler, clock=clock)
    other = make_worker(session, handler, clock=clock)

    def sleep_through(_job):
        handler.on_act = lambda _job: None
        clock.forward(minutes=2)
        assert other.do_next()

    handler.on_act = sleep_through
    slow.do_next()
    assert handler.written() == {job: 2}
    assert effects(session) == {job: 1}


def test_dead_jobs_are_seen_tried_again_or_dropped(session, handler):
    first, second = promise(session, 2)
    handler.on_act = failing(GiveUp("no"))
    worker = make_worker(session, handler)
    worker.do_next()
    worker.do_next()
    assert {str(job.id) for job in service.list_dead(session)} == {first, second}
    service.drop(session, job=UUID(first))
    service.revive(session, job=UUID(second), now=NOW)
    handler.on_act = lambda _job: None
    session.commit()
    worker.do_next()
    assert service.standing(session, now=NOW).dead == 0
    assert effects(session) == {second: 1}


def test_only_dead_jobs_can_be_dropped(session):
    [job] = promise(session)
    with pytest.raises(NotFound):
        service.drop(session, job=UUID(job))


def test_the_standing_says_since_when_work_waits(session):
    promise(session, 2)
    assert service.standing(session, now=NOW - timedelta(seconds=1)).waits_since is None
    standing = service.standing(session, now=NOW + timedelta(hours=1))
    assert (standing.waiting, standing.waits_since) == (2, NOW)


def test_old_jobs_that_were_done_are_forgotten(session, handler):
    promise(session, 2)
    clock = Clock()
    worker = make_worker(session, handler, PruneOutbox(timedelta(days=30)), clock=clock)
    worker.do_next()
    clock.forward(days=31)
    worker.do_next()
    worker.promise_chores()
    assert worker.do_next()
    kinds = session.exec(select(OutboxJob.kind).where(OutboxJob.kind == KIND)).all()
    assert len(kinds) == 1, "the one that was done today stays"


class Tidy(Chore):
    kind = "test:tidy"
    every = timedelta(hours=1)
    done = 0

    def do(self, session, job, now):
        type(self).done += 1


def test_a_chore_comes_once_in_its_hour_however_many_workers_there_are(session):
    clock, Tidy.done = Clock(), 0
    workers = [make_worker(session, Tidy(), clock=clock) for _ in range(3)]
    for _ in range(2):
        for worker in workers:
            worker.promise_chores()
            worker.do_next()
        clock.forward(hours=1)
    assert Tidy.done == 2


@pytest.mark.parametrize("values", [{"attempts": -1}, {"lease_until": NOW}, {"finished_at": NOW}])
def test_a_row_that_makes_no_sense_is_refused(session, values):
    session.add(OutboxJob(kind=KIND, payload={}, created_at=NOW, due_at=NOW, **values))
    with pytest.raises(IntegrityError):
        session.flush()
