"""Writing the audit trail, and checking that nobody has changed it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.audit.models import AuditChain, AuditEvent
from citizen_app.audit.rules import FIRST_HASH, link_hash
from citizen_app.database import insert_unless_taken


def record(
    session: Session,
    *,
    actor: UUID | None,
    person: UUID,
    action: str,
    subject: UUID | None = None,
    now: datetime,
) -> None:
    """Add one event to the person's chain, in the caller's transaction.

    `action` is "thing:act" in lower case, such as "submission:sent"; `subject` is the id of the
    row it is about. Holds the person's chain until the transaction ends, so that two acts at
    once cannot take the same place.
    """
    chain = hold_chain(session, person=person)
    sequence = chain.sequence + 1
    linked = link_hash(
        chain.hash,
        person=person,
        sequence=sequence,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
    )
    chain.sequence, chain.hash = sequence, linked
    session.add(chain)
    session.add(
        AuditEvent(
            person_id=person,
            sequence=sequence,
            at=now,
            actor_id=actor,
            action=action,
            subject_id=subject,
            hash=linked,
        )
    )
    session.flush()


def hold_chain(session: Session, *, person: UUID) -> AuditChain:
    """The end of the person's chain, held until the transaction ends.

    Held before looking, it also makes two acts about the same person see each other.
    """
    first = AuditChain(person_id=person, sequence=0, hash=FIRST_HASH)
    insert_unless_taken(session, first, ["person_id"])
    return session.exec(
        select(AuditChain).where(AuditChain.person_id == person).with_for_update()
    ).one()


def find_break(session: Session, *, person: UUID) -> int | None:
    """The sequence number of the first link that does not fit, or None when all do."""
    previous = FIRST_HASH
    events = session.exec(
        select(AuditEvent).where(AuditEvent.person_id == person).order_by(col(AuditEvent.sequence))
    )
    count = 0
    for count, event in enumerate(events, start=1):
        expected = link_hash(
            previous,
            person=person,
            sequence=count,
            at=event.at,
            actor=event.actor_id,
            action=event.action,
            subject=event.subject_id,
        )
        if event.sequence != count or event.hash != expected:
            return count
        previous = event.hash
    chain = session.get(AuditChain, person)
    newest = (chain.sequence, chain.hash) if chain else (0, FIRST_HASH)
    return None if newest == (count, previous) else count + 1


@dataclass(frozen=True)
class Act:
    """One act about a person: who did what to which row, and when."""

    at: datetime
    actor: UUID | None
    action: str
    subject: UUID | None


def list_acts(session: Session, *, person: UUID, actions: Collection[str], limit: int) -> list[Act]:
    """The latest acts of these kinds about the person, newest first."""
    rows = session.exec(
        select(AuditEvent)
        .where(AuditEvent.person_id == person, col(AuditEvent.action).in_(actions))
        .order_by(col(AuditEvent.sequence).desc())
        .limit(limit)
    )
    return [Act(row.at, row.actor_id, row.action, row.subject_id) for row in rows]


def count(session: Session, *, person: UUID) -> int:
    """How many events the person's chain holds."""
    chain = session.get(AuditChain, person)
    return chain.sequence if chain else 0
