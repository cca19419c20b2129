"""Correcting a reading that was sent: a new submission, and the old one stays readable."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import Session, select

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.readings.rules import EnteredReading
from citizen_app.readings.service import send_readings
from citizen_app.record.models import Reading, Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
MEASURED_AT = NOW - timedelta(hours=2, seconds=17)
WITH_OXYGEN = ReadingContext(Position.REST, Decimal("1.5"))


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def _sent(session: Session, person: UUID, reading: EnteredReading) -> UUID:
    receipt = send_readings(
        session,
        actor=person,
        person=person,
        key=uuid4(),
        task=None,
        readings=(reading,),
        measured_at=MEASURED_AT,
        now=NOW,
    )
    session.commit()
    return receipt.readings[0].id


@pytest.fixture
def weight(session: Session, cast: Cast) -> UUID:
    """A weight of Anna's with a slip in it."""
    value = Decimal("28.5")
    return _sent(session, cast.anna, EnteredReading(MeasureCode.WEIGHT, value))


@pytest.fixture
def anna(client: CheckingClient, cast: Cast) -> CheckingClient:
    client.sign_in(cast.anna)
    client.set_cookie("language", "en")
    return client


def _correct(client: CheckingClient, reading: UUID, **fields: str) -> None:
    client.get(f"/readings/{reading}/change")
    client.submit(fields, button="Continue")
    client.submit(button="Send")


def test_correction_keeps_the_old_reading_and_the_time_it_was_measured(
    anna: CheckingClient, session: Session, weight: UUID
) -> None:
    _correct(anna, weight, weight="82,5")
    new = session.exec(select(Reading).where(Reading.replaces_id == weight)).one()
    assert (new.scaled, new.decimals, new.measured_at) == (825, 1, MEASURED_AT)
    assert session.get(Reading, weight) is not None
    assert len(session.exec(select(Submission)).all()) == 2


def test_fields_of_a_correction_hold_what_was_sent(
    anna: CheckingClient, session: Session, cast: Cast
) -> None:
    value = EnteredReading(MeasureCode.SPO2, Decimal(93), WITH_OXYGEN)
    anna.get(f"/readings/{_sent(session, cast.anna, value)}/change")
    fields = {field.get("name"): field.get("value") for field in anna.page.all("input")}
    assert (fields["spo2"], fields["spo2_litres"]) == ("93", "1.5")
    assert anna.page.h1 == "Correct: Oxygen saturation"


def test_number_of_a_correction_is_written_with_a_comma_in_danish(
    client: CheckingClient, cast: Cast, weight: UUID
) -> None:
    client.sign_in(cast.anna)
    client.get(f"/readings/{weight}/change")
    field = client.page.by_id("weight")
    assert field is not None
    assert field.get("value") == "28,5"


def test_skipped_reading_is_corrected_by_a_number(
    anna: CheckingClient, session: Session, cast: Cast
) -> None:
    skipped = EnteredReading(MeasureCode.PULSE, skip_reason=SkipReason.TOO_UNWELL)
    reading = _sent(session, cast.anna, skipped)
    _correct(anna, reading, pulse="78", pulse_skip="")
    new = session.exec(select(Reading).where(Reading.replaces_id == reading)).one()
    assert (new.scaled, new.skip_reason) == (78, None)


def test_correction_that_changes_nothing_is_not_sent(
    anna: CheckingClient, session: Session, weight: UUID
) -> None:
    anna.get(f"/readings/{weight}/change")
    anna.submit({"weight": "28,50"}, button="Continue")
    anna.submit({"answer": "keep"}, button="Continue")
    assert "You have not changed anything" in anna.page.text


def test_corrected_reading_leads_to_its_correction(
    anna: CheckingClient, session: Session, weight: UUID
) -> None:
    _correct(anna, weight, weight="82,5")
    new = session.exec(select(Reading).where(Reading.replaces_id == weight)).one()
    answer = anna.get(f"/readings/{weight}/change")
    assert answer.headers["Location"].endswith(f"/readings/{new.id}/change")


def test_correction_sent_twice_is_stored_once(
    anna: CheckingClient, session: Session, weight: UUID
) -> None:
    anna.get(f"/readings/{weight}/change")
    anna.submit({"weight": "82,5"}, button="Continue")
    page = anna.page
    first = anna.submit(button="Send")
    anna.page = page
    assert anna.submit(button="Send").headers["Location"] == first.headers["Location"]
    assert len(session.exec(select(Submission)).all()) == 2


def test_second_correction_of_the_same_reading_is_a_conflict(
    anna: CheckingClient, session: Session, weight: UUID
) -> None:
    anna.get(f"/readings/{weight}/change")
    page = anna.page
    _correct(anna, weight, weight="82,5")
    anna.page = page
    anna.submit({"weight": "83", "key": str(uuid4())}, button="Continue")
    assert anna.submit(button="Send").status_code == 409
    assert len(session.exec(select(Submission)).all()) == 2


def test_stranger_cannot_correct_a_reading_of_anna(
    client: CheckingClient, cast: Cast, weight: UUID
) -> None:
    client.sign_in(cast.frida)
    assert client.get(f"/readings/{weight}/change").status_code == 404
    assert client.post(f"/readings/{weight}/change", data={"weight": "80"}).status_code == 404
