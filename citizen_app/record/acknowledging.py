"""What the care team does with what was sent: looks, acts, marks a reading as wrong."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from citizen_app.audit import service as audit
from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.errors import Conflict
from citizen_app.record import queries
from citizen_app.record.models import (
    Acknowledgement,
    FaultyReading,
    Submission,
    WaitingSubmission,
)
from citizen_app.record.rules import AcknowledgementKind, is_waiting


class AlreadyAcknowledged(Conflict):
    """Somebody else acted first; nothing of theirs was changed."""


def acknowledge(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    submission_id: UUID,
    kind: AcknowledgementKind,
    now: datetime,
    words: str | None = None,
) -> bool:
    """Note that the care team has seen or handled a submission; True when this was the first.

    `words` are for the citizen. The first one stands: AlreadyAcknowledged when other words, or
    another person's act, would come after it; the same act again changes nothing. Who handles
    has seen. NotFound when the submission is not the person's.
    """
    submission = queries.find_submission(session, person, submission_id)
    if submission is None:
        raise NotFound
    kinds = [AcknowledgementKind.SEEN, kind] if kind is AcknowledgementKind.HANDLED else [kind]
    is_first = False
    for one in dict.fromkeys(kinds):
        row = Acknowledgement(
            submission_id=submission_id,
            actor_id=actor,
            kind=one,
            at=now,
            words=words if one is kind else None,
        )
        if insert_unless_taken(session, row, ["submission_id", "kind"]):
            is_first = is_first or one is kind
            _tell_audit(session, actor, submission, one, now)
    if not is_first:
        _check_same(session, actor, submission_id, kind, words)
    if not is_waiting(submission.colour, kinds):
        _no_longer_waiting(session, [submission_id])
    return is_first


def mark_faulty(
    session: Session, *, actor: UUID, person: UUID, reading_id: UUID, reason: str, now: datetime
) -> None:
    """Note that a reading is wrong and why: it stays to be read and counts no more.

    AlreadyAcknowledged when somebody gave another reason before; NotFound when the reading is
    not the person's.
    """
    if queries.find_reading(session, person, reading_id) is None:
        raise NotFound
    row = FaultyReading(
        reading_id=reading_id, person_id=person, actor_id=actor, reason=reason, at=now
    )
    if insert_unless_taken(session, row, ["reading_id"]):
        audit.record(
            session,
            actor=actor,
            person=person,
            action="reading:faulty",
            subject=reading_id,
            now=now,
        )
        return
    first = queries.find_faulty(session, person, reading_id)
    if first is None or (first.actor_id, first.reason) != (actor, reason):
        raise AlreadyAcknowledged("somebody has marked the reading before")


def _tell_audit(
    session: Session, actor: UUID, submission: Submission, kind: AcknowledgementKind, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        person=submission.person_id,
        action=f"submission:{kind.value}",
        subject=submission.id,
        now=now,
    )


def _check_same(
    session: Session,
    actor: UUID,
    submission_id: UUID,
    kind: AcknowledgementKind,
    words: str | None,
) -> None:
    first = queries.find_acknowledgement(session, submission_id, kind)
    # Two who only look have not lost anything; what they write or do must not get lost.
    if kind is AcknowledgementKind.SEEN and words is None:
        return
    if first is None or (first.actor_id, first.words) != (actor, words):
        raise AlreadyAcknowledged("somebody has done this before")


def _no_longer_waiting(session: Session, submissions: Collection[UUID]) -> None:
    session.execute(
        delete(WaitingSubmission).where(col(WaitingSubmission.submission_id).in_(submissions))
    )
