"""Counts what a piece of code asks the database for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

QUIET = ("pragma", "begin", "savepoint", "release")


@contextmanager
def counted_queries(session: Session | None = None) -> Iterator[list[str]]:
    """The statements sent within the block, by any session; what is waiting is flushed first."""
    if session is not None:
        session.flush()
        session.expunge_all()
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lower().startswith(QUIET):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
