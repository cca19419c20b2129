"""An application with pages that fail in every way."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask

    from tests.cast import Cast
    from tests.checking_client import CheckingClient
    from tests.databases import Databases

NAME, VALUE = "Karen Kvist", "88,4"
TYPED = {"comment": "Jeg hostede <b>hele</b> natten", "key": "2f1c", "saturation": "91"}
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def app(app: "Flask") -> "Flask":
    """The application with /fails/<how>, which stores a person and then fails."""
    from flask import abort

    from citizen_app.database import Conflict, NotFound, db
    from citizen_app.people.models import Person
    from citizen_app.web.guards import public

    def divide() -> None:
        raise ZeroDivisionError(f"{NAME} {VALUE}")

    def break_a_rule() -> None:
        db.session.add(Person(name=NAME, issuer="a", subject="b", created_at=LONG_AGO))
        db.session.flush()

    def refuse(error: type[Exception]) -> Callable[[], None]:
        def fail() -> None:
            raise error(f"{NAME} {VALUE}")

        return fail

    ways: dict[str, Callable[[], None]] = {
        "divide": divide,
        "rule": break_a_rule,
        "conflict": refuse(Conflict),
        "not-found": refuse(NotFound),
        **{str(code): partial(abort, code) for code in (400, 403, 413, 422, 429, 500)},
    }

    @public
    def fail(how: str) -> str:
        db.session.add(Person(name=NAME, issuer="a", subject="b", created_at=LONG_AGO))
        db.session.flush()
        ways.get(how, partial(abort, 404))()
        return ""

    @public
    def fail_while_looking(how: str) -> str:
        ways.get(how, partial(abort, 404))()
        return ""

    app.add_url_rule("/fails/<how>", "fail_while_looking", fail_while_looking)
    app.add_url_rule("/fails/<how>", "fail", fail, methods=["POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def anna(client: "CheckingClient", cast: "Cast") -> "CheckingClient":
    """Anna's browser, signed in."""
    client.sign_in(cast.anna)
    return client


@pytest.fixture
def without_database(
    app: "Flask", databases: "Databases", database_url: str
) -> Callable[[], AbstractContextManager[None]]:
    """A block within which the database cannot be reached."""
    from citizen_app.database import db

    @contextmanager
    def cut_off() -> Iterator[None]:
        with app.app_context():
            db.engine.dispose()
        databases.cut_off(database_url)
        try:
            yield
        finally:
            databases.give_back(database_url)

    return cut_off


@dataclass(frozen=True)
class DemoServer:
    """A running demo, and the file that all its words go to."""

    address: str
    log: Path


@pytest.fixture(scope="package")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The demo as `make run` serves it, saying as much as it can."""
    from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    env, log = demo_settings(folder, port) | {"LOG_LEVEL": "DEBUG"}, folder / "log"
    for step in ("migrate", "demo"):
        subprocess.run([BIN / "citizen-app", step], cwd=folder, env=env, check=True)
    with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
        yield DemoServer(wait_until_ready(port, process, log), log)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> "Iterator[Callable[[], list[dict[str, Any]]]]":
    """Logs as in production; the lines written so far."""
    import structlog

    from citizen_app.config import Environment, Settings
    from citizen_app.web.logs import configure_logs

    written, before = StringIO(), logging.getLogger().handlers[:]
    monkeypatch.setattr(sys, "stderr", written)
    configure_logs(Settings(environment=Environment.TEST))
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = before
