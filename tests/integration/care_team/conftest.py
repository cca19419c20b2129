"""Anna, Erik and the others on Monday 23 November 2026, and things that were sent."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.monday import NOW
from tests.integration.monday import clock as clock

if TYPE_CHECKING:
    from sqlmodel import Session

    from citizen_app.record.shapes import Receipt
    from tests.cast import Cast
    from tests.checking_client import CheckingClient

Send = Callable[..., "Receipt"]


@pytest.fixture
def erik(client: "CheckingClient", cast: "Cast", clock: object) -> "CheckingClient":
    """The browser of Erik, a nurse in Anna's team, in Danish."""
    client.sign_in(cast.erik)
    client.set_cookie("language", "da")
    return client


@pytest.fixture
def send(session: "Session", cast: "Cast") -> Send:
    """Sends one pulse for Anna or `person`: red from 121, yellow from 106."""
    from uuid import uuid4

    from citizen_app.measures import MeasureCode
    from citizen_app.plans import service as plans
    from citizen_app.plans.rules import ThresholdLimits
    from citizen_app.record import service
    from citizen_app.record.shapes import NewReading, NewSubmission
    from tests.factories import LONG_AGO, make_plan

    planned = set()

    def send(pulse: str, *, person: Any = None, at: datetime = NOW, **changed: Any) -> "Receipt":
        person = person or cast.anna
        if person not in planned:
            planned.add(person)
            plans.set_threshold(
                session,
                actor=person,
                person=person,
                plan=make_plan(session, person=person),
                threshold=plans.NewThreshold(
                    MeasureCode.PULSE,
                    ThresholdLimits(yellow_above=Decimal(105), red_above=Decimal(120)),
                ),
                now=LONG_AGO,
            )
        reading = NewReading(MeasureCode.PULSE, Decimal(pulse), at, **changed)
        submission = NewSubmission(key=uuid4(), readings=(reading,))
        receipt = service.send(session, actor=person, person=person, submission=submission, now=at)
        session.commit()
        return receipt

    return send
