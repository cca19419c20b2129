"""Composes the care team's pages from the rooms below."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from citizen_app.people import service as people


def list_citizens(session: Session, *, teams: Collection[UUID]) -> list[people.PersonName]:
    """The citizens whom the teams follow in a running course, by name."""
    return people.citizens_of(session, teams=teams)
