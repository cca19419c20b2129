"""Anna at 9.12 on Monday 23 November 2026, with our daily form to answer until noon."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from sqlmodel import Session

from citizen_app.paths import CONTENT
from citizen_app.plans.service import ActivityView
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.integration.questionnaires.answering import Answering, answering, offer_form

OPENS = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
WHILE_OPEN = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(WHILE_OPEN, tick=False) as clock:
        yield clock


@pytest.fixture
def anna(client: CheckingClient, cast: Cast, clock: time_machine.Traveller) -> CheckingClient:
    """Anna's browser, in Danish."""
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client


@pytest.fixture
def daily_source() -> str:
    return (CONTENT / "questionnaires" / "kol-daily.json").read_text(encoding="utf-8")


@pytest.fixture
def activity(
    session: Session, cast: Cast, clock: time_machine.Traveller, daily_source: str
) -> ActivityView:
    return offer_form(session, person=cast.anna, source=daily_source)


@pytest.fixture
def daily(anna: CheckingClient, activity: ActivityView) -> Answering:
    """This morning's task: our daily form."""
    return answering(anna, activity, OPENS)


@pytest.fixture
def extra(anna: CheckingClient, activity: ActivityView) -> Answering:
    """Our daily form once more, outside of any task."""
    return answering(anna, activity)
