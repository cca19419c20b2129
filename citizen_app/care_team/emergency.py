"""Opening the record of a citizen of another team in an emergency, and telling her."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author
from citizen_app.people import service as people
from citizen_app.sharing import service as sharing
from citizen_app.sharing.rules import Access, Right
from citizen_app.sharing.service import EmergencyView


def find_citizen(session: Session, *, actor: UUID, cpr: str, key: bytes) -> UUID:
    """The citizen of a CPR number. NotFound when nobody is followed under it, or it is the
    actor's own."""
    person = people.find_by_cpr(session, cpr=cpr, key=key)
    if person is None or person == actor:
        raise NotFound
    if not people.get_person(session, person=person).is_enrolled:
        raise NotFound
    return person


def is_followed(session: Session, *, actor: UUID, person: UUID, now: datetime) -> bool:
    """Whether the actor may look without any emergency."""
    allowed = sharing.access_to(
        session, actor=actor, person=person, right=Right.SEE_CLINICAL, now=now
    )
    return allowed is Access.ALLOWED


def note_vain_search(session: Session, *, actor: UUID, now: datetime) -> None:
    """Write to the actor's own trail that they searched for nobody; never for which number."""
    audit.record(session, actor=actor, person=actor, action="emergency:searched", now=now)


def tell_citizen(
    session: Session, *, opened: EmergencyView, person: UUID, subject: str, body: str
) -> None:
    """Write to the citizen, in the inbox of the team that follows her; once for each opening."""
    team = people.teams_following(session, person=person)[0]
    role = people.roles_of(session, people=[opened.actor])[opened.actor]
    messages.start_thread(
        session,
        actor=opened.actor,
        role=Author.of(role),
        person=person,
        team=team.id,
        key=opened.id,
        subject=subject,
        body=body,
        now=opened.opened_at,
    )
