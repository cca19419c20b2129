"""Migrations can be repeated, raced and killed, and lose nothing."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Engine, String, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from citizen_app.database import (
    alembic_config,
    is_current,
    load_models,
    migration_engine,
    newest_version,
    prepare_sqlite,
    upgrade,
)

MIGRATE = "from citizen_app.database import upgrade; upgrade({url!r})"
KILLED_HALFWAY = """
import os, signal
from sqlalchemy import Engine, event
from citizen_app.database import upgrade

made = []

@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *_):
    if "CREATE TABLE" in statement:
        made.append(statement)
    if len(made) == 6:
        os.kill(os.getpid(), signal.SIGKILL)

upgrade({url!r})
"""


@pytest.fixture
def empty_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite3'}"
    import psycopg
    from sqlalchemy import make_url

    server = request.getfixturevalue("postgresql_url")
    name = f"empty_{tmp_path.name.replace('-', '_')}_{datetime.now(UTC):%H%M%S%f}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    engine = migration_engine(empty_url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def run(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)


def test_a_second_run_changes_nothing(empty_url: str, engine: Engine) -> None:
    upgrade(empty_url)
    before = tables(engine)
    upgrade(empty_url)
    assert tables(engine) == before
    assert is_current(engine)


def test_the_newest_version_is_where_the_migrations_end() -> None:
    assert newest_version() == ScriptDirectory.from_config(alembic_config()).get_current_head()


def test_the_models_and_the_migrations_agree(empty_url: str, engine: Engine) -> None:
    upgrade(empty_url)
    load_models()
    with engine.begin() as connection:
        command.check(alembic_config(connection))


def test_four_processes_at_once_all_succeed(empty_url: str, engine: Engine) -> None:
    processes = [run(MIGRATE.format(url=empty_url)) for _ in range(4)]
    ends = [(process.communicate()[1], process.returncode) for process in processes]
    assert [code for _, code in ends] == [0, 0, 0, 0], ends
    assert is_current(engine)


def test_a_killed_migration_leaves_nothing_and_runs_again(empty_url: str, engine: Engine) -> None:
    process = run(KILLED_HALFWAY.format(url=empty_url))
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert tables(engine) == set()
    upgrade(empty_url)
    assert is_current(engine)


def rebuild_parent(engine: Engine) -> int:
    """Add a column to `person` by building the table anew; how many children are left."""
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("person", recreate="always") as batch:
            batch.add_column(Column("nickname", String(20)))
        return int(connection.execute(text("SELECT count(*) FROM child")).scalar_one())


def with_a_child(url: str) -> None:
    upgrade(url)
    with migration_engine(url).begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE child (id INTEGER PRIMARY KEY, person_id CHAR(32)"
                " REFERENCES person (id) ON DELETE CASCADE)"
            )
        )
        connection.execute(
            text("INSERT INTO person (id, name, created_at) VALUES ('a', 'A', '2026-01-01')")
        )
        connection.execute(text("INSERT INTO child (id, person_id) VALUES (1, 'a')"))


def test_rebuilding_a_table_on_sqlite_keeps_its_children(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'children.sqlite3'}"
    with_a_child(url)
    assert rebuild_parent(migration_engine(url)) == 1


def test_with_foreign_keys_on_the_children_would_be_lost(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'children.sqlite3'}"
    with_a_child(url)
    naive = create_engine(url, poolclass=NullPool)
    prepare_sqlite(naive, foreign_keys=True)
    assert rebuild_parent(naive) == 0
