"""Hands entered readings to the record."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.plans.rules import TaskRef
from citizen_app.readings.rules import EnteredReading
from citizen_app.record import service as record
from citizen_app.record.shapes import NewReading, NewSubmission, Receipt


def send_readings(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    key: UUID,
    task: TaskRef | None,
    readings: tuple[EnteredReading, ...],
    measured_at: datetime,
    replaces: UUID | None = None,
    now: datetime,
) -> Receipt:
    """Send readings that were measured together, at an aware moment, and give the receipt.

    `replaces` is the reading that a single new one corrects. Raises what `record.send` raises:
    KeyTaken, AlreadyReplaced, NotFound.
    """
    new = tuple(
        NewReading(
            measure=reading.measure,
            value=reading.value,
            measured_at=measured_at,
            context=reading.context,
            skip_reason=reading.skip_reason,
            replaces=replaces,
        )
        for reading in readings
    )
    return record.send(
        session,
        actor=actor,
        person=person,
        submission=NewSubmission(key=key, task=task, readings=new),
        now=now,
    )
