"""How a citizen can be reached, and the CPR number: masked, or whole for one who asks."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import queries
from citizen_app.people.models import Person
from citizen_app.people.rules import Cpr, masked_birth_date
from citizen_app.people.sealing import NotReadable, Seal


@dataclass(frozen=True)
class ContactView:
    """Name, birthday and numbers; `masked` is None where no CPR number is known."""

    person: UUID
    name: str
    birth_date: date | None
    masked: str | None
    phone: str | None
    clinic_name: str | None
    clinic_phone: str | None


def contact_of(session: Session, *, person: UUID, seal: Seal) -> ContactView:
    """How the person can be reached. NotFound when there is no such person."""
    row = _person(session, person)
    number = _number(row, seal)
    masked = number.masked if number else masked_birth_date(row.birth_date)
    return ContactView(
        person=row.id,
        name=row.name,
        birth_date=row.birth_date,
        masked=masked if row.cpr_fingerprint else None,
        phone=row.phone,
        clinic_name=row.clinic_name,
        clinic_phone=row.clinic_phone,
    )


def show_cpr(
    session: Session, *, actor: UUID, person: UUID, seal: Seal, now: datetime
) -> str | None:
    """The whole number, for one who asked to see it; the citizen's trail tells. None where it is
    not kept or no key opens it."""
    number = _number(_person(session, person), seal)
    audit.record(session, actor=actor, person=person, action="cpr:shown", now=now)
    return number.written if number else None


def seal_again(session: Session, *, seal: Seal) -> tuple[int, int]:
    """Encrypt with the first key what another has encrypted: how many were, and how many could
    not be read."""
    renewed = unreadable = 0
    for row in queries.list_sealed(session):
        sealed = row.cpr_sealed or ""
        if seal.is_newest(sealed):
            continue
        try:
            row.cpr_sealed = seal.close(seal.open(sealed, owner=row.id), owner=row.id)
        except NotReadable:
            unreadable += 1
            continue
        session.add(row)
        renewed += 1
    session.flush()
    return renewed, unreadable


def _person(session: Session, person: UUID) -> Person:
    row = queries.find_person(session, person)
    if row is None:
        raise NotFound
    return row


def _number(row: Person, seal: Seal) -> Cpr | None:
    if row.cpr_sealed is None:
        return None
    try:
        return Cpr(seal.open(row.cpr_sealed, owner=row.id), row.birth_date)
    except NotReadable:
        return None
