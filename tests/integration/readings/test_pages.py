"""Entering readings over HTTP, from the fields to the receipt."""

from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from citizen_app.measures import MeasureCode
from citizen_app.record.models import Reading, Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_activity, make_plan

AT_REST = {"spo2_position": "rest", "spo2_oxygen": "no"}
GOOD = {**AT_REST, "spo2": "93", "pulse": "78"}


@pytest.fixture
def anna(client: CheckingClient, cast: Cast) -> CheckingClient:
    """Anna's browser, in English, at the fields of an extra reading."""
    client.sign_in(cast.anna)
    client.set_cookie("language", "en")
    client.get("/readings/add")
    return client


def _readings(session: Session) -> list[Reading]:
    return list(session.exec(select(Reading).order_by(Reading.place)))  # type: ignore[arg-type]


def _submissions(session: Session) -> list[Submission]:
    return list(session.exec(select(Submission)))


def _send(client: CheckingClient, **fields: str) -> Any:
    client.submit(fields, button="Continue")
    return client.submit(button="Send")


def _hidden(client: CheckingClient, name: str) -> str:
    fields = [field for field in client.page.all("input") if field.get("name") == name]
    return fields[0].get("value") or ""


def test_readings_are_shown_once_more_before_they_are_sent(
    anna: CheckingClient, session: Session
) -> None:
    answer = anna.submit({**GOOD, "temperature": "36,7 °C"}, button="Continue")
    assert answer.status_code == 200
    assert anna.page.h1 == "Check your readings"
    assert "36.7 °C" in anna.page.text
    assert _submissions(session) == []


def test_sent_readings_lead_to_their_receipt(anna: CheckingClient, session: Session) -> None:
    answer = _send(anna, **GOOD, weight="82,5")
    assert answer.status_code == 303
    anna.follow(answer)
    assert anna.page.h1 == "Your receipt"
    stored = [(row.measure, row.scaled, row.decimals) for row in _readings(session)]
    assert stored == [("spo2", 93, 0), ("pulse", 78, 0), ("weight", 825, 1)]


def test_words_come_back_with_the_text_and_an_error_summary(anna: CheckingClient) -> None:
    answer = anna.submit({"pulse": "ret høj"}, button="Continue")
    assert answer.status_code == 422
    assert anna.page.title.startswith("Error:")
    summary = anna.page.by_id("error-summary")
    assert summary is not None
    assert _hidden(anna, "pulse") == "ret høj"
    assert anna.page.text.count("Pulse: write a number, for example 78") == 2


def test_nothing_typed_is_told_clearly(anna: CheckingClient) -> None:
    assert anna.submit(button="Continue").status_code == 422
    assert "Write at least one number" in anna.page.text


def test_slipped_comma_is_asked_about_and_the_meaning_is_sent(
    anna: CheckingClient, session: Session
) -> None:
    assert anna.submit({"temperature": "367"}, button="Continue").status_code == 422
    assert anna.page.h1 == "You wrote 367. Did you mean 36.7?"
    anna.submit({"answer": "meant-0"}, button="Continue")
    anna.submit(button="Send")
    assert [(row.scaled, row.decimals) for row in _readings(session)] == [(367, 1)]


def test_question_without_an_answer_is_put_again_with_an_error(anna: CheckingClient) -> None:
    anna.submit({"temperature": "367"}, button="Continue")
    assert anna.submit(button="Continue").status_code == 422
    assert "Choose an answer" in anna.page.text
    assert anna.page.title.startswith("Error:")


def test_swapped_pressure_is_noticed(anna: CheckingClient, session: Session) -> None:
    anna.submit({"systolic": "80/120"}, button="Continue")
    assert "each other's place" in anna.page.h1
    anna.submit({"answer": "swap"}, button="Continue")
    anna.submit(button="Send")
    assert [row.scaled for row in _readings(session)] == [120, 80]


