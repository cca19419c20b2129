"""Notes what a page asks of the database, so that a bare route can ask the same."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Delete, Engine, Insert, Update, event
from sqlalchemy.dialects import sqlite
from sqlmodel import Session

NEW_IN_EACH = ("id", "key")
LINK = "sequence"


@dataclass(frozen=True)
class Read:
    """A query through the ORM."""

    statement: Any
    parameters: Any


@dataclass(frozen=True)
class Write:
    """An insert, update or delete. `rows` are by column, or empty where the statement has all."""

    statement: Any
    rows: tuple[Mapping[str, Any], ...]


Step = Read | Write


@contextmanager
def recorded() -> Iterator[list[Step]]:
    """Everything that sessions do within the block, in order."""
    steps: list[Step] = []

    def note_read(state: Any) -> None:
        if state.is_select:
            steps.append(Read(state.statement, state.parameters))

    def note_write(_connection: Any, clause: Any, many: Any, one: Any, _options: Any) -> None:
        if isinstance(clause, Insert | Update | Delete):
            steps.append(Write(clause, tuple(many) or ((one,) if one else ())))

    event.listen(Session, "do_orm_execute", note_read)
    event.listen(Engine, "before_execute", note_write)
    try:
        yield steps
    finally:
        event.remove(Session, "do_orm_execute", note_read)
        event.remove(Engine, "before_execute", note_write)


def replay(session: Session, steps: Sequence[Step]) -> int:
    """Do the same again with new ids for what is new, and say how many rows were read."""
    again = Again()
    count = 0
    for step in steps:
        if isinstance(step, Read):
            rows = session.execute(step.statement, step.parameters).all()
            again.look_at(rows)
            count += len(rows)
        elif step.rows:
            rows_again = [again.renewed(row) for row in step.rows]
            session.connection().execute(step.statement, rows_again)
        else:
            session.connection().execute(again.with_new_values(step.statement))
    return count


class Again:
    """What differs when the same is written once more: ids, keys, and the chain's next link."""

    def __init__(self) -> None:
        self._new: dict[UUID, UUID] = {}
        self._link: int | None = None

    def look_at(self, rows: Sequence[Any]) -> None:
        """Whoever adds to a chain has read its newest link before."""
        for row in rows:
            self._link = getattr(row[0], LINK, self._link)

    def renewed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with new ids wherever the first run made one."""
        for name in NEW_IN_EACH:
            if isinstance(row.get(name), UUID):
                self._new.setdefault(row[name], uuid4())
        changed: dict[str, Any] = {
            name: self._new.get(value, value)
            for name, value in row.items()
            if isinstance(value, UUID)
        }
        if LINK in row and self._link is not None:
            changed[LINK] = self._link + 1
        return {**row, **changed}

    def with_new_values(self, statement: Any) -> Any:
        """The same for a statement that holds its values itself."""
        if not isinstance(statement, Insert):
            return statement
        values = statement.compile(dialect=sqlite.dialect()).params
        row = {name: value for name, value in values.items() if name in statement.table.c}
        # A chain is begun at its first link, whatever was read before.
        renewed = {**self.renewed(row), **({LINK: row[LINK]} if LINK in row else {})}
        return statement.values(**renewed)
