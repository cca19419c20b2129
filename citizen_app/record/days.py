"""Reads what was sent on some days: whole submissions, or only what was chosen in forms."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlmodel import Session, col

from citizen_app.measures import MeasureCode
from citizen_app.record.answers import chosen_options
from citizen_app.record.models import Reading, Response, Submission
from citizen_app.record.queries import receipts_of
from citizen_app.record.shapes import GivenAnswers, Receipt

Instant = datetime | None


def list_given_answers(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[GivenAnswers]:
    """Forms that were received from `since` to before `until`, oldest first, in one query."""
    at = col(Submission.received_at)
    rows = session.execute(
        select(
            col(Submission.id),
            at,
            col(Response.questionnaire_url),
            col(Response.questionnaire_version),
            col(Response.resource),
        )
        .join(Response, col(Response.submission_id) == col(Submission.id))
        .where(col(Submission.person_id) == person, at >= since, at < until)
        .order_by(at, col(Submission.id))
    )
    return [_given(*row) for row in rows]


def receipts_between(
    session: Session, *, person: UUID, since: datetime, until: datetime, limit: int
) -> list[Receipt]:
    """What was received from `since` to before `until`, or holds a reading measured then."""
    received, measured = col(Submission.received_at), col(Reading.measured_at)
    measured_then = select(col(Reading.submission_id)).where(
        *_readings_of(person), measured >= since, measured < until
    )
    rows = session.exec(
        select(Submission)  # type: ignore[call-overload]
        .where(
            col(Submission.person_id) == person,
            or_(
                (received >= since) & (received < until),
                col(Submission.id).in_(measured_then),
            ),
        )
        .order_by(received, col(Submission.id))
        .limit(limit)
    )
    return receipts_of(session, list(rows.scalars()))


def moments_beside(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> tuple[Instant, Instant]:
    """When something was last sent or measured before `since`, and first from `until` on."""
    received, measured = col(Submission.received_at), col(Reading.measured_at)
    sent, read = (col(Submission.person_id) == person,), _readings_of(person)
    before = union_all(
        select(func.max(received).label("at")).where(*sent, received < since),
        select(func.max(measured)).where(*read, measured < since),
    ).subquery()
    after = union_all(
        select(func.min(received).label("at")).where(*sent, received >= until),
        select(func.min(measured)).where(*read, measured >= until),
    ).subquery()
    found = session.execute(
        select(
            select(func.max(before.c.at)).scalar_subquery(),
            select(func.min(after.c.at)).scalar_subquery(),
        )
    ).one()
    return found[0], found[1]


def first_received_at(session: Session, *, person: UUID) -> Instant:
    """When the first thing of the person was received."""
    first = select(func.min(col(Submission.received_at))).where(col(Submission.person_id) == person)
    found: Instant = session.execute(first).scalar_one()
    return found


def _readings_of(person: UUID) -> Iterable[ColumnElement[bool]]:
    # Naming the measures lets the index of measure and time be used.
    return (col(Reading.person_id) == person, col(Reading.measure).in_(sorted(MeasureCode)))


def _given(
    submission: UUID, received_at: datetime, url: str, version: str, text: str
) -> GivenAnswers:
    resource = json.loads(text)
    return GivenAnswers(
        submission_id=submission,
        received_at=received_at,
        form=(url, version),
        language=resource.get("language"),
        chosen=tuple(chosen_options(resource)),
    )
