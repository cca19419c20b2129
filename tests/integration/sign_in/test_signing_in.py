"""The way in over a real provider, and the ways it can go wrong."""

from typing import Any
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session, select

from citizen_app.demo.people import DEMO_PEOPLE
from citizen_app.sign_in.models import BrowserSession, PendingSignIn
from citizen_app.sign_in.rules import fingerprint
from citizen_app.web.clock import now
from tests.checking_client import CheckingClient
from tests.integration.sign_in.way_in import WayIn, parameter


def test_a_citizen_signs_in_and_is_known(way_in: WayIn, client: CheckingClient) -> None:
    person = way_in.enrol()
    answer = way_in.go()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert [row.person_id for row in way_in.sessions] == [person]
    client.get("/settings")
    assert "Karen Madsen" in client.page.text


def test_only_the_fingerprint_of_the_cookie_is_stored(way_in: WayIn) -> None:
    way_in.enrol()
    way_in.go()
    assert way_in.token is not None
    assert len(way_in.token) >= 43
    assert [row.token_fingerprint for row in way_in.sessions] == [fingerprint(way_in.token)]


def test_the_second_sign_in_needs_no_number(way_in: WayIn, app: Flask) -> None:
    person = way_in.enrol()
    way_in.go()
    provider = app.extensions["sign_in_provider"]
    provider.client_kwargs["scope"] = "openid"
    way_in.go()
    assert [row.person_id for row in way_in.sessions] == [person]


def test_the_person_comes_back_to_the_page_they_wanted(way_in: WayIn) -> None:
    way_in.enrol()
    assert way_in.go(next_path="/settings").headers["Location"] == "/settings"


def test_somebody_whom_no_team_has_enrolled_is_told_so(
    way_in: WayIn, client: CheckingClient, session: Session
) -> None:
    answer = way_in.go("stranger")
    assert answer.headers["Location"] == "/sign-in/not-enrolled"
    client.get("/sign-in/not-enrolled")
    assert client.page.h1 == "Her er ikke noget til dig endnu"
    assert way_in.sessions == []
    assert way_in.token is None
    assert session.exec(select(PendingSignIn)).all() == []


def test_staff_land_on_the_work_list(way_in: WayIn, client: CheckingClient) -> None:
    way_in.employ("nurse")
    way_in.go("nurse")
    assert client.get("/sign-in/not-enrolled", follow_redirects=True).request.path == "/care-team"
    assert client.page.h1 == "Arbejdsliste"


