"""Many citizens in a database, in minutes: one demo citizen, copied with other ids and days."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Table,
    Uuid,
    create_engine,
    select,
)
from sqlmodel import Session, SQLModel

from citizen_app.config import DEMO_SECRET
from citizen_app.database import engine_url, load_models, open_session, upgrade
from citizen_app.demo.service import make_demo
from citizen_app.demo.story import DAYS
from citizen_app.demo.team import find_people

COPIES = 8
TEAMS = 200
BATCH = 25
NAMES = "Borger {number:07}"
FRAME = ("person", "course", "plan", "activity", "threshold")
HISTORY = (
    "submission",
    "reading",
    "response",
    "finding",
    "acknowledgement",
    "audit_event",
    "audit_chain",
)

Row = list[Any]
Write = Callable[[Table, Sequence[Row]], None]


@dataclass(frozen=True)
class Size:
    """How many citizens, and how many of them have two years of history."""

    citizens: int
    with_history: int
    label = "citizens"

    def make(self, database_url: str, *, now: datetime) -> None:
        """Fill a new database."""
        make_population(database_url, self, now=now)

    def __str__(self) -> str:
        return f"{self.citizens:,} citizens, two years for {self.with_history:,}"


@dataclass(frozen=True)
class Pattern:
    """Rows of one table as the driver takes them, and where ids of other rows stand in them."""

    table: Table
    rows: tuple[Row, ...]
    ids: tuple[int, ...]

    def copies(self, new_ids: Mapping[Any, Any]) -> Iterator[Row]:
        """The rows with other ids; an id that is not the pattern's own stays."""
        for row in self.rows:
            copy = row.copy()
            for place in self.ids:
                copy[place] = new_ids.get(copy[place], copy[place])
            yield copy

    def place(self, column: str) -> int:
        """Where a column stands in the rows."""
        return list(self.table.columns.keys()).index(column)


def make_population(database_url: str, size: Size, *, now: datetime) -> None:
    """Fill a new database: the demo, and `size.citizens` copies of its citizen.

    Those with history have the demo citizen's three months eight times over.
    """
    upgrade(database_url)
    load_models()
    with open_session(database_url) as session:
        make_demo(session, key=DEMO_SECRET.encode(), now=now)
        session.commit()
        person = find_people(session, key=DEMO_SECRET.encode())["citizen"]
    engine = create_engine(engine_url(database_url))
    with engine.begin() as connection:
        hurry(connection)
        indexes = [index for name in HISTORY for index in SQLModel.metadata.tables[name].indexes]
        for index in indexes:
            index.drop(connection)
        copier = Copier.prepare(connection, person)
        for first in range(0, size.citizens, BATCH):
            copier.copy(range(first, min(first + BATCH, size.citizens)), size.with_history)
        for index in indexes:
            index.create(connection)
    finish(engine)
    engine.dispose()


def finish(engine: Engine) -> None:
    """Leave the database as one that has been in use."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # PostgreSQL does this by itself within minutes; SQLite never does.
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM ANALYZE")
        else:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")


def hurry(connection: Connection) -> None:
    """What is lost in a power cut is made again, and copies refer to what was copied."""
    if connection.dialect.name == "sqlite":
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
    else:
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")


@dataclass(frozen=True)
class Copier:
    """Writes copies of one citizen. `teams` are the ids of the demo's team and its copies."""

    frame: Sequence[Pattern]
    history: Sequence[Sequence[Pattern]]
    teams: Sequence[Any]
    new_ids: Callable[[int], list[str]]
    write: Write

    @classmethod
    def prepare(cls, connection: Connection, person: UUID) -> "Copier":
        """Read the citizen, and copy their team."""
        frame, history = patterns(connection, person)
        write, kind = writer(connection), connection.dialect.name
        team = pattern_of(connection, "care_team", person, timedelta(), 0)
        copies = [next(team.copies({})) for _ in range(TEAMS)]
        for number, (copy, new) in enumerate(zip(copies, new_ids(TEAMS, kind), strict=True)):
            copy[team.place("id")], copy[team.place("name")] = new, f"KOL-teamet {number + 1}"
        write(team.table, copies)
        place = team.place("id")
        teams = [team.rows[0][place], *(copy[place] for copy in copies)]
        return cls(frame, history, teams, lambda count: new_ids(count, kind), write)

    def copy(self, numbers: range, with_history: int) -> None:
        """Write a batch."""
        batch: list[tuple[Pattern, Iterable[Row]]] = []
        for number in numbers:
            team = {self.teams[0]: self.teams[1 + number % TEAMS]}
            own = self._ids(self.frame) | team
            for pattern in self.frame:
                batch.append((pattern, named(pattern, pattern.copies(own), number)))
            for months in self.history if number < with_history else ():
                ids = own | self._ids(months)
                for pattern in months:
                    batch.append((pattern, pattern.copies(ids)))
        add_rows(self.write, batch)

    def _ids(self, patterns: Sequence[Pattern]) -> dict[Any, Any]:
        """A new id for each row of the patterns, and a new key for each submission."""
        places = [
            (pattern, pattern.place(column))
            for pattern in patterns
            for column in ("id", "key")
            if column in pattern.table.c
        ]
        old = [row[place] for pattern, place in places for row in pattern.rows]
        return dict(zip(old, self.new_ids(len(old)), strict=True))


