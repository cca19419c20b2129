"""One care team with thousands of citizens and two weeks of data: the demo's people, copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from uuid import UUID

from sqlalchemy import Connection, create_engine, delete, select
from sqlmodel import Session, SQLModel

from bench.population import (
    BATCH,
    FRAME,
    HISTORY,
    Pattern,
    Row,
    add_rows,
    finish,
    hurry,
    named,
    new_ids,
    pattern_of,
    writer,
)
from citizen_app.config import DEMO_SECRET
from citizen_app.database import engine_url, load_models, open_session, upgrade
from citizen_app.demo.neighbours import NEIGHBOURS
from citizen_app.demo.service import make_demo
from citizen_app.demo.team import find_people
from citizen_app.record import service as record

FORTNIGHT, WEEK = timedelta(days=14), timedelta(days=7)
WAITING = "waiting_submission"


@dataclass(frozen=True)
class TeamSize:
    """How many citizens one team follows."""

    citizens: int
    label = "team"

    def __str__(self) -> str:
        return f"{self.citizens:,} citizens in one team, 14 days"

    def make(self, database_url: str, *, now: datetime) -> None:
        """Fill a new database."""
        make_team_population(database_url, self, now=now)


@dataclass(frozen=True)
class Original:
    """One of the demo's people: her frame, and each stretch of her history."""

    frame: Sequence[Pattern]
    history: Sequence[Sequence[Pattern]]


def make_team_population(database_url: str, size: TeamSize, *, now: datetime) -> None:
    """The demo, and copies of its citizens in the same team; what was missed is counted."""
    upgrade(database_url)
    load_models()
    with open_session(database_url) as session:
        make_demo(session, key=DEMO_SECRET.encode(), now=now)
        session.commit()
        citizen = find_people(session, key=DEMO_SECRET.encode())["citizen"]
    engine = create_engine(engine_url(database_url))
    with engine.begin() as connection:
        hurry(connection)
        _forget_before(connection, now - FORTNIGHT)
        originals = [_original(connection, citizen, weeks=1)]
        originals += [_original(connection, one, weeks=2) for one in _neighbours(connection)]
        kind, write = connection.dialect.name, writer(connection)
        everybody = list(enumerate(islice(cycle(originals), size.citizens)))
        for first in range(0, size.citizens, BATCH):
            rows = _copies(everybody[first : first + BATCH], kind)
            add_rows(write, rows)
    finish(engine)
    engine.dispose()
    with open_session(database_url) as session:
        record.notice_missed(session, now=now)
        session.commit()


def _copies(numbered: Sequence[tuple[int, Original]], kind: str) -> list[tuple[Pattern, list[Row]]]:
    found = []
    for number, original in numbered:
        own = _ids(original.frame, kind)
        for pattern in original.frame:
            found.append((pattern, list(named(pattern, pattern.copies(own), number))))
        for stretch in original.history:
            ids = own | _ids(stretch, kind)
            found += [(pattern, list(pattern.copies(ids))) for pattern in stretch]
    return found


def _ids(patterns: Sequence[Pattern], kind: str) -> dict[object, object]:
    places = [
        (pattern, pattern.place(column))
        for pattern in patterns
        for column in ("id", "key")
        if column in pattern.table.c
    ]
    old = [row[place] for pattern, place in places for row in pattern.rows]
    return dict(zip(old, new_ids(len(old), kind), strict=True))


def _original(connection: Connection, person: UUID, *, weeks: int) -> Original:
    """`weeks` of 2 repeats a history of one week a week earlier."""
    frame = [pattern_of(connection, name, person, (weeks - 1) * WEEK, 0) for name in FRAME]
    history = [
        [pattern_of(connection, name, person, week * WEEK, 0) for name in (*HISTORY, WAITING)]
        for week in range(weeks)
    ]
    # One chain a person, with the newest events.
    for older in history[1:]:
        older[:] = [one for one in older if not one.table.name.startswith("audit")]
    return Original(frame, history)


def _neighbours(connection: Connection) -> list[UUID]:
    person = SQLModel.metadata.tables["person"]
    names = [neighbour.name for neighbour in NEIGHBOURS]
    return [
        row.id for row in connection.execute(select(person.c.id).where(person.c.name.in_(names)))
    ]


def _forget_before(connection: Connection, since: datetime) -> None:
    tables = SQLModel.metadata.tables
    submission = tables["submission"]
    old = select(submission.c.id).where(submission.c.received_at < since)
    readings = select(tables["reading"].c.id).where(tables["reading"].c.submission_id.in_(old))
    faulty = tables["faulty_reading"]
    connection.execute(delete(faulty).where(faulty.c.reading_id.in_(readings)))
    for name in ("finding", "response", "reading", "acknowledgement", WAITING):
        table = tables[name]
        connection.execute(delete(table).where(table.c.submission_id.in_(old)))
    connection.execute(delete(submission).where(submission.c.received_at < since))


def some_citizens(session: Session, count: int) -> list[UUID]:
    """The first `count` of the copies, of every kind in turn."""
    person = SQLModel.metadata.tables["person"]
    found = session.connection().execute(
        select(person.c.id)
        .where(person.c.name.like("Borger %"))
        .order_by(person.c.name)
        .limit(count)
    )
    return [row.id for row in found]
