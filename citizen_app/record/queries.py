"""Reads of what was sent, always starting from a person."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from citizen_app.measures import MeasureCode, ReadingContext, from_scaled
from citizen_app.people import service as people
from citizen_app.plans.rules import TaskRef
from citizen_app.record.models import (
    Acknowledgement,
    FaultyReading,
    FindingRow,
    Reading,
    Response,
    Submission,
)
from citizen_app.record.rules import AcknowledgementKind, Finding, Limit
from citizen_app.record.shapes import (
    Acknowledged,
    Faulty,
    Place,
    Receipt,
    SentReading,
    SentResponse,
)

ML_PER_L = Decimal(1000)


def find_by_key(session: Session, person: UUID, key: UUID) -> Submission | None:
    """The submission that used this key."""
    return session.exec(
        select(Submission).where(Submission.person_id == person, Submission.key == key)
    ).first()


def find_reading(
    session: Session, person: UUID, reading_id: UUID, *, for_change: bool = False
) -> Reading | None:
    """One reading of the person; `for_change` makes a second who wants that wait."""
    wanted = select(Reading).where(Reading.person_id == person, Reading.id == reading_id)
    return session.exec(wanted.with_for_update() if for_change else wanted).first()


def find_faulty(session: Session, person: UUID, reading_id: UUID) -> FaultyReading | None:
    """The mark that a reading of the person is wrong."""
    return session.exec(
        select(FaultyReading).where(
            FaultyReading.person_id == person, FaultyReading.reading_id == reading_id
        )
    ).first()


def find_acknowledgement(
    session: Session, submission_id: UUID, kind: AcknowledgementKind
) -> Acknowledgement | None:
    """Who looked or acted first."""
    return session.exec(
        select(Acknowledgement).where(
            Acknowledgement.submission_id == submission_id, Acknowledgement.kind == kind
        )
    ).first()


def find_correction(session: Session, person: UUID, reading_id: UUID) -> UUID | None:
    """The reading that replaced this one."""
    return session.exec(
        select(Reading.id).where(Reading.person_id == person, Reading.replaces_id == reading_id)
    ).first()


def find_latest_reading(session: Session, person: UUID, measure: MeasureCode) -> Reading | None:
    """The newest value of a measure that no correction has replaced."""
    newer = aliased(Reading)
    return session.exec(
        select(Reading)
        .outerjoin(newer, col(newer.replaces_id) == Reading.id)
        .where(
            Reading.person_id == person,
            Reading.measure == measure,
            col(Reading.scaled).is_not(None),
            col(newer.id).is_(None),
            ~exists().where(col(FaultyReading.reading_id) == col(Reading.id)),
        )
        .order_by(col(Reading.measured_at).desc())
        .limit(1)
    ).first()


def list_submissions(
    session: Session, person: UUID, *, after: Place | None, limit: int
) -> list[Submission]:
    """Newest first, from after a place in the history."""
    wanted = select(Submission).where(Submission.person_id == person)
    if after is not None:
        same_instant = and_(
            col(Submission.received_at) == after.received_at, col(Submission.id) > after.id
        )
        wanted = wanted.where(or_(col(Submission.received_at) < after.received_at, same_instant))
    newest_first = (col(Submission.received_at).desc(), col(Submission.id))
    return list(session.exec(wanted.order_by(*newest_first).limit(limit)))


def find_submission(session: Session, person: UUID, submission_id: UUID) -> Submission | None:
    """One submission of the person."""
    return session.exec(
        select(Submission).where(Submission.person_id == person, Submission.id == submission_id)
    ).first()


def list_sent_for_tasks(
    session: Session, person: UUID, *, since: datetime, until: datetime
) -> list[Submission]:
    """Submissions for tasks whose windows open from `since` to before `until`, oldest first."""
    return list(
        session.exec(
            select(Submission)
            .where(
                Submission.person_id == person,
                col(Submission.window_start) >= since,
                col(Submission.window_start) < until,
            )
            .order_by(col(Submission.received_at))
        )
    )


def receipts_of(session: Session, rows: Sequence[Submission]) -> list[Receipt]:
    """Everything that belongs to the submissions, in five queries however many there are."""
    ids = [row.id for row in rows]
    readings = _readings_of(session, ids)
    responses = {
        row.submission_id: row
        for row in session.exec(select(Response).where(col(Response.submission_id).in_(ids)))
    }
    findings = _findings_of(session, ids)
    acknowledgements = _acknowledgements_of(session, ids)
    others = {row.actor_id for row in rows if row.actor_id != row.person_id}
    team = people.roles_of(session, people=others | {row.actor_id for row in acknowledgements})
    actors = {row.actor_id for row in rows} | {row.actor_id for row in acknowledgements}
    names = people.names_of(session, people=actors)
    acknowledged = {
        (row.submission_id, row.kind): Acknowledged(
            team.get(row.actor_id), row.at, row.actor_id, names[row.actor_id], row.words
        )
        for row in acknowledgements
    }
    return [
        Receipt(
            id=row.id,
            person_id=row.person_id,
            actor_id=row.actor_id,
            actor_name=names[row.actor_id],
            received_at=row.received_at,
            task=task_of(row),
            readings=tuple(readings[row.id]),
            response=_sent_response(responses.get(row.id)),
            findings=tuple(findings[row.id]),
            colour=row.colour,
            seen=acknowledged.get((row.id, AcknowledgementKind.SEEN)),
            handled=acknowledged.get((row.id, AcknowledgementKind.HANDLED)),
            actor_role=team.get(row.actor_id) if row.actor_id in others else None,
        )
        for row in rows
    ]


def task_of(row: Submission) -> TaskRef | None:
    """The task a submission was for."""
    if row.activity_id is None or row.window_start is None or row.window_end is None:
        return None
    return TaskRef(row.activity_id, row.window_start, row.window_end)


def sent_reading(
    row: Reading, replaced_by: UUID | None, faulty: FaultyReading | None = None
) -> SentReading:
    """A row as a value; the time is on the clock of the place where it was measured."""
    there = timezone(timedelta(minutes=row.utc_offset_minutes))
    return SentReading(
        id=row.id,
        submission_id=row.submission_id,
        measure=row.measure,
        value=None if row.scaled is None else from_scaled(row.scaled, row.decimals),
        measured_at=row.measured_at.astimezone(there),
        context=_context(row),
        skip_reason=row.skip_reason,
        link_id=row.link_id,
        replaces=row.replaces_id,
        replaced_by=replaced_by,
        faulty=Faulty(faulty.reason, faulty.actor_id, faulty.at) if faulty else None,
    )


def _context(row: Reading) -> ReadingContext | None:
    if row.position is None:
        return None
    oxygen = None if row.oxygen_ml_per_min is None else row.oxygen_ml_per_min / ML_PER_L
    return ReadingContext(row.position, oxygen)


def _readings_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[SentReading]]:
    newer = aliased(Reading)
    found: dict[UUID, list[SentReading]] = defaultdict(list)
    rows = session.exec(
        select(Reading, newer.id, FaultyReading)
        .outerjoin(newer, col(newer.replaces_id) == Reading.id)
        .outerjoin(FaultyReading, col(FaultyReading.reading_id) == Reading.id)
        .where(col(Reading.submission_id).in_(ids))
        .order_by(col(Reading.place))
    )
    for row, replaced_by, faulty in rows:
        found[row.submission_id].append(sent_reading(row, replaced_by, faulty))
    return found


def _findings_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Finding]]:
    found: dict[UUID, list[Finding]] = defaultdict(list)
    rows = session.exec(
        select(FindingRow)
        .where(col(FindingRow.submission_id).in_(ids))
        .order_by(col(FindingRow.place))
    )
    for row in rows:
        finding = Finding(row.colour, row.kind, row.link_id, row.measure, row.words, _limit(row))
        found[row.submission_id].append(finding)
    return found


def _limit(row: FindingRow) -> Limit | None:
    if row.limit_kind is None or row.limit_scaled is None or row.limit_decimals is None:
        return None
    value = from_scaled(row.limit_scaled, row.limit_decimals)
    return Limit(row.limit_kind, value, row.limit_days)


def _acknowledgements_of(session: Session, ids: Sequence[UUID]) -> list[Acknowledgement]:
    return list(
        session.exec(select(Acknowledgement).where(col(Acknowledgement.submission_id).in_(ids)))
    )


def _sent_response(row: Response | None) -> SentResponse | None:
    if row is None:
        return None
    return SentResponse(
        row.questionnaire_url,
        row.questionnaire_version,
        json.loads(row.resource, parse_float=Decimal),
    )