def add_rows(write: Write, batch: Iterable[tuple[Pattern, Iterable[Row]]]) -> None:
    """Write a batch, table by table, so that what is referred to is there before."""
    tables: dict[str, tuple[Table, list[Row]]] = {}
    for pattern, rows in batch:
        tables.setdefault(pattern.table.name, (pattern.table, []))[1].extend(rows)
    for table, rows in tables.values():
        write(table, rows)


def named(pattern: Pattern, rows: Iterable[Row], number: int) -> Iterator[Row]:
    """People get a name and a CPR fingerprint of their own; whoever signed in has not."""
    for row in rows:
        if pattern.table.name == "person":
            row[pattern.place("name")] = NAMES.format(number=number)
            row[pattern.place("cpr_fingerprint")] = os.urandom(32).hex()
            row[pattern.place("issuer")] = row[pattern.place("subject")] = None
        yield row


def patterns(connection: Connection, person: UUID) -> tuple[list[Pattern], list[list[Pattern]]]:
    """The citizen's frame begun two years ago, and their history once for each three months."""
    earlier = timedelta(days=DAYS)
    frame = [pattern_of(connection, name, person, (COPIES - 1) * earlier, 0) for name in FRAME]
    history = [
        [
            pattern_of(connection, name, person, copy * earlier, COPIES - 1 - copy)
            for name in HISTORY
        ]
        for copy in range(COPIES)
    ]
    # The chain of the audit trail is one row a person: the newest.
    for older in history[1:]:
        older[:] = [pattern for pattern in older if pattern.table.name != "audit_chain"]
    return frame, history


def pattern_of(
    connection: Connection, name: str, person: UUID, earlier: timedelta, links_before: int
) -> Pattern:
    table = SQLModel.metadata.tables[name]
    columns = list(table.columns)
    found = connection.execute(select(table).where(_of_person(table, person))).all()
    sequences = [index for index, column in enumerate(columns) if column.name == "sequence"]
    links = links_before * len(found) if name == "audit_event" else (COPIES - 1) * _chain(found)
    binds = [_bind(column, connection) for column in columns]
    rows = []
    for values in found:
        row = [_moved(value, earlier) for value in values]
        for index in sequences:
            row[index] += links
        rows.append([bind(value) for bind, value in zip(binds, row, strict=True)])
    ids = tuple(index for index, column in enumerate(columns) if isinstance(column.type, Uuid))
    return Pattern(table, tuple(rows), ids)


def _chain(found: Sequence[Any]) -> int:
    return int(found[0].sequence) if found and hasattr(found[0], "sequence") else 0


def _of_person(table: Table, person: UUID) -> ColumnElement[bool]:
    """Which rows of a table belong to a person, directly or through a plan or a submission."""
    if table.name == "person":
        return table.c.id == person
    if table.name == "care_team":
        course = SQLModel.metadata.tables["course"]
        return table.c.id.in_(select(course.c.care_team_id).where(course.c.person_id == person))
    if "person_id" in table.c:
        return table.c.person_id == person
    owner = SQLModel.metadata.tables["plan" if "plan_id" in table.c else "submission"]
    own = select(owner.c.id).where(owner.c.person_id == person)
    return table.c[f"{owner.name}_id"].in_(own)


def _moved(value: Any, earlier: timedelta) -> Any:
    if isinstance(value, datetime):
        return value - earlier
    return value - earlier if isinstance(value, date) else value


def _bind(column: Column[Any], connection: Connection) -> Callable[[Any], Any]:
    """Python's value to the driver's; ids become text, which both take."""
    dialect = connection.dialect
    if isinstance(column.type, Uuid):
        is_plain = dialect.name == "postgresql"
        return lambda value: value if value is None else str(value) if is_plain else value.hex
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    return bind or (lambda value: value)


def writer(connection: Connection) -> Write:
    """Adds many rows to a table the fastest way that the database has."""
    raw: Any = connection.connection.driver_connection

    def insert(table: Table, rows: Sequence[Row]) -> None:
        names, marks = ",".join(table.c.keys()), ",".join("?" * len(table.c))
        raw.executemany(f"insert into {table.name} ({names}) values ({marks})", rows)

    def copy(table: Table, rows: Sequence[Row]) -> None:
        with (
            raw.cursor() as cursor,
            cursor.copy(f"copy {table.name} ({','.join(table.c.keys())}) from stdin") as stream,
        ):
            for row in rows:
                stream.write_row(row)

    return insert if connection.dialect.name == "sqlite" else copy


def new_ids(count: int, kind: str) -> list[str]:
    """Random ids as a database's driver takes them."""
    digits = os.urandom(16 * count).hex()
    plain = (digits[start : start + 32] for start in range(0, 32 * count, 32))
    return list(plain) if kind == "sqlite" else [str(UUID(hex=one)) for one in plain]


def people_with_history(session: Session, count: int) -> list[UUID]:
    """The first `count` of those who have two years of readings."""
    person = SQLModel.metadata.tables["person"]
    names = [NAMES.format(number=number) for number in range(count)]
    found = session.connection().execute(select(person.c.id).where(person.c.name.in_(names)))
    return [row.id for row in found]
