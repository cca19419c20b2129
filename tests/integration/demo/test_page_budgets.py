"""What the daily pages weigh and ask for, with three months sent and with years of readings."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask, Response
from sqlmodel import Session
from werkzeug.test import TestResponse

from bench.budgets import (
    ANY_PAGE_KB,
    CHECK,
    LARGEST_KB,
    QUESTION,
    READING,
    RECEIPT,
    TODAY,
    TREND_90,
    TREND_3650,
    TREND_7300,
)
from bench.series import SERIES, measured_citizen
from citizen_app.demo.service import make_demo
from citizen_app.demo.team import find_people
from citizen_app.web.clock import now
from citizen_app.web.static_files import static_files
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.integration.questionnaires.answering import choice
from tests.queries import counted_queries
from tests.weighing import cold_bytes

KEY = b"only-in-tests"
MORNING = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
PLANTED = 60_000
QUIET = ("Slet ikke", "Slet ikke", "Nej", "Nej", "Nej", "Helt sikker")
# Counted, not wished for: one more is a change that somebody should notice.
MOST_QUERIES = {
    TODAY: 11,
    QUESTION: 11,
    READING: 9,
    CHECK: 11,
    RECEIPT: 14,
    TREND_90: 15,
    TREND_3650: 17,
    TREND_7300: 17,
}


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def citizen(client: CheckingClient, session: Session, clock: None) -> CheckingClient:
    """The demo's citizen, in Danish."""
    make_demo(session, key=KEY, now=now())
    client.sign_in(find_people(session, key=KEY)["citizen"])
    client.set_cookie("language", "da")
    return client


def task(client: CheckingClient, room: str) -> str:
    """The address of the first task of a room on Today."""
    client.get("/today")
    return next(
        href
        for link in client.page.all("a")
        if "task" in link.get("class", "").split()
        if (href := link.get("href", "")).startswith(f"/{room}/")
    )


def path_after(client: CheckingClient, answer: TestResponse) -> str:
    return str(client.follow(answer).request.path)


def daily_round(client: CheckingClient) -> Iterator[tuple[str, str]]:
    """The pages of a morning and their addresses, each as it is before the next step."""
    yield TODAY, "/today"
    yield READING, task(client, "readings")
    form = task(client, "questionnaires")
    yield QUESTION, path_after(client, client.get(form))
    for words in QUIET:
        client.follow(client.submit(choice(client.page, words)))
    check = path_after(client, client.submit())
    yield CHECK, check
    yield RECEIPT, path_after(client, client.submit(button="Send"))


@pytest.fixture
def measured(
    client: CheckingClient,
    session: Session,
    cast: Cast,
    clock: None,
    request: pytest.FixtureRequest,
) -> str:
    """Sign in somebody with so many readings; the page that draws them."""
    count, a_day, period = SERIES[request.param]
    client.sign_in(measured_citizen(session, cast.team, count, a_day, now()))
    client.set_cookie("language", "da")
    return f"/trends/spo2?period={period}"


def assert_within_budgets(client: CheckingClient, name: str, path: str) -> None:
    weight = cold_bytes(client, path)
    assert weight <= 1000 * LARGEST_KB.get(name, ANY_PAGE_KB)
    with counted_queries() as queries:
        client.get(path)
    assert len(queries) <= MOST_QUERIES[name], "\n".join(queries)


def test_pages_of_the_daily_round_are_small_and_ask_little(citizen: CheckingClient) -> None:
    for name, path in daily_round(citizen):
        assert_within_budgets(citizen, name, path)


@pytest.mark.parametrize(
    ("name", "measured"), [(name, name) for name in SERIES], indirect=["measured"]
)
def test_a_trend_is_small_and_asks_little_however_long(
    client: CheckingClient, name: str, measured: str
) -> None:
    assert_within_budgets(client, name, measured)


def test_sixty_kilobytes_more_on_a_page_are_noticed(
    app: Flask, client: CheckingClient, cast: Cast, clock: None
) -> None:
    def plant(response: Response) -> Response:
        if response.content_encoding == "br":
            response.set_data(response.get_data() + secrets.token_bytes(PLANTED))
        return response

    client.sign_in(cast.anna)
    before = cold_bytes(client, "/today")
    app.after_request_funcs[None].insert(0, plant)
    assert cold_bytes(client, "/today") >= before + PLANTED > 1000 * ANY_PAGE_KB


def test_sixty_kilobytes_more_in_a_style_sheet_are_noticed(
    client: CheckingClient, cast: Cast, clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(cast.anna)
    before, bodies = cold_bytes(client, "/today"), static_files()["css/app.css"].bodies
    monkeypatch.setitem(bodies, "br", bodies["br"] + secrets.token_bytes(PLANTED))
    assert cold_bytes(client, "/today") >= before + PLANTED
