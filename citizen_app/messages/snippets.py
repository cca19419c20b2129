"""Texts that a team writes often: its own, which it may add and remove."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.messages import queries
from citizen_app.messages.models import MessageSnippet


@dataclass(frozen=True)
class Snippet:
    """A text to put into an answer."""

    id: UUID
    title: str
    body: str


def list_snippets(session: Session, *, teams: Collection[UUID]) -> list[Snippet]:
    """The teams' own texts, by title."""
    return [Snippet(row.id, row.title, row.body) for row in queries.list_snippets(session, teams)]


def add_snippet(session: Session, *, team: UUID, title: str, body: str) -> UUID:
    """Keep a text; `title` and `body` are cleaned and checked."""
    row = MessageSnippet(care_team_id=team, title=title, body=body)
    session.add(row)
    session.flush()
    return row.id


def remove_snippet(session: Session, *, teams: Collection[UUID], snippet: UUID) -> None:
    """Forget one of the teams' texts. NotFound when it is none of theirs."""
    row = queries.find_snippet(session, teams, snippet)
    if row is None:
        raise NotFound
    session.delete(row)
    session.flush()
