"""How long a session lives, and that it ends on the server."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import requests
import time_machine
from flask import Flask
from flask import request as flask_request
from flask import session as flask_session
from sqlmodel import Session, select

from citizen_app.audit.models import AuditEvent
from citizen_app.sign_in import service
from citizen_app.sign_in.models import BrowserSession
from citizen_app.sign_in.sessions import NobodySignedIn
from citizen_app.web.clock import now
from citizen_app.web.guards import public, signed_in
from tests.checking_client import CheckingClient
from tests.integration.sign_in.way_in import WayIn

PERSONAL = "/only-for-tests"
PAGE = "<!doctype html><html lang=da><title>x</title><main><h1>x</h1>{}</main></html>"


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application with a personal page, one that remembers and one that fails."""

    @signed_in
    def show() -> str:
        return PAGE.format(dict(flask_session))

    @public
    def remember() -> tuple[str, int]:
        flask_session["practice"] = True
        return "", 400 if "fail" in flask_request.args else 204

    app.add_url_rule(PERSONAL, "show_personal", show)
    app.add_url_rule(PERSONAL, "remember_personal", remember, methods=["POST"])
    return app


def is_in(client: CheckingClient) -> bool:
    return client.get(PERSONAL).status_code == 200


def test_a_new_sign_in_has_a_new_token_and_the_old_one_is_dead(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    way_in.go()
    first = way_in.token
    way_in.go()
    assert way_in.token != first
    assert len(way_in.sessions) == 1
    client.set_cookie("session", str(first))
    assert not is_in(client)


def test_a_token_planted_before_sign_in_is_not_taken_over(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    client.set_cookie("session", "planted")
    way_in.go()
    assert way_in.token != "planted"
    client.set_cookie("session", "planted")
    assert not is_in(client)


def test_sign_out_ends_the_session_on_the_server(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    way_in.go()
    copied = str(way_in.token)
    answer = client.post("/sign-out")
    assert answer.status_code == 303
    assert way_in.sessions == []
    assert way_in.token is None
    client.set_cookie("session", copied)
    assert not is_in(client)


def test_sign_out_ends_at_the_provider_and_comes_back(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    way_in.go()
    location = client.post("/sign-out").headers["Location"]
    assert location.startswith(f"{way_in.settings.issuer}/end-session?")
    answer = requests.get(location, timeout=5, allow_redirects=False)
    back = urlsplit(answer.headers["Location"])
    assert back.path == "/sign-in/signed-out"
    client.get(f"{back.path}?{back.query}")
    assert client.page.h1 == "Du er logget af"


def test_sign_out_works_while_the_provider_is_gone(
    way_in: WayIn, client: CheckingClient, app: Flask
) -> None:
    way_in.enrol()
    way_in.go()
    provider = app.extensions["sign_in_provider"]
    provider._metadata_url, provider._metadata_at = "http://127.0.0.1:9/", float("-inf")
    location = client.post("/sign-out").headers["Location"]
    assert location == "http://127.0.0.1:8000/sign-in/signed-out"
    assert way_in.sessions == []


def test_signing_out_twice_is_harmless(way_in: WayIn, client: CheckingClient) -> None:
    assert client.post("/sign-out").status_code == 303
    client.set_cookie("session", "nonsense")
    assert client.post("/sign-out").status_code == 303


def test_sign_in_and_sign_out_are_in_the_audit_trail(
    way_in: WayIn, client: CheckingClient, session: Session
) -> None:
    person = way_in.enrol()
    way_in.go()
    client.post("/sign-out")
    events = session.exec(select(AuditEvent).order_by(AuditEvent.sequence)).all()  # type: ignore[arg-type]
    assert [(event.person_id, event.action) for event in events] == [
        (person, "session:started"),
        (person, "session:ended"),
    ]


@pytest.mark.parametrize(("minutes", "lives"), [(29, True), (30, False)])
def test_a_session_rests_for_thirty_minutes_at_most(
    way_in: WayIn, client: CheckingClient, minutes: int, lives: bool
) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=False) as clock:
        way_in.go()
        clock.shift(timedelta(minutes=minutes))
        assert is_in(client) is lives


def test_use_keeps_a_session_alive_but_never_beyond_twelve_hours(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=False) as clock:
        way_in.go()
        for _ in range(12 * 3 - 1):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        assert not is_in(client)


def test_the_last_use_is_written_once_a_minute_at_most(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=False) as clock:
        way_in.go()
        began = way_in.sessions[0].last_seen_at
        clock.shift(59)
        is_in(client)
        assert way_in.sessions[0].last_seen_at == began
        clock.shift(1)
        is_in(client)
        assert way_in.sessions[0].last_seen_at == began + timedelta(minutes=1)


def test_sessions_past_their_last_hour_are_removed_at_sign_in(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=False) as clock:
        way_in.go()
        client.delete_cookie("session")
        clock.shift(timedelta(hours=12))
        way_in.go()
    assert len(way_in.sessions) == 1


def test_an_ended_session_leads_to_sign_in_and_back(client: CheckingClient) -> None:
    client.set_cookie("session", "nonsense")
    answer = client.get(f"{PERSONAL}?from=a-b")
    assert answer.status_code == 303
    location = urlsplit(answer.headers["Location"])
    assert location.path == "/sign-in"
    assert parse_qs(location.query) == {"next": [f"{PERSONAL}?from=a-b"]}


def test_an_ended_session_tells_htmx_to_leave_the_page(client: CheckingClient) -> None:
    answer = client.get(PERSONAL, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in?next=")


def test_what_pages_remember_stays_in_the_session(
    client: CheckingClient, session: Session, person: UUID
) -> None:
    client.sign_in(person)
    client.post(PERSONAL)
    assert session.exec(select(BrowserSession.remembered)).one() == {"practice": True}
    assert "practice" in client.get(PERSONAL).text


def test_a_request_that_fails_remembers_nothing(
    client: CheckingClient, session: Session, person: UUID
) -> None:
    client.sign_in(person)
    client.post(f"{PERSONAL}?fail=1")
    assert session.exec(select(BrowserSession.remembered)).one() == {}


def test_nothing_can_be_remembered_for_a_stranger(app: Flask, client: CheckingClient) -> None:
    app.testing = True
    with pytest.raises(NobodySignedIn):
        client.post(PERSONAL)


def test_a_session_that_ended_meanwhile_is_not_written_back(
    session: Session, client: CheckingClient, person: UUID
) -> None:
    client.sign_in(person)
    row = session.exec(select(BrowserSession)).one()
    service.end_all_sessions(session, person=person)
    service.remember(session, session_id=row.id, values={"practice": True})
    assert session.exec(select(BrowserSession)).all() == []


@pytest.fixture
def person(way_in: WayIn) -> UUID:
    return way_in.enrol()


class TestOnHttps:
    """The cookies that people in real use get."""

    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"origin": "https://127.0.0.1"}

    def test_cookies_are_bound_to_this_host_and_to_https(
        self, way_in: WayIn, client: CheckingClient
    ) -> None:
        way_in.enrol()
        options: dict[str, Any] = {"base_url": "https://127.0.0.1"}
        left = client.post("/sign-in", **options)
        path = way_in.choose(left.headers["Location"])
        arrived = client.get(path, **options)
        cookies = [*left.headers.getlist("Set-Cookie"), *arrived.headers.getlist("Set-Cookie")]
        assert [cookie.partition("=")[0] for cookie in cookies] == [
            "__Host-sign-in",
            "__Host-session",
        ]
        for cookie in cookies:
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
            assert "Domain" not in cookie

    def test_the_cookie_of_a_sign_in_lives_ten_minutes(self, client: CheckingClient) -> None:
        cookie = client.post("/sign-in").headers["Set-Cookie"]
        assert "Max-Age=600" in cookie
