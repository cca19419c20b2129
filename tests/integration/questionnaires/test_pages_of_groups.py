"""Pages with several questions, and groups in which something must be answered."""

import json
from typing import Any

import pytest
from sqlmodel import Session

from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.html_checks import text_of
from tests.integration.questionnaires.answering import Answering, answering, offer_form
from tests.unit.fhir_forms.builders import HL7, control, form_json, item, when

WEIGHT_CODE = [{"system": "http://loinc.org", "code": "29463-7"}]
KILOGRAM = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"}
MOST = {"url": HL7 + "maxValue", "valueDecimal": 100}
COUNTDOWN = {
    "url": "https://aandehul.example/fhir/StructureDefinition/countdown",
    "extension": [
        {"url": "seconds", "valueInteger": 30},
        {"url": "direction", "valueCode": "down"},
    ],
}


@pytest.fixture
def offer(anna: CheckingClient, cast: Cast, session: Session) -> Any:
    """Offers a form with these items and opens it."""

    def offer(*items: dict[str, Any]) -> Answering:
        source = json.dumps(form_json(*items, title="Et skema", language="da"))
        round_ = answering(anna, offer_form(session, person=cast.anna, source=source))
        round_.begin()
        return round_

    return offer


def page_of(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return item("page", "group", *items, extension=[control("page")], **more)


def weight(**more: Any) -> dict[str, Any]:
    unit = {"url": HL7 + "questionnaire-unit", "valueCoding": KILOGRAM}
    extension = [unit, *more.pop("extension", [])]
    return item("weight", "quantity", code=WEIGHT_CODE, extension=extension, **more)


def headings(round_: Answering) -> list[str]:
    return [text_of(heading) for heading in round_.page.all("h1", "h2")][:-1]


def test_a_question_that_another_on_its_page_opens_is_asked_before_going_on(offer: Any) -> None:
    round_ = offer(
        page_of(
            item("smokes", text="Ryger du?", required=True),
            item("many", "integer", text="Hvor mange?", required=True, enableWhen=[when("smokes")]),
        )
    )
    assert round_.choose("Ja") == "Text of page"
    assert "Hvor mange?" in round_.page.text
    assert round_.follow(round_.press(**{"answer-2": "4"})) == "Tjek dine svar"


def test_errors_of_a_page_lead_each_to_its_own_field(offer: Any) -> None:
    round_ = offer(page_of(item("a", "integer", required=True), item("b", "string", required=True)))
    assert round_.press().status_code == 422
    summary = round_.page.by_id("error-summary")
    assert [link.get("href") for link in summary.iter("a")] == ["#answer-1", "#answer-2"]


def test_a_group_in_which_something_must_be_answered_says_so(offer: Any) -> None:
    round_ = offer(page_of(item("a", "string"), item("b", "string"), required=True))
    assert round_.press().status_code == 422
    assert "Besvar mindst ét af spørgsmålene." in round_.page.text
    assert round_.follow(round_.press(**{"answer-2": "x"})) == "Tjek dine svar"


def test_readings_that_must_be_given_say_so(offer: Any) -> None:
    round_ = offer(item("readings", "group", weight(), required=True))
    assert round_.press().status_code == 422
    assert round_.page.by_id("error-summary") is not None


def test_readings_that_need_not_be_given_may_be_left_out(offer: Any) -> None:
    round_ = offer(item("readings", "group", weight()))
    assert round_.go_on() == "Tjek dine svar"


def test_a_reading_beyond_the_limit_of_the_form_is_told_the_limit(offer: Any) -> None:
    round_ = offer(item("readings", "group", weight(extension=[MOST])))
    assert round_.press(weight="102").status_code == 422
    assert "Det kan ikke være mere end 100." in round_.page.text


def test_a_short_text_on_a_page_has_no_heading_of_its_own(offer: Any) -> None:
    round_ = offer(page_of(item("say", "display", text="Sid ned."), item("a", "string")))
    assert headings(round_) == ["Text of page"]
    assert "Sid ned." in round_.page.text


def test_a_text_of_one_line_stands_under_the_title_of_the_form(offer: Any) -> None:
    round_ = offer(item("say", "display", text="Sid ned."), item("a", "string"))
    assert headings(round_) == ["Et skema"]


def test_a_countdown_after_another_text_of_a_page_is_shown(offer: Any) -> None:
    wait = item("wait", "display", text="Vent.", extension=[COUNTDOWN])
    round_ = offer(page_of(item("say", "display", text="Sid ned."), wait, item("a", "string")))
    assert "Vent 30 sekunder. Tryk så på Næste." in round_.page.text


def test_a_question_and_a_page_without_words_still_have_a_heading(offer: Any) -> None:
    round_ = offer(item("q7", "string", text=""), page_of(item("q8", "string"), text=""))
    assert round_.page.h1 == "q7"
    assert round_.go_on() == "Text of q8"
