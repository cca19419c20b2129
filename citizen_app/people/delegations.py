"""A doctor's recorded leave for a nurse of the team to set limits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import queries
from citizen_app.people.models import Membership
from citizen_app.people.rules import Role


@dataclass(frozen=True)
class NurseView:
    """A nurse of a team, and who gave leave when; None without leave."""

    id: UUID
    name: str
    delegated_by: str | None
    delegated_at: datetime | None


def nurses_of(session: Session, *, team: UUID) -> list[NurseView]:
    """The nurses of a team, by name."""
    rows = queries.list_members_with(session, team, Role.NURSE)
    givers = {row.delegated_by for _, row in rows if row.delegated_by}
    names = {one.id: one.name for one in queries.list_people(session, givers)} if givers else {}
    return [
        NurseView(
            id=person.id,
            name=person.name,
            delegated_by=names.get(row.delegated_by) if row.delegated_by else None,
            delegated_at=row.delegated_at,
        )
        for person, row in rows
    ]


def give_delegation(
    session: Session, *, actor: UUID, team: UUID, nurse: UUID, now: datetime
) -> None:
    """Record that a nurse may set limits for the team's citizens; the first to do so stands.

    NotFound when the person is no nurse of the team.
    """
    row = _held(session, team, nurse)
    if row.delegated_at is None:
        row.delegated_by, row.delegated_at = actor, now
        _note(session, row, actor=actor, action="delegation:given", now=now)


def withdraw_delegation(
    session: Session, *, actor: UUID, team: UUID, nurse: UUID, now: datetime
) -> None:
    """Record that a nurse may set limits no more; what was set stands. NotFound as above."""
    row = _held(session, team, nurse)
    if row.delegated_at is not None:
        row.delegated_by, row.delegated_at = None, None
        _note(session, row, actor=actor, action="delegation:withdrawn", now=now)


def _held(session: Session, team: UUID, nurse: UUID) -> Membership:
    row = queries.find_membership(session, team, nurse, Role.NURSE)
    if row is None:
        raise NotFound
    return row


def _note(session: Session, row: Membership, *, actor: UUID, action: str, now: datetime) -> None:
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, person=row.person_id, action=action, subject=row.id, now=now)
