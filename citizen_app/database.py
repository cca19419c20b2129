"""Engine, request session, the one commit, and migrations as a step of their own."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Engine, MetaData, create_engine, event, inspect, make_url, text
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from citizen_app.errors import Conflict, NotFound
from citizen_app.paths import PACKAGE
from citizen_app.strict_sqlite import make_strict

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = [
    "SAFE_METHODS",
    "Conflict",
    "NotFound",
    "alembic_config",
    "db",
    "engine_options",
    "engine_url",
    "enum_column",
    "init_database",
    "insert_many_unless_taken",
    "insert_unless_taken",
    "is_current",
    "load_models",
    "may_write",
    "migration_engine",
    "newest_version",
    "open_session",
    "own_transaction",
    "prepare_sqlite",
    "reading_only",
    "upgrade",
    "upsert_many",
]

MIGRATIONS = PACKAGE / "migrations"
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = MetaData(naming_convention=NAMING).naming_convention

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ROOMS_WITH_TABLES = (
    "audit",
    "outbox",
    "people",
    "sharing",
    "plans",
    "messages",
    "sign_in",
    "record",
    "questionnaires",
    "action_plan",
    "care_team",
)
LOCK_WAIT_MS = 5000
MIGRATION_WAIT_MS = 60_000

# A reading request takes no write lock on SQLite; everything else takes it at once, because a
# transaction that reads first and writes later fails there without waiting.
_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


class Database(SQLAlchemy):
    """The extension, with the session's type known."""

    @property
    def session(self) -> Session:
        """The session of this request."""
        return cast(Session, super().session)


db = Database(session_options={"class_": Session, "expire_on_commit": False})


def enum_column(enum: type[StrEnum], *, name: str) -> EnumType:
    """Column type that stores a StrEnum's values as text with a CHECK constraint."""
    return EnumType(
        enum,
        native_enum=False,
        values_callable=lambda members: [member.value for member in members],
        length=40,
        create_constraint=True,
        name=name,
    )


def insert_unless_taken(session: Session, row: SQLModel, unique: Sequence[str]) -> bool:
    """Insert a row, or leave things as they are when its unique columns are taken.

    Two at once wait for each other here; True when this one was stored.
    """
    statement = _insert_of(session)(type(row)).values(row.model_dump())
    # Without this psycopg tells -1, whatever happened.
    statement = statement.execution_options(preserve_rowcount=True)
    done = session.connection().execute(
        statement.on_conflict_do_nothing(index_elements=list(unique))
    )
    return bool(done.rowcount == 1)


def insert_many_unless_taken(
    session: Session,
    model: type[SQLModel],
    rows: Sequence[Mapping[str, Any]],
    unique: Sequence[str],
) -> None:
    """Insert rows, and leave those as they are whose unique columns are taken."""
    if rows:
        statement = _insert_of(session)(model)
        session.connection().execute(
            statement.on_conflict_do_nothing(index_elements=list(unique)), list(rows)
        )


def upsert_many(
    session: Session,
    model: type[SQLModel],
    rows: Sequence[Mapping[str, Any]],
    unique: Sequence[str],
) -> None:
    """Insert rows, and overwrite those whose unique columns are taken."""
    if rows:
        statement = _insert_of(session)(model)
        changed = {name: statement.excluded[name] for name in rows[0] if name not in unique}
        session.connection().execute(
            statement.on_conflict_do_update(index_elements=list(unique), set_=changed), list(rows)
        )


