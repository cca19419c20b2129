"""A worker in a process of its own, so that a test can kill it: database, file, seconds a job."""

import sys
from datetime import timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import create_engine

from citizen_app.database import engine_options, engine_url, prepare_sqlite
from citizen_app.outbox.worker import Worker
from citizen_app.web.clock import now
from tests.integration.outbox.jobs import WriteLine

LEASE_SECONDS = 2


def main(database_url: str, lines: str, seconds: str) -> None:
    url = engine_url(database_url)
    engine = create_engine(url, **engine_options(url))
    prepare_sqlite(engine)
    handler = WriteLine(Path(lines), seconds=float(seconds))
    handler.most_attempts = 100
    worker = Worker(engine, [handler], clock=now, lease=timedelta(seconds=LEASE_SECONDS))
    worker.watch()
    worker.work_until(Event())


if __name__ == "__main__":
    main(*sys.argv[1:])
