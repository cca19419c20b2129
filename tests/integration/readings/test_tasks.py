"""Readings that a plan asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import Session, select

from citizen_app.measures import MeasureCode
from citizen_app.plans.rules import OnDemand
from citizen_app.record.models import Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_activity, make_plan

OPENS = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WHILE_OPEN = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WHILE_OPEN, tick=False) as clock:
        yield clock


@pytest.fixture
def anna(client: CheckingClient, cast: Cast, clock: time_machine.Traveller) -> CheckingClient:
    client.sign_in(cast.anna)
    client.set_cookie("language", "en")
    return client


def _activity(cast: Cast, session: Session, **options: object) -> str:
    plan = make_plan(session, person=cast.anna)
    measures = (MeasureCode.WEIGHT, MeasureCode.FEV1)
    activity = make_activity(
        session,
        person=cast.anna,
        plan=plan,
        measures=measures,
        **options,  # type: ignore[arg-type]
    )
    return f"/readings/add?activity={activity.id}"


def test_task_shows_only_its_own_measures(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    anna.get(_activity(cast, session) + "&window=20261123T0700Z")
    assert anna.page.by_id("fev1") is not None
    assert anna.page.by_id("pulse") is None
    assert anna.page.h1 == "Measure oxygen level and pulse"


def test_task_is_done_when_its_readings_are_sent(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    address = _activity(cast, session) + "&window=20261123T0700Z"
    anna.get(address)
    anna.submit({"weight": "82,5"}, button="Continue")
    assert "Not measured" in anna.page.text
    anna.submit(button="Send")
    (sent,) = session.exec(select(Submission)).all()
    assert sent.window_start == OPENS
    anna.get(address)
    assert "You have already sent this today" in anna.page.text


def test_measures_of_an_activity_on_demand_are_sent_as_something_extra(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    anna.get(_activity(cast, session, schedule=OnDemand()) + "&window=extra")
    anna.submit({"weight": "82,5"}, button="Continue")
    anna.submit(button="Send")
    (sent,) = session.exec(select(Submission)).all()
    assert sent.activity_id is None


def test_task_whose_day_is_over_offers_an_extra_reading(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    anna.get(_activity(cast, session) + "&window=20261122T0700Z")
    assert "The time for this has passed." in anna.page.text
    assert "Send an extra reading" in anna.page.text


def test_task_that_has_not_opened_says_when(
    anna: CheckingClient, cast: Cast, session: Session, clock: time_machine.Traveller
) -> None:
    address = _activity(cast, session) + "&window=20261123T0700Z"
    clock.move_to(datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
    anna.get(address)
    assert "You can do this from today at 08:00." in anna.page.text


def test_what_was_begun_in_time_is_still_sent_for_the_task(
    anna: CheckingClient, cast: Cast, session: Session, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 11, 23, 10, 59, tzinfo=UTC))
    anna.sign_in(cast.anna)
    anna.get(_activity(cast, session) + "&window=20261123T0700Z")
    anna.submit({"weight": "82,5"}, button="Continue")
    clock.move_to(datetime(2026, 11, 23, 11, 5, tzinfo=UTC))
    assert anna.submit(button="Send").status_code == 303
    (sent,) = session.exec(select(Submission)).all()
    assert sent.window_start == OPENS


@pytest.mark.parametrize(
    "window", ["", "x", "20261123T0701Z", "20261123T070Z", "00010101T0000Z", "99991231T2359Z"]
)
def test_window_that_does_not_exist_is_not_found(
    anna: CheckingClient, cast: Cast, session: Session, window: str
) -> None:
    assert anna.get(f"{_activity(cast, session)}&window={window}").status_code == 404


def test_activity_that_is_no_id_is_not_found(anna: CheckingClient) -> None:
    assert anna.get("/readings/add?activity=1").status_code == 404


def test_stranger_finds_no_task_of_anna(
    client: CheckingClient, cast: Cast, session: Session, clock: time_machine.Traveller
) -> None:
    address = _activity(cast, session) + "&window=20261123T0700Z"
    client.sign_in(cast.frida)
    assert client.get(address).status_code == 404
    assert client.post(address, data={"weight": "82"}).status_code == 404


def test_signed_out_person_is_sent_to_sign_in(client: CheckingClient) -> None:
    assert client.get("/readings/add").status_code == 303
    assert client.post("/readings/add", data={"pulse": "78"}).status_code == 303
