"""Fixtures for all tests: a database of one's own, the application on it, and a client."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests import shared_data

# The application is imported by the fixtures that need it: unit tests start without it.
if TYPE_CHECKING:
    from flask import Flask
    from sqlmodel import Session

    from tests.cast import Cast
    from tests.checking_client import CheckingClient
    from tests.databases import Databases

# A machine that is busy makes no property false.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

KINDS = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=sorted(KINDS),
        default="sqlite",
        help="which database tests run on that need one",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        kinds = KINDS[metafunc.config.getoption("--database")]
        metafunc.parametrize("database_kind", kinds, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: Playwright's event loop, once begun, refuses the app in its thread."""
    items.sort(key=lambda item: "journeys" in item.path.parts)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if shared_data.ABSENT in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.line(
            f"{len(skipped)} tests were skipped because the shared data is absent; "
            "SHARED_DIR says where it is"
        )


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    from tests.databases import postgresql_server

    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session")
def databases(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> "Databases":
    from tests.databases import PostgresqlDatabases, SqliteDatabases

    if database_kind == "sqlite":
        return SqliteDatabases.prepare(tmp_path_factory.mktemp("sqlite"))
    return PostgresqlDatabases.prepare(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def database_url(databases: "Databases") -> Iterator[str]:
    """A migrated, empty database of the kind that is being tested."""
    url = databases.new()
    yield url
    databases.remove(url)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> "Iterator[Flask]":
    """The application with test settings on a new database."""
    from citizen_app import create_app
    from citizen_app.config import Environment, Settings
    from citizen_app.database import db
    from tests.checking_client import CheckingClient

    app = create_app(
        Settings(
            environment=Environment.TEST,
            database_url=database_url,
            files_folder=str(tmp_path / "files"),
        )
    )
    app.test_client_class = CheckingClient
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: "Flask") -> "Iterator[Session]":
    """A session outside of any request. The client commits it before each request."""
    from sqlmodel import Session

    from citizen_app.database import db

    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(app: "Flask", session: "Session") -> "CheckingClient":
    """A browser without JavaScript that checks every answer."""
    from tests.checking_client import CheckingClient

    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.session = session
    return client


@pytest.fixture
def cast(session: "Session") -> "Cast":
    """The people whom tests talk about, made when they are first named."""
    from tests.cast import Cast

    return Cast(session)


@pytest.fixture(scope="session")
def project_root() -> Path:
    return Path(__file__).resolve().parent.parent
