"""The page "I am away or in hospital", over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from citizen_app.plans import service as plans
from citizen_app.plans.models import Pause
from citizen_app.plans.rules import PauseReason
from tests.factories import make_pause
from tests.html_checks import text_of

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
ASK, END, CALL_OFF = "Bed om en pause", "Afslut pausen nu", "Aflys pausen"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def anna(client, cast, clock):
    """Anna's browser, in Danish."""
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client


def all_pauses(session):
    return session.exec(select(Pause)).all()


def errors_of(client):
    summary = client.page.by_id("error-summary")
    return {link.get("href"): text_of(link) for link in summary.iter("a")}


def test_the_form_suggests_a_week_from_today_and_no_reason(anna):
    anna.get("/plans/pause")
    assert anna.page.h1 == "Jeg er væk eller indlagt"
    values = {field.get("name"): field.get("value") for field in anna.page.all("input")}
    assert [values[f"from-{part}"] for part in ("day", "month", "year")] == ["23", "11", "2026"]
    assert [values[f"until-{part}"] for part in ("day", "month", "year")] == ["30", "11", "2026"]
    assert not any("checked" in field.attrib for field in anna.page.all("input"))


def test_asking_for_a_pause_says_that_the_team_will_confirm(anna, session, cast):
    anna.get("/plans/pause")
    answer = anna.submit({"reason": "in_hospital"}, button=ASK)
    assert answer.status_code == 303
    anna.follow(answer)
    assert anna.page.h1 == "Du har en pause"
    assert "Ikke bekræftet endnu" in anna.page.text
    assert "De tæller ikke som glemte." in anna.page.text
    assert "Du er tilbage mandag 30. november." in anna.page.text
    (pause,) = all_pauses(session)
    assert (pause.person_id, pause.reason) == (cast.anna, PauseReason.IN_HOSPITAL)


def test_a_confirmed_pause_says_so(anna, session, cast):
    pause = make_pause(session, person=cast.anna, now=NOW)
    plans.confirm_pause(session, actor=cast.erik, person=cast.anna, pause_id=pause.id, now=NOW)
    anna.get("/plans/pause")
    assert "Bekræftet af dit team" in anna.page.text
    assert "Ikke bekræftet" not in anna.page.text


def test_sending_the_form_twice_makes_one_pause(anna, session):
    anna.get("/plans/pause")
    form = anna.page
    for _ in range(2):
        anna.page = form
        assert anna.submit({"reason": "away"}, button=ASK).status_code == 303
    assert len(all_pauses(session)) == 1


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(anna, session):
    anna.get("/plans/pause")
    typed = {"from-day": "fredag", "until-month": "13"}
    assert anna.submit(typed, button=ASK).status_code == 422
    assert set(errors_of(anna)) == {"#reason", "#from", "#until"}
    assert anna.page.title.startswith("Fejl: ")
    assert anna.page.by_id("from").get("value") == "fredag"
    assert anna.page.by_id("until-month").get("value") == "13"
    assert all_pauses(session) == []


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"from-day": "22"}, "#from", "i dag eller senere"),
        ({"until-day": "23"}, "#until", "efter den første dag"),
        ({"until-year": "2027"}, "#until", "højst vare 30 dage"),
    ],
)
def test_days_that_cannot_be_kept_are_told_beside_their_field(anna, session, typed, field, words):
    anna.get("/plans/pause")
    assert anna.submit({"reason": "away", **typed}, button=ASK).status_code == 422
    assert words in errors_of(anna)[field]
    assert all_pauses(session) == []


def test_a_pause_within_another_is_told(anna, session, cast):
    anna.get("/plans/pause")
    make_pause(session, person=cast.anna, now=NOW, days=2)
    assert anna.submit({"reason": "other"}, button=ASK).status_code == 422
    assert "Du har allerede en pause" in errors_of(anna)["#from"]


def test_ending_a_pause_leads_back_to_today(anna, session, cast):
    make_pause(session, person=cast.anna, now=NOW - timedelta(hours=1))
    anna.get("/plans/pause")
    answer = anna.submit(button=END)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today")
    assert all_pauses(session)[0].ended_at == NOW
    anna.get("/plans/pause")
    assert anna.page.h1 == "Jeg er væk eller indlagt"


def test_a_pause_that_has_not_begun_can_be_called_off(anna, session, cast):
    make_pause(session, person=cast.anna, now=NOW, starts_in=3)
    anna.get("/plans/pause")
    assert anna.page.h1 == "Du har bedt om en pause"
    anna.submit(button=CALL_OFF)
    assert all_pauses(session)[0].ended_at == NOW


def test_a_strangers_pause_cannot_be_ended(anna, session, cast):
    pause = make_pause(session, person=cast.frida, now=NOW)
    assert anna.post(f"/plans/pauses/{pause.id}/end").status_code == 404
    assert all_pauses(session)[0].ended_at is None


def test_a_page_of_another_site_cannot_ask_for_a_pause(anna, session):
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = anna.post("/plans/pause", data={"reason": "away"}, headers=elsewhere)
    assert answer.status_code == 403
    assert all_pauses(session) == []
