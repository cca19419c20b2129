"""Many workers on one outbox: no job is done twice, and a reader never takes the lock."""

from collections import Counter
from threading import Barrier, Thread

from citizen_app.outbox import service
from tests.at_once import at_once
from tests.integration.outbox.jobs import KIND, LEASE, NOW, WriteLine, effects, make_worker, promise
from tests.queries import counted_queries

WORKERS, JOBS = 4, 60


def test_workers_at_once_do_each_job_once(session, tmp_path):
    jobs, handler = promise(session, JOBS), WriteLine(tmp_path / "lines")
    together = Barrier(WORKERS)

    def work():
        worker = make_worker(session, handler)
        together.wait(timeout=10)
        while worker.do_next():
            pass

    threads = [Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert handler.written() == effects(session) == dict.fromkeys(jobs, 1)


def test_two_that_claim_at_once_get_different_jobs(session):
    jobs = promise(session, 8)
    claimed = at_once(
        session,
        [lambda own: service.claim(own, kinds=[KIND], now=NOW, lease=LEASE) for _ in range(8)],
    )
    ids = Counter(str(taken[0].id) for taken in claimed if isinstance(taken, tuple))
    assert ids == dict.fromkeys(jobs, 1)


def test_the_same_key_promised_at_once_is_one_job(session):
    promised = at_once(
        session,
        [
            lambda own: service.enqueue(own, kind=KIND, payload={}, key="a", now=NOW)
            for _ in range(6)
        ],
    )
    assert len([job for job in promised if job is not None]) == 1


def test_an_idle_worker_asks_one_thing_and_writes_nothing(session, tmp_path):
    worker = make_worker(session, WriteLine(tmp_path / "lines"))
    with counted_queries() as statements:
        worker.do_next()
    assert len(statements) == 1
    assert statements[0].lower().startswith("select")
