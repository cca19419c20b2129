"""The citizen's own action plan: read, printed, and its words where the nurse tied them."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from citizen_app.action_plan.rules import Tie
from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ThresholdLimits
from citizen_app.record import service as record
from citizen_app.record.rules import Colour
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.action_plans import content, make_action_plan
from tests.factories import LONG_AGO, make_plan
from tests.integration.monday import NOW
from tests.integration.monday import anna as anna
from tests.integration.monday import clock as clock
from tests.integration.questionnaires.answering import answering, offer_form
from tests.integration.questionnaires.conftest import OPENS
from tests.integration.questionnaires.conftest import daily_source as daily_source

RED_PULSE = Tie(Colour.RED, Colour.RED, MeasureCode.PULSE)
YELLOW_PULSE = Tie(Colour.YELLOW, Colour.YELLOW, MeasureCode.PULSE)


@pytest.fixture
def send(session, cast):
    """Sends Anna's pulse, red from 121 and yellow from 106, or that she left it out."""
    plans.set_threshold(
        session,
        actor=cast.anna,
        person=cast.anna,
        plan=make_plan(session, person=cast.anna),
        threshold=plans.NewThreshold(
            MeasureCode.PULSE, ThresholdLimits(yellow_above=Decimal(105), red_above=Decimal(120))
        ),
        now=LONG_AGO,
    )

    def send(pulse=None, *, reason=None, at=NOW):
        value = Decimal(pulse) if pulse else None
        reading = NewReading(MeasureCode.PULSE, value, at, skip_reason=reason)
        submission = NewSubmission(key=uuid4(), readings=(reading,))
        return record.send(
            session, actor=cast.anna, person=cast.anna, submission=submission, now=at
        )

    return send


def write(session, cast, *ties, word="", now=LONG_AGO):
    plan = content(*ties, word=word)
    return make_action_plan(session, author=cast.erik, person=cast.anna, content=plan, now=now)


def receipt_text(anna, receipt):
    assert anna.get(f"/record/{receipt.id}").status_code == 200
    return anna.page.text


def test_it_says_all_zones_and_whom_to_call(session, cast, anna):
    write(session, cast)
    anna.get("/action-plan")
    assert anna.page.h1 == "Min handleplan"
    for zone in ("green", "yellow", "red"):
        assert f"Sådan er {zone}." in anna.page.text
        assert f"Gør {zone}." in anna.page.text
    assert "Min datter 98 00 00 05" in anna.page.text
    assert "Skrevet sammen med dit team (sygeplejerske) mandag 5. januar" in anna.page.text
    assert "Ring 112" in anna.page.text
    assert "Eskildsen" not in anna.page.text


def test_without_a_plan_it_says_how_to_get_one(anna):
    anna.get("/action-plan")
    assert "Du har ingen handleplan endnu" in anna.page.text
    assert any(link.get("href") == "/messages/add" for link in anna.page.all("a"))


def test_the_menu_and_every_receipt_lead_to_it(anna, send):
    anna.get("/settings")
    assert any(link.get("href") == "/action-plan" for link in anna.page.all("a"))
    receipt_text(anna, send("78"))
    assert any(link.get("href") == "/action-plan" for link in anna.page.all("a"))


def test_a_receipt_shows_the_zones_words_that_are_tied_to_it(session, cast, anna, send):
    write(session, cast, RED_PULSE, YELLOW_PULSE)
    text = receipt_text(anna, send("130"))
    assert "Din handleplan: rød zone Gør red." in text
    assert "Gør yellow." not in text
    assert text.index("Gør red.") < text.index("Ring 112") < text.index("Dine målinger")
    text = receipt_text(anna, send("110"))
    assert "Din handleplan: gul zone Gør yellow." in text
    assert "Gør red." not in text


def test_too_unwell_to_measure_shows_the_red_words(session, cast, anna, send):
    write(session, cast, RED_PULSE)
    assert "Gør red." in receipt_text(anna, send(reason=SkipReason.TOO_UNWELL))


@pytest.mark.parametrize("pulse", ["78", "110"])
def test_a_receipt_without_a_tie_shows_no_words(session, cast, anna, send, pulse):
    write(session, cast, RED_PULSE)
    text = receipt_text(anna, send(pulse))
    assert "Gør " not in text


def test_old_words_are_not_shown_once_the_plan_is_written_anew(session, cast, anna, send):
    write(session, cast, RED_PULSE)
    receipt = send("130", at=NOW - timedelta(hours=2))
    write(session, cast, RED_PULSE, word="-nyt", now=NOW - timedelta(hours=1))
    text = receipt_text(anna, receipt)
    assert "Gør red" not in text
    assert "Den er skrevet om siden" in text
    assert "Gør red-nyt." in receipt_text(anna, send("131"))


def test_a_plan_says_nothing_about_what_was_sent_before_it(session, cast, anna, send):
    receipt = send("130", at=NOW - timedelta(hours=2))
    write(session, cast, RED_PULSE, now=NOW - timedelta(hours=1))
    assert "handleplan: rød" not in receipt_text(anna, receipt)


def test_another_persons_plan_is_never_shown(session, cast, anna, send):
    plan = content(RED_PULSE)
    make_action_plan(session, author=cast.gitte, person=cast.frida, content=plan)
    assert "Gør " not in receipt_text(anna, send("130"))
    anna.get("/action-plan")
    assert "Du har ingen handleplan endnu" in anna.page.text


def test_an_answer_shows_the_words_at_once_and_only_once(session, cast, anna, daily_source):
    activity = offer_form(session, person=cast.anna, source=daily_source)
    form = activity.questionnaire_url
    ties = [
        Tie(Colour.YELLOW, colour, form_url=form, link_id=name)
        for colour in (Colour.YELLOW, Colour.RED)
        for name in ("cough", "breathlessness")
    ]
    write(session, cast, *ties)
    daily = answering(anna, activity, OPENS)
    daily.begin()
    assert daily.choose("Meget mere") == "Læs dette nu"
    assert "Din handleplan: gul zone Gør yellow." in daily.page.text
    assert daily.link("Gå videre") == "Hoster du mere, end du plejer?"
    assert daily.choose("Meget mere") != "Læs dette"
    assert "Gør yellow" not in daily.page.text
