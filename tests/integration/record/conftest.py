"""Anna at 9.12 on Monday 23 November 2026, and things that she sent."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.monday import NOW
from tests.integration.monday import anna as anna
from tests.integration.monday import clock as clock

if TYPE_CHECKING:
    from sqlmodel import Session

    from citizen_app.record.shapes import Receipt
    from tests.cast import Cast

Send = Callable[..., "Receipt"]


@pytest.fixture
def send(session: "Session", cast: "Cast") -> Send:
    """Sends readings for Anna: pulse, or what is given."""
    from uuid import uuid4

    from citizen_app.measures import MeasureCode
    from citizen_app.record import service
    from citizen_app.record.shapes import NewReading, NewSubmission

    def send(*readings: NewReading, at: datetime = NOW, **changed: Any) -> "Receipt":
        pulse = NewReading(MeasureCode.PULSE, Decimal(78), at)
        who = {"actor": changed.pop("actor", cast.anna), "person": changed.pop("person", cast.anna)}
        submission = NewSubmission(key=uuid4(), readings=readings or (pulse,), **changed)
        receipt = service.send(session, **who, submission=submission, now=at)
        session.commit()
        return receipt

    return send