def test_very_low_saturation_is_measured_again_and_then_taken_with_the_numbers(
    anna: CheckingClient, session: Session
) -> None:
    anna.submit({**AT_REST, "spo2": "82"}, button="Continue")
    assert anna.page.h1 == "Warm your finger, and measure again"
    assert "112" in anna.page.text
    anna.submit({"again": "81"}, button="Continue")
    assert "Do you feel bad? Call now" in anna.page.text
    anna.submit(button="Send")
    assert [row.scaled for row in _readings(session)] == [81]


def test_impossible_saturation_is_refused_with_words(anna: CheckingClient) -> None:
    assert anna.submit({**AT_REST, "spo2": "101"}, button="Continue").status_code == 422
    assert "Oxygen saturation cannot be 101 %" in anna.page.text


def test_being_too_unwell_shows_the_numbers_at_once_and_is_red(
    anna: CheckingClient, session: Session
) -> None:
    anna.submit({"spo2_skip": "too_unwell"}, button="Continue")
    assert "too unwell to measure" in anna.page.text
    assert anna.page.text.index("Call 112") < anna.page.text.index("Not measured")
    anna.submit(button="Send")
    assert [row.colour for row in _submissions(session)] == ["red"]


def test_change_leads_back_to_the_fields_with_everything_kept(anna: CheckingClient) -> None:
    anna.submit({**GOOD, "weight": "82,5"}, button="Continue")
    answer = anna.submit(button="Change my readings")
    assert answer.status_code == 200
    assert [_hidden(anna, name) for name in ("spo2", "pulse", "weight")] == ["93", "78", "82,5"]


def test_sending_twice_stores_once_and_shows_the_same_receipt(
    anna: CheckingClient, session: Session
) -> None:
    anna.submit(GOOD, button="Continue")
    page = anna.page
    first = anna.submit(button="Send")
    anna.page = page
    second = anna.submit(button="Send")
    assert first.headers["Location"] == second.headers["Location"]
    assert len(_submissions(session)) == 1


def test_other_readings_under_the_same_key_are_not_sent_and_both_are_shown(
    anna: CheckingClient, session: Session
) -> None:
    fields_page = anna.page
    _send(anna, **GOOD)
    anna.page = fields_page
    answer = _send(anna, **{**GOOD, "pulse": "99"})
    assert answer.status_code == 409
    assert "78 beats/min" in anna.page.text
    assert "99 beats/min" in anna.page.text
    assert len(_submissions(session)) == 1
    anna.submit(button="Check the new readings, to send them too")
    assert anna.submit(button="Send").status_code == 303
    assert len(_submissions(session)) == 2


def test_readings_that_were_not_shown_are_not_sent(anna: CheckingClient, session: Session) -> None:
    answer = anna.post("/readings/add", data={**GOOD, "key": str(uuid4()), "go": "send"})
    assert answer.status_code == 200
    assert anna.page.h1 == "Check your readings"
    assert _submissions(session) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"pulse": "9" * 5000},
        {"pulse": "<script>alert(1)</script>"},
        {"pulse": "78\x1b\u202e"},
        {"pulse": "\ud7ff\U0010ffff"},
        {"key": "x", "go": "x", "seen": "x" * 5000, "pulse": "78"},
        {"asked": "slip:pulse", "answer": "meant-99", "pulse": "780"},
        {"settled": "slip:" * 500, "pulse": "780"},
        {"measured": "earlier", "measured_day": "99.99.9999", "measured_clock": "99.99"},
        {"measured_at": "0001-01-01T00:00:00+14:00", "pulse": "78"},
        {"person_id": str(uuid4()), "colour": "green", "pulse": "78"},
    ],
)
def test_hostile_input_is_answered_with_a_page(
    anna: CheckingClient, fields: dict[str, str]
) -> None:
    assert anna.post("/readings/add", data=fields).status_code in {200, 422}


def test_fev1_is_shown_only_when_a_plan_asks_for_it(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    assert anna.page.by_id("fev1") is None
    plan = make_plan(session, person=cast.anna)
    make_activity(session, person=cast.anna, plan=plan, measures=(MeasureCode.FEV1,))
    anna.get("/readings/add")
    assert anna.page.by_id("fev1") is not None
    assert anna.page.by_id("weight") is not None
