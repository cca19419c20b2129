"""Workers die by kill -9 at any moment: no job is lost, and what they store counts once."""

import os
import random
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import pytest

from citizen_app.database import open_session, reading_only
from citizen_app.outbox import service
from citizen_app.web.clock import now
from tests.architecture.tree import ROOT
from tests.integration.outbox.jobs import WriteLine, effects, promise
from tests.integration.outbox.worker_process import LEASE_SECONDS

WORKERS, JOBS, KILLS = 3, 60, 8
# Longer than it takes to notice that one has begun.
JOB_LASTS = 0.4


@contextmanager
def worker_process(url, lines, seconds):
    """A living worker; it is killed at the end if it lives then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.outbox.worker_process", url, lines, str(seconds)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def standing(url):
    with reading_only(), open_session(url) as session:
        return service.standing(session, now=now())


def wait_until(is_true, seconds):
    until = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


@pytest.mark.slow
def test_killed_workers_lose_no_job_and_store_nothing_twice(session, database_url, tmp_path):
    jobs, handler, chance = promise(session, JOBS), WriteLine(tmp_path / "lines"), random.Random(7)
    with ExitStack() as stack:

        def start():
            return stack.enter_context(worker_process(database_url, handler.lines, JOB_LASTS))

        def wait_until_one_is_in_a_job():
            begun = sum(handler.written().values())
            wait_until(lambda: sum(handler.written().values()) > begun, 120)

        workers = [start() for _ in range(WORKERS)]
        for _ in range(KILLS):
            wait_until_one_is_in_a_job()
            time.sleep(chance.uniform(0, JOB_LASTS))
            workers.pop(chance.randrange(WORKERS)).kill()
            workers.append(start())
        wait_until_one_is_in_a_job()
        for worker in workers:
            worker.kill()
        workers = [start() for _ in range(WORKERS)]
        wait_until(lambda: standing(database_url).done == JOBS, 180)
    session.rollback()
    assert effects(session) == dict.fromkeys(jobs, 1)
    written = handler.written()
    assert set(written) == set(jobs)
    assert max(written.values()) > 1, "nobody was killed in the middle of a job"


@pytest.mark.slow
def test_a_job_whose_worker_hangs_goes_to_another(session, database_url, tmp_path):
    """The first worker ends itself before its lease does."""
    promise(session)
    handler = WriteLine(tmp_path / "lines")
    with worker_process(database_url, handler.lines, 60) as hanging:
        wait_until(handler.written, 120)
        assert hanging.wait(timeout=LEASE_SECONDS + 20) == 70
    with worker_process(database_url, handler.lines, 0):
        wait_until(lambda: standing(database_url).done == 1, 120)
    assert sum(handler.written().values()) == 2
