"""What a citizen has agreed to, and taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import queries
from citizen_app.people.models import Consent
from citizen_app.people.rules import ConsentHow, ConsentKind


@dataclass(frozen=True)
class ConsentView:
    """One consent, standing or withdrawn, with the names of those who wrote it down."""

    id: UUID
    kind: ConsentKind
    words_version: str
    how: ConsentHow
    given_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None

    @property
    def stands(self) -> bool:
        """Whether it counts."""
        return self.withdrawn_at is None


def give(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    kind: ConsentKind,
    words_version: str,
    how: ConsentHow,
    now: datetime,
) -> None:
    """Write down that the person agrees; once is enough for the same words."""
    audit.hold_chain(session, person=person)
    standing = queries.list_standing_consents(session, person, kind)
    if any(row.words_version == words_version for row in standing):
        return
    row = Consent(
        person_id=person,
        kind=kind,
        words_version=words_version,
        how=how,
        given_at=now,
        recorded_by=actor,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="consent:given", subject=row.id, now=now
    )


def withdraw(session: Session, *, actor: UUID, person: UUID, consent: UUID, now: datetime) -> None:
    """Take a consent back, with every earlier one of its kind; NotFound when it is not theirs."""
    audit.hold_chain(session, person=person)
    found = queries.find_consent(session, person, consent)
    if found is None:
        raise NotFound
    for row in queries.list_standing_consents(session, person, found.kind):
        row.withdrawn_at, row.withdrawn_by = now, actor
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="consent:withdrawn", subject=row.id, now=now
        )


def consents_of(session: Session, *, person: UUID) -> list[ConsentView]:
    """Everything the person has agreed to, the newest first."""
    rows = queries.list_consents(session, person)
    known = {row.recorded_by for row in rows}
    known |= {row.withdrawn_by for row in rows if row.withdrawn_by is not None}
    names = {row.id: row.name for row in queries.list_people(session, known)} if known else {}
    return [
        ConsentView(
            row.id,
            row.kind,
            row.words_version,
            row.how,
            row.given_at,
            names[row.recorded_by],
            row.withdrawn_at,
            names[row.withdrawn_by] if row.withdrawn_by else None,
        )
        for row in rows
    ]


def has_consent(session: Session, *, person: UUID, kind: ConsentKind) -> bool:
    """Whether the person agrees to this today."""
    return bool(queries.list_standing_consents(session, person, kind))


def who_agrees(session: Session, *, people: Collection[UUID], kind: ConsentKind) -> frozenset[UUID]:
    """Those of the people who agree to this today."""
    return frozenset(queries.list_agreeing(session, people, kind)) if people else frozenset()
