"""Sending, receipts, history and the state of tasks."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound, insert_unless_taken
from citizen_app.fhir_forms import write_json
from citizen_app.measures import MEASURES, MeasureCode, to_scaled
from citizen_app.plans import service as plans
from citizen_app.plans.rules import TaskRef
from citizen_app.record import queries
from citizen_app.record.acknowledging import (
    AlreadyAcknowledged,
    acknowledge,
    mark_faulty,
)
from citizen_app.record.days import (
    first_received_at,
    list_given_answers,
    moments_beside,
    receipts_between,
)
from citizen_app.record.judging import judge_readings
from citizen_app.record.listing import each_reading
from citizen_app.record.missed import (
    MissedCount,
    last_look,
    missed_counts,
    missed_number,
    no_longer_missed,
    notice_missed,
    see_missed,
)
from citizen_app.record.models import (
    FindingRow,
    Reading,
    Response,
    Submission,
    WaitingSubmission,
)
from citizen_app.record.rules import (
    Finding,
    Limit,
    fingerprint,
    worst,
)
from citizen_app.record.series import (
    count_moments,
    first_measured_at,
    list_buckets,
    list_history,
    list_marked_answers,
    list_points,
    list_spans,
    questions_of,
)
from citizen_app.record.shapes import (
    AlreadyReplaced,
    KeyTaken,
    NewReading,
    NewResponse,
    NewSubmission,
    Place,
    Receipt,
    SentReading,
    TaskState,
)
from citizen_app.record.tasks import find_sent, task_states, task_states_of
from citizen_app.record.waiting import (
    list_submissions_of,
    list_waiting,
    team_last_looked,
    waiting_counts,
    waiting_since,
)

__all__ = [
    "AlreadyAcknowledged",
    "AlreadyReplaced",
    "KeyTaken",
    "MissedCount",
    "NewReading",
    "NewResponse",
    "NewSubmission",
    "Place",
    "Receipt",
    "SentReading",
    "TaskState",
    "acknowledge",
    "count_moments",
    "each_reading",
    "find_by_key",
    "find_sent",
    "first_measured_at",
    "first_received_at",
    "get_reading",
    "get_receipt",
    "judge_readings",
    "last_look",
    "latest_reading",
    "list_buckets",
    "list_given_answers",
    "list_history",
    "list_marked_answers",
    "list_points",
    "list_receipts",
    "list_spans",
    "list_submissions_of",
    "list_waiting",
    "mark_faulty",
    "missed_counts",
    "missed_number",
    "moments_beside",
    "notice_missed",
    "questions_of",
    "receipts_between",
    "see_missed",
    "send",
    "task_states",
    "task_states_of",
    "team_last_looked",
    "waiting_counts",
    "waiting_since",
]

PAGE = 20


def send(
    session: Session, *, actor: UUID, person: UUID, submission: NewSubmission, now: datetime
) -> Receipt:
    """Store one act of sending, triaged, and give its receipt.

    The same key with the same content gives the first receipt again, however often and from
    however many processes at once. The same key with other content raises KeyTaken and stores
    nothing. A reading that was corrected before raises AlreadyReplaced; a task or reading that
    is not the person's raises NotFound.
    """
    body_hash = fingerprint(_body(submission))
    row = _take_key(session, actor, person, submission, body_hash, now)
    if row is None:
        return _first_receipt(session, person, submission.key, body_hash)
    _check_task(session, person, submission.task)
    if submission.task is not None:
        no_longer_missed(session, task=submission.task)
    findings = _triage(session, person, submission, now)
    row.colour = worst(finding.colour for finding in findings)
    session.add(row)
    for place, reading in enumerate(submission.readings):
        _add_reading(session, person, row.id, place, reading)
    if submission.response is not None:
        _add_response(session, person, row.id, submission.response)
    session.add_all(_finding_rows(row.id, findings))
    session.add(
        WaitingSubmission(
            submission_id=row.id, person_id=person, colour=row.colour, received_at=row.received_at
        )
    )
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="submission:sent", subject=row.id, now=now
    )
    return get_receipt(session, person=person, submission_id=row.id)


def _take_key(
    session: Session,
    actor: UUID,
    person: UUID,
    submission: NewSubmission,
    body_hash: str,
    now: datetime,
) -> Submission | None:
    """The new row, or None when the key is taken; two at once wait for each other here."""
    task = submission.task
    row = Submission(
        person_id=person,
        actor_id=actor,
        key=submission.key,
        body_hash=body_hash,
        received_at=now,
        activity_id=task.activity_id if task else None,
        window_start=task.window_start if task else None,
        window_end=task.window_end if task else None,
    )
    is_new = insert_unless_taken(session, row, ["person_id", "key"])
    return queries.find_submission(session, person, row.id) if is_new else None


def _first_receipt(session: Session, person: UUID, key: UUID, body_hash: str) -> Receipt:
    first = queries.find_by_key(session, person, key)
    if first is None:
        raise Conflict("the key was taken and released; try again")
    receipt = queries.receipts_of(session, [first])[0]
    if first.body_hash != body_hash:
        raise KeyTaken(receipt)
    return receipt


def _check_task(session: Session, person: UUID, task: TaskRef | None) -> None:
    if task is None:
        return
    planned = plans.find_task(
        session, person=person, activity_id=task.activity_id, window_start=task.window_start
    )
    if planned != task:
        raise NotFound


def _triage(
    session: Session, person: UUID, submission: NewSubmission, now: datetime
) -> list[Finding]:
    found = judge_readings(session, person=person, readings=submission.readings, now=now)
    if submission.response is not None:
        found.extend(submission.response.findings)
    return [finding for finding in found if finding is not None]


def _add_reading(
    session: Session, person: UUID, submission_id: UUID, place: int, reading: NewReading
) -> None:
    if reading.replaces is not None:
        _check_replaced(session, person, reading)
    scaled, decimals = (None, 0) if reading.value is None else to_scaled(reading.value)
    offset = reading.measured_at.utcoffset() or timedelta()
    context = reading.context
    session.add(
        Reading(
            submission_id=submission_id,
            person_id=person,
            place=place,
            measure=reading.measure,
            scaled=scaled,
            decimals=decimals,
            unit=MEASURES[reading.measure].unit,
            measured_at=reading.measured_at,
            utc_offset_minutes=int(offset.total_seconds() // 60),
            position=context.position if context else None,
            oxygen_ml_per_min=_ml_per_min(context.oxygen_l_per_min if context else None),
            skip_reason=reading.skip_reason,
            link_id=reading.link_id,
            replaces_id=reading.replaces,
        )
    )


def _check_replaced(session: Session, person: UUID, reading: NewReading) -> None:
    if reading.replaces is None:
        return
    old = queries.find_reading(session, person, reading.replaces, for_change=True)
    if old is None or old.measure != reading.measure:
        raise NotFound
    if queries.find_correction(session, person, old.id) is not None:
        raise AlreadyReplaced("the reading has been corrected before")


def _ml_per_min(litres: Decimal | None) -> int | None:
    return None if litres is None else int(litres * queries.ML_PER_L)


def _add_response(
    session: Session, person: UUID, submission_id: UUID, response: NewResponse
) -> None:
    session.add(
        Response(
            submission_id=submission_id,
            person_id=person,
            questionnaire_url=response.questionnaire_url,
            questionnaire_version=response.questionnaire_version,
            resource=write_json(response.resource),
        )
    )


def _finding_rows(submission_id: UUID, findings: list[Finding]) -> list[FindingRow]:
    return [
        FindingRow(
            submission_id=submission_id,
            place=place,
            colour=finding.colour,
            kind=finding.kind,
            link_id=finding.link_id,
            measure=finding.measure,
            words=finding.words,
            **_limit_fields(finding.limit),
        )
        for place, finding in enumerate(findings)
    ]


def _limit_fields(limit: Limit | None) -> dict[str, Any]:
    if limit is None:
        return {}
    scaled, decimals = to_scaled(limit.value)
    return {
        "limit_kind": limit.kind,
        "limit_scaled": scaled,
        "limit_decimals": decimals,
        "limit_days": limit.days,
    }


def _body(submission: NewSubmission) -> dict[str, object]:
    """Everything the person sent, as plain values; never the time it was received."""
    task, response = submission.task, submission.response
    return {
        "task": [task.activity_id, task.window_start.isoformat()] if task else None,
        "readings": [
            {
                "measure": reading.measure,
                "value": reading.value,
                "measured_at": reading.measured_at.isoformat(),
                "context": reading.context
                and [
                    reading.context.position,
                    reading.context.oxygen_l_per_min,
                ],
                "skip_reason": reading.skip_reason,
                "link_id": reading.link_id,
                "replaces": reading.replaces,
            }
            for reading in submission.readings
        ],
        "response": [response.questionnaire_url, response.questionnaire_version, response.resource]
        if response
        else None,
    }


def get_receipt(session: Session, *, person: UUID, submission_id: UUID) -> Receipt:
    """One submission of the person, whole. NotFound when it is not theirs."""
    row = queries.find_submission(session, person, submission_id)
    if row is None:
        raise NotFound
    return queries.receipts_of(session, [row])[0]


def find_by_key(session: Session, *, person: UUID, key: UUID) -> Receipt | None:
    """The receipt of what was sent under a key, or None when nothing was."""
    row = queries.find_by_key(session, person, key)
    return queries.receipts_of(session, [row])[0] if row else None


def list_receipts(
    session: Session, *, person: UUID, after: Place | None = None, limit: int = PAGE
) -> tuple[list[Receipt], Place | None]:
    """Newest first, from after a place; and the place where the next page begins, if there is
    one."""
    rows = queries.list_submissions(session, person, after=after, limit=limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    more = Place(last.received_at, last.id) if last else None
    return queries.receipts_of(session, rows[:limit]), more


def get_reading(session: Session, *, person: UUID, reading_id: UUID) -> SentReading:
    """One reading of the person. NotFound when it is not theirs."""
    row = queries.find_reading(session, person, reading_id)
    if row is None:
        raise NotFound
    return queries.sent_reading(
        row,
        queries.find_correction(session, person, reading_id),
        queries.find_faulty(session, person, reading_id),
    )


def latest_reading(session: Session, *, person: UUID, measure: MeasureCode) -> SentReading | None:
    """The newest value of a measure that stands, by the time it was measured."""
    row = queries.find_latest_reading(session, person, measure)
    return queries.sent_reading(row, None) if row else None
