"""Anna at 9.12 on Monday 23 November 2026, and things that she sent."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sqlmodel import Session

    from citizen_app.record.shapes import Receipt
    from tests.cast import Cast
    from tests.checking_client import CheckingClient

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
Send = Callable[..., "Receipt"]


@pytest.fixture
def clock() -> Iterator[Any]:
    import time_machine

    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def anna(client: "CheckingClient", cast: "Cast", clock: object) -> "CheckingClient":
    """Anna's browser, in Danish."""
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client


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
