"""Entering readings and answers for a citizen who has no sign-in: begun and stopped by a press."""

from datetime import datetime
from uuid import UUID

from flask import session as browser
from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.sharing import service
from citizen_app.sharing.rules import Access, Right
from citizen_app.web.clock import now
from citizen_app.web.registry import ActingFor, Actor

KEY = "acting_for"


def start(session: Session, *, actor: UUID, person: UUID, now: datetime) -> None:
    """From now on what the actor enters in this browser is the person's."""
    browser[KEY] = str(person)
    audit.record(session, actor=actor, person=person, action="entering:started", now=now)


def stop(session: Session, *, actor: UUID, now: datetime) -> UUID | None:
    """Enter for nobody; the person whom it was for, if there was one."""
    named = _named()
    if named is not None:
        del browser[KEY]
        audit.record(session, actor=actor, person=named, action="entering:stopped", now=now)
    return named


def find_acting_for(actor: Actor) -> ActingFor | None:
    """Whom the actor enters for; nobody where the right has gone meanwhile."""
    named = _named()
    if named is None:
        return None
    answer = service.access_to(
        db.session, actor=actor.id, person=named, right=Right.ENTER_ON_BEHALF, now=now()
    )
    if answer is not Access.ALLOWED:
        return None
    return ActingFor(named, people.get_person(db.session, person=named).name)


def _named() -> UUID | None:
    named = browser.get(KEY)
    return UUID(named) if named else None