def _insert_of(session: Session) -> Any:
    return (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert


def engine_url(database_url: str) -> URL:
    """The URL with the driver we ship, and the folder of a SQLite file made."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).absolute().parent.mkdir(parents=True, exist_ok=True)
            url = url.set(database=str(Path(url.database).absolute()))
        return url.set(drivername="sqlite")
    return url.set(drivername="postgresql+psycopg")


def engine_options(url: URL) -> dict[str, Any]:
    """Pool and time limits for the database behind the URL."""
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": LOCK_WAIT_MS / 1000}}
    limits = f"-c statement_timeout={LOCK_WAIT_MS} -c lock_timeout={LOCK_WAIT_MS}"
    return {
        "pool_pre_ping": True,
        "pool_timeout": 5,
        "connect_args": {"connect_timeout": 2, "options": limits},
    }


def _use_wal(cursor: Any, wait_ms: int) -> None:
    """Changing the journal of a new file does not wait for others by itself."""
    until = monotonic() + wait_ms / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.05)
        else:
            return


def prepare_sqlite(
    engine: Engine, *, foreign_keys: bool = True, wait_ms: int = LOCK_WAIT_MS
) -> None:
    """Durable, strict about keys, and explicit about where a transaction begins."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={wait_ms}")
        _use_wal(cursor, wait_ms)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if _reads_only.get() else "BEGIN IMMEDIATE")


@contextmanager
def reading_only(value: bool = True) -> Iterator[None]:
    """Within it, transactions begin without (or, given False, with) the write lock."""
    token = _reads_only.set(value)
    try:
        yield
    finally:
        _reads_only.reset(token)


@contextmanager
def own_transaction() -> Iterator[Session]:
    """A short transaction of its own, stored when it ends well, whatever the request answers."""
    with reading_only(False), Session(db.engine) as own:
        yield own
        own.commit()


def init_database(app: Flask, database_url: str) -> None:
    """Bind the request session to an application and commit once after a good answer."""
    url = engine_url(database_url)
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url, **engine_options(url)}}
    db.init_app(app)
    with app.app_context():
        prepare_sqlite(db.engine)
    app.before_request(_choose_transaction)
    app.after_request(_commit_once)
    app.teardown_request(_forget_choice)


@contextmanager
def open_session(database_url: str) -> Iterator[Session]:
    """A session outside of a request, for commands; the caller commits."""
    url = engine_url(database_url)
    engine = create_engine(url, **engine_options(url))
    prepare_sqlite(engine)
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


def may_write() -> bool:
    """Unsafe methods may, and the few GET routes that are marked so."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method not in SAFE_METHODS or getattr(view, "writes_on_get", False)


def _choose_transaction() -> None:
    g.reads_only_token = _reads_only.set(not may_write())


def _forget_choice(_error: BaseException | None) -> None:
    token = g.pop("reads_only_token", None)
    if token is not None:
        _reads_only.reset(token)


def _commit_once(response: Response) -> Response:
    if may_write():
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
    return response


def load_models() -> None:
    """Import every table, for migrations and tests."""
    for room in ROOMS_WITH_TABLES:
        import_module(f"citizen_app.{room}.models")
    make_strict(SQLModel.metadata)


def alembic_config(connection: Any = None) -> "Config":
    """Alembic's settings, without a file; `connection` is set while upgrading."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migration_engine(database_url: str) -> Engine:
    """An engine for schema changes: no foreign keys on SQLite, where rebuilding a parent
    table would otherwise delete its children."""
    engine = create_engine(engine_url(database_url), poolclass=NullPool)
    prepare_sqlite(engine, foreign_keys=False, wait_ms=MIGRATION_WAIT_MS)
    return engine


def upgrade(database_url: str) -> None:
    """Bring the database to the newest version, or leave it as it was.

    Safe to run twice, by two processes at once, and to kill: all steps are one transaction
    behind a lock that the second process waits for.
    """
    from alembic import command

    engine = migration_engine(database_url)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(827364551)")
        command.upgrade(alembic_config(connection), "head")
        if connection.dialect.name == "sqlite":
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                raise RuntimeError(f"the migration would leave {len(orphans)} orphaned rows")
    engine.dispose()


def is_current(engine: Engine) -> bool:
    """Whether the schema is the one this version was written for.

    Asked for at each start and by `/readyz`, therefore without Alembic, which is slow to load.
    """
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        stored = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
        return list(stored) == [newest_version()]


@cache
def newest_version() -> str:
    """The version that the newest migration leads to: its file's name."""
    return max(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))
