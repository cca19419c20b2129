"""Asking the policy, and opening a record in an emergency."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import consents
from citizen_app.people import service as people
from citizen_app.people.rules import ConsentKind, Role
from citizen_app.sharing import queries
from citizen_app.sharing.models import EmergencyAccess
from citizen_app.sharing.rules import (
    RIGHTS,
    SHORTEST_REASON,
    Access,
    Relation,
    Right,
    access,
    emergency_ends,
    may_open_in_an_emergency,
)

# Roles that see contact data whatever the citizen has said about support staff.
UNCONDITIONAL = frozenset(
    role
    for role, rights in RIGHTS.items()
    if Right.SEE_CONTACT in rights and role is not Role.SUPPORT
)


class ReasonTooShort(ValueError):
    """An emergency access needs a reason that the citizen can understand."""


@dataclass(frozen=True)
class EmergencyView:
    """Who opened the record in an emergency, when, why, and until when."""

    id: UUID
    actor: UUID
    reason: str
    opened_at: datetime
    ends_at: datetime


def relation_to(session: Session, *, actor: UUID, person: UUID, now: datetime) -> Relation:
    """What the actor is to the person, through running courses and emergency access."""
    found = people.roles_towards(session, actor=actor, person=person)
    return Relation(
        roles=found.roles,
        has_delegation=found.has_delegation,
        in_emergency=queries.find_emergency(session, actor=actor, person=person, now=now)
        is not None,
        shares_contact=Role.SUPPORT in found.roles
        and consents.has_consent(session, person=person, kind=ConsentKind.SUPPORT_CONTACT),
    )


def access_to(
    session: Session, *, actor: UUID, person: UUID, right: Right, now: datetime
) -> Access:
    """Whether the actor may do something about the person."""
    return access(relation_to(session, actor=actor, person=person, now=now), right)


def teams_with(session: Session, *, actor: UUID, right: Right) -> list[people.TeamView]:
    """The care teams in which the actor's role gives a right, by name."""
    roles = frozenset(role for role, rights in RIGHTS.items() if right in rights)
    return people.teams_of(session, person=actor, roles=roles)


def colleagues_with(session: Session, *, team: UUID, right: Right) -> list[people.PersonName]:
    """The members of a team whose role there gives a right, by name."""
    roles = frozenset(role for role, rights in RIGHTS.items() if right in rights)
    return people.members_of(session, team=team, roles=roles)


def contacts_for(
    session: Session, *, actor: UUID, teams: Collection[people.TeamView]
) -> list[people.PersonName]:
    """The citizens of the teams whom the actor may know how to reach, by name."""
    others = people.teams_of(session, person=actor, roles=UNCONDITIONAL)
    always = people.citizens_of(session, teams={team.id for team in others} & _ids(teams))
    followed = people.citizens_of(session, teams=_ids(teams))
    known = {citizen.id for citizen in always} | consents.who_agrees(
        session,
        people=[citizen.id for citizen in followed],
        kind=ConsentKind.SUPPORT_CONTACT,
    )
    return [citizen for citizen in followed if citizen.id in known]


def _ids(teams: Collection[people.TeamView]) -> set[UUID]:
    return {team.id for team in teams}


def open_in_an_emergency(
    session: Session, *, actor: UUID, person: UUID, reason: str, now: datetime
) -> EmergencyView:
    """Open a citizen's record for an hour; the citizen sees who did it and why.

    NotFound when the actor treats nobody or the person does not exist; ReasonTooShort when the
    reason says nothing. One that lasts already is used again.
    """
    view = people.get_person(session, person=person)
    if not view.is_enrolled or not may_open_in_an_emergency(
        people.get_person(session, person=actor).roles
    ):
        raise NotFound
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort
    audit.hold_chain(session, person=person)
    row = queries.find_emergency(session, actor=actor, person=person, now=now)
    if row is None:
        row = EmergencyAccess(
            actor_id=actor,
            person_id=person,
            reason=reason.strip(),
            opened_at=now,
            ends_at=emergency_ends(now),
        )
        session.add(row)
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="emergency:opened", subject=row.id, now=now
        )
    return _view(row)


def emergencies_of(session: Session, *, person: UUID) -> list[EmergencyView]:
    """Every emergency access to a person's data, newest first."""
    return [_view(row) for row in queries.list_emergencies(session, person)]


def _view(row: EmergencyAccess) -> EmergencyView:
    return EmergencyView(row.id, row.actor_id, row.reason, row.opened_at, row.ends_at)
