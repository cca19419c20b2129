"""Relatives whom a citizen has told the team about. Registering gives nobody a sign-in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound, insert_unless_taken
from citizen_app.people import queries
from citizen_app.people.models import Relative
from citizen_app.people.rules import ConsentHow, Cpr, Kinship, cpr_fingerprint
from citizen_app.people.sealing import Seal


@dataclass(frozen=True)
class NewRelative:
    """Who it is, and how the citizen agreed."""

    name: str
    phone: str | None
    kinship: Kinship
    how: ConsentHow
    words_version: str
    cpr: Cpr | None = None


@dataclass(frozen=True)
class RelativeView:
    """A relative as pages show them; `has_cpr` is true where a sign-in was prepared."""

    id: UUID
    name: str
    phone: str | None
    kinship: Kinship
    how: ConsentHow
    has_cpr: bool
    registered_at: datetime
    registered_by: str


def register(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    key: UUID,
    relative: NewRelative,
    seal: Seal,
    now: datetime,
) -> None:
    """Register a relative; the same key again changes nothing, for somebody else it is refused
    with Conflict."""
    row = Relative(
        person_id=person,
        key=key,
        name=relative.name,
        phone=relative.phone,
        kinship=relative.kinship,
        words_version=relative.words_version,
        how=relative.how,
        registered_at=now,
        registered_by=actor,
    )
    if relative.cpr is not None:
        row.cpr_fingerprint = cpr_fingerprint(relative.cpr.plain, seal.finding)
        row.cpr_sealed = seal.close(relative.cpr.plain, owner=row.id)
    if insert_unless_taken(session, row, ["person_id", "key"]):
        audit.record(
            session, actor=actor, person=person, action="relative:added", subject=row.id, now=now
        )
        return
    first = queries.find_relative_by_key(session, person, key)
    if first is None or (first.name, first.phone) != (relative.name, relative.phone):
        raise Conflict("the key belongs to another relative")


def end(session: Session, *, actor: UUID, person: UUID, relative: UUID, now: datetime) -> None:
    """Strike a relative off the list; the first one to do so stands. NotFound when not theirs."""
    audit.hold_chain(session, person=person)
    row = queries.find_relative(session, person, relative)
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at, row.ended_by = now, actor
        # What was kept for a sign-in is of no more use.
        row.cpr_fingerprint = row.cpr_sealed = None
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="relative:ended", subject=row.id, now=now
        )


def relatives_of(session: Session, *, person: UUID) -> list[RelativeView]:
    """The relatives who stand on the person's list, by name."""
    rows = queries.list_relatives(session, person)
    by = {row.registered_by for row in rows}
    names = {row.id: row.name for row in queries.list_people(session, by)} if by else {}
    return [
        RelativeView(
            row.id,
            row.name,
            row.phone,
            row.kinship,
            row.how,
            row.cpr_fingerprint is not None,
            row.registered_at,
            names[row.registered_by],
        )
        for row in rows
    ]
