"""The bare routes: Flask and SQLAlchemy do a page's queries and answer with a number.

Served exactly as the application is: `python -m bench.load.floor`.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask, request
from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from bench.load.recording import Step, recorded, replay
from bench.load.visitors import PAGES, SEND, Visitor, do, read_visitors
from citizen_app import create_app, server
from citizen_app.config import Settings
from citizen_app.database import engine_options, engine_url, prepare_sqlite, reading_only
from citizen_app.web.logs import configure_logs

VISITORS = "BENCH_VISITORS"
Recordings = dict[str, list[list[Step]]]


def create_floor() -> Flask:
    """Listen to the application once for each visitor and page, then do only that."""
    settings = Settings()
    configure_logs(settings)
    recordings = listen(create_app(settings), read_visitors(Path(os.environ[VISITORS])))
    url = engine_url(settings.database_url)
    engine = create_engine(url, **engine_options(url))
    prepare_sqlite(engine)
    app = Flask("floor", static_folder=None)
    app.add_url_rule("/healthz", "healthz", lambda: "ok")
    for page in PAGES:
        app.add_url_rule(f"/{page}", page, _reader(engine, recordings[page]))
    app.add_url_rule(f"/{SEND}", SEND, _sender(engine, recordings[SEND]), methods=["POST"])
    return app


def listen(app: Flask, visitors: Sequence[Visitor]) -> Recordings:
    """What the application asks of the database for each page and visitor."""
    recordings: Recordings = {page: [] for page in (*PAGES, SEND)}
    for visitor in visitors:
        # The first request of a minute notes that the person was here.
        do(app, visitor, PAGES[0])
        for action, recording in recordings.items():
            with recorded() as steps:
                do(app, visitor, action)
            recording.append(steps)
    return recordings


def _reader(engine: Engine, recordings: Sequence[list[Step]]) -> Callable[[], str]:
    def read() -> str:
        with reading_only(), Session(engine, expire_on_commit=False) as session:
            return str(replay(session, recordings[int(request.args["visitor"])]))

    return read


def _sender(engine: Engine, recordings: Sequence[list[Step]]) -> Callable[[], str]:
    def send() -> str:
        with Session(engine, expire_on_commit=False) as session:
            count = replay(session, recordings[int(request.args["visitor"])])
            session.commit()
            return str(count)

    return send


class FloorServer(server.Server):
    """The application's server with its settings, but for what it serves."""

    def __init__(self, _application: str, **settings: Any) -> None:
        super().__init__("bench.load.floor:create_floor", **settings)


def main() -> None:
    """Serve with the application's own server settings."""
    server.Server = FloorServer  # type: ignore[misc]
    server.serve(Settings())


if __name__ == "__main__":
    main()