def test_a_citizen_is_not_left_on_the_page_for_others(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    way_in.go()
    assert client.get("/sign-in/not-enrolled").headers["Location"] == "/"
    assert client.get("/sign-in").headers["Location"] == "/"


def test_cancelling_is_no_error_and_leaves_two_choices(
    way_in: WayIn, client: CheckingClient
) -> None:
    answer = way_in.arrive(way_in.choose(way_in.depart("/settings"), "cancel"))
    assert answer.status_code == 200
    assert client.page.h1 == "Du blev ikke logget på"
    assert "Prøv igen" in client.page.text
    assert "Få hjælp" in client.page.text
    assert way_in.sessions == []


def test_trying_again_after_a_cancel_keeps_the_wanted_page(
    way_in: WayIn, client: CheckingClient
) -> None:
    way_in.enrol()
    way_in.arrive(way_in.choose(way_in.depart("/settings"), "cancel"))
    departure = client.submit(button="Prøv igen").headers["Location"]
    assert way_in.arrive(way_in.choose(departure)).headers["Location"] == "/settings"


def test_an_answer_counts_once(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    path = way_in.choose(way_in.depart())
    way_in.arrive(path)
    assert way_in.arrive(path).status_code == 400
    assert client.page.h1 == "Log på en gang til"
    assert len(way_in.sessions) == 1


def test_an_answer_in_another_browser_is_refused(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    path = way_in.choose(way_in.depart())
    client.delete_cookie("sign-in")
    assert way_in.arrive(path).status_code == 400
    client.set_cookie("sign-in", "another-browser")
    assert way_in.arrive(path).status_code == 400
    assert way_in.sessions == []


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?code=y", "?state=&code="])
def test_an_answer_nobody_asked_for_is_refused(
    way_in: WayIn, client: CheckingClient, query: str
) -> None:
    way_in.depart()
    assert way_in.arrive(f"/sign-in/callback{query}").status_code == 400
    assert way_in.sessions == []


@pytest.mark.parametrize("state", ["", "&state=x", "&state=REAL"])
def test_the_text_of_an_error_address_is_never_shown(
    way_in: WayIn, client: CheckingClient, state: str
) -> None:
    real = parameter(way_in.depart(), "state")
    query = "error=server_error&error_description=<b>ring 12345678</b>&error_uri=http://evil.test"
    way_in.arrive(f"/sign-in/callback?{query}{state.replace('REAL', real)}")
    assert "12345678" not in client.page.html
    assert "evil.test" not in client.page.html


def test_an_unknown_error_is_told_in_our_own_words(way_in: WayIn, client: CheckingClient) -> None:
    departure = way_in.depart()
    issuer = way_in.settings.issuer
    query = f"error=server_error&state={parameter(departure, 'state')}&iss={issuer}"
    assert way_in.arrive(f"/sign-in/callback?{query}").status_code == 400
    assert client.page.h1 == "Vi kunne ikke logge dig på"


def test_a_code_of_another_sign_in_is_refused(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    first, second = way_in.choose(way_in.depart()), way_in.choose(way_in.depart())
    swapped = second.replace(parameter(second, "code"), parameter(first, "code"))
    assert way_in.arrive(swapped).status_code == 400
    assert way_in.sessions == []


def test_two_tabs_at_once_both_work(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    first, second = way_in.choose(way_in.depart("/settings")), way_in.choose(way_in.depart())
    assert way_in.arrive(first).headers["Location"] == "/settings"
    assert way_in.arrive(second).headers["Location"] == "/"
    assert len(way_in.sessions) == 1
    assert client.get("/settings").status_code == 200


def test_only_the_last_five_sign_ins_of_a_browser_are_kept(way_in: WayIn, session: Session) -> None:
    way_in.enrol()
    departures = [way_in.depart() for _ in range(7)]
    assert len(session.exec(select(PendingSignIn)).all()) == 5
    assert way_in.arrive(way_in.choose(departures[1])).status_code == 400
    assert way_in.arrive(way_in.choose(departures[2])).status_code == 303


def test_a_sign_in_that_took_too_long_begins_again(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=True) as clock:
        path = way_in.choose(way_in.depart())
        clock.shift(601)
        assert way_in.arrive(path).status_code == 400
    assert client.page.h1 == "Log på en gang til"


def test_abandoned_sign_ins_are_removed_when_somebody_signs_in(
    way_in: WayIn, session: Session
) -> None:
    way_in.enrol()
    with time_machine.travel(now(), tick=True) as clock:
        way_in.depart()
        clock.shift(700)
        way_in.go()
    assert session.exec(select(PendingSignIn)).all() == []


def test_a_head_request_does_not_use_the_answer_up(way_in: WayIn, client: CheckingClient) -> None:
    way_in.enrol()
    path = way_in.choose(way_in.depart())
    assert client.head(path).status_code == 405
    assert way_in.arrive(path).status_code == 303


def test_nothing_is_left_of_a_sign_in_that_fails_at_the_end(
    way_in: WayIn, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    way_in.enrol()
    path = way_in.choose(way_in.depart())
    monkeypatch.setattr("citizen_app.sign_in.routes.audit.record", Mock(side_effect=RuntimeError))
    assert way_in.arrive(path).status_code == 500
    assert way_in.sessions == []
    assert way_in.token is None
    assert way_in.arrive(path).status_code == 400


def test_the_way_back_is_our_own_address_whatever_the_host_header_says(
    way_in: WayIn, client: CheckingClient
) -> None:
    answer = client.post("/sign-in", headers={"Host": "evil.test"})
    back = parameter(answer.headers["Location"], "redirect_uri")
    assert back == "http://127.0.0.1:8000/sign-in/callback"


def test_another_site_cannot_start_a_sign_in(client: CheckingClient) -> None:
    answer = client.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


UNSAFE = [
    "//evil.test",
    "///evil.test",
    "////evil.test",
    "/\\evil.test",
    "\\/evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
    "https:evil.test",
    "https://evil.test/today",
    "http:/\\evil.test",
    "javascript:alert(1)",
    "/@evil.test",
    "@evil.test",
    "/settings@evil.test",
    "/settings/../evil",
    "/.//evil.test",
    "/%2F/evil.test",
    "/settings#x",
    "/settings?next=//evil.test",
    "/nothing-here",
    "/sign-out",
    "/sign-in/callback?state=x",
    "/settings/language",
    "/" + "a" * 2000,
    " /settings",
    "",
]


@pytest.mark.parametrize("wanted", UNSAFE)
def test_no_address_leads_away_from_us(
    client: CheckingClient, session: Session, wanted: str
) -> None:
    client.post("/sign-in", data={"next": wanted})
    assert session.exec(select(PendingSignIn.next_path)).one() == "/"


@pytest.mark.parametrize("wanted", ["/settings", "/settings?from=a-b", "/healthz"])
def test_our_own_pages_can_be_returned_to(
    client: CheckingClient, session: Session, wanted: str
) -> None:
    client.get("/sign-in", query_string={"next": wanted})
    client.submit(button="Log på")
    assert session.exec(select(PendingSignIn.next_path)).one() == wanted


def test_the_sign_in_page_has_one_button_and_the_emergency_number(client: CheckingClient) -> None:
    client.get("/sign-in")
    assert [button.text for button in client.page.all("button")] == ["Log på"]
    assert "112" in client.page.text


def test_pages_for_strangers_set_no_cookie(client: CheckingClient) -> None:
    for path in ("/sign-in", "/sign-in/signed-out", "/sign-in/not-enrolled", "/settings"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_number_is_in_no_row_log_or_address(
    way_in: WayIn, session: Session, capfd: pytest.CaptureFixture[str]
) -> None:
    way_in.enrol()
    departure = way_in.depart()
    path = way_in.choose(departure)
    answer = way_in.arrive(path)
    rows = session.exec(select(BrowserSession)).all()
    told = "".join([departure, path, str(answer.headers), *map(repr, rows), *capfd.readouterr()])
    assert not [person.role for person in DEMO_PEOPLE if person.cpr in told]
    assert parameter(path, "code") not in "".join(map(repr, rows))


def test_a_provider_that_is_gone_gives_a_friendly_page(
    app: Flask, client: CheckingClient, changes: dict[str, Any]
) -> None:
    app.extensions["sign_in_provider"]._metadata_url = "http://127.0.0.1:9/"
    answer = client.post("/sign-in", data={"next": "/settings"})
    assert answer.status_code == 503
    assert client.page.h1 == "Du kan ikke logge på lige nu"
    assert answer.headers["Retry-After"] == "30"
    assert client.page.all("input")[0].get("value") == "/settings"


def test_the_provider_is_where_the_settings_say(way_in: WayIn) -> None:
    address = urlsplit(way_in.depart())
    assert f"{address.scheme}://{address.netloc}" in way_in.settings.issuer
    assert address.path == "/stand-in/authorize"
