"""A form in another language than the page says so for each of its texts."""

import json
from typing import Any

import pytest
from sqlmodel import Session

from citizen_app.fhir_forms import Words
from citizen_app.plans.rules import OnDemand, Text
from citizen_app.questionnaires.titles import title_in_our_languages
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_activity, make_plan
from tests.html_checks import Page, text_of
from tests.integration.questionnaires.answering import Answering, answering, offer_form
from tests.unit.fhir_forms.builders import HL7, control, form_json, item

KILOGRAM = {"url": HL7 + "questionnaire-unit", "valueCoding": {"code": "kg", "display": "kg"}}


def beside(language: str, text: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"extension": [{"url": f"{HL7}translation", "extension": parts}]}


def danish_form(**more: Any) -> str:
    options = [{"valueCoding": {"code": "a", "display": "Lidt"}}]
    return json.dumps(
        form_json(
            item("info", "display", text="Sæt dig ned.\nTræk vejret roligt."),
            item("pain", "choice", text="Har du ondt?", answerOption=options),
            item("weight", "quantity", text="Hvad vejer du?", extension=[KILOGRAM]),
            item(
                "more",
                "boolean",
                item("tip", "display", text="Tænk på i dag.", extension=[control("help")]),
                text="Is there more?",
                _text=beside("da", "Er der mere?"),
                required=True,
            ),
            **{"language": "da", "title": "Dansk skema", **more},
        )
    )


def marked(page: Page) -> dict[str, str]:
    """Every text in another language than the page's, and which."""
    (main,) = page.all("main")
    return {text_of(e): e.get("lang", "") for e in main.iter() if e.get("lang")}


@pytest.fixture
def english(anna: CheckingClient) -> CheckingClient:
    anna.set_cookie("language", "en")
    return anna


@pytest.fixture
def danish(english: CheckingClient, cast: Cast, session: Session) -> Answering:
    """A Danish form on English pages."""
    return answering(english, offer_form(session, person=cast.anna, source=danish_form()))


def test_each_text_of_the_form_is_marked_and_ours_are_not(danish: Answering) -> None:
    danish.begin()
    assert marked(danish.page) == {"Sæt dig ned.": "da", "Træk vejret roligt.": "da"}
    danish.go_on()
    assert marked(danish.page) == {"Har du ondt?": "da", "Lidt": "da"}
    assert "I will not answer this" in danish.page.text


def test_help_is_marked_and_a_label_in_an_attribute_has_no_tags(danish: Answering) -> None:
    danish.open("steps/3")
    assert marked(danish.page) == {"Hvad vejer du?": "da"}
    field = danish.page.by_id("answer-1")
    assert field is not None
    assert field.get("aria-label") == "Hvad vejer du?, kg"
    danish.open("steps/4")
    assert marked(danish.page)["Tænk på i dag."] == "da"


def test_the_check_page_and_the_receipt_mark_questions(danish: Answering) -> None:
    danish.begin()
    danish.go_on()
    danish.choose("Lidt")
    danish.write("82")
    danish.choose("Yes")
    assert marked(danish.page)["Har du ondt?"] == "da"
    assert marked(danish.page)["Lidt"] == "da"
    assert "82 kg" not in marked(danish.page)
    danish.go_on("Send")
    assert marked(danish.page)["Har du ondt?"] == "da"


def test_a_form_in_the_language_of_the_page_is_not_marked(
    danish: Answering, anna: CheckingClient
) -> None:
    anna.set_cookie("language", "da")
    for place in ("steps/1", "steps/2", "steps/3"):
        danish.open(place)
        assert marked(danish.page) == {}


def test_a_text_without_the_translation_that_others_have_is_marked(
    english: CheckingClient, cast: Cast, session: Session
) -> None:
    source = danish_form(_title=beside("en", "An English form"))
    round_ = answering(english, offer_form(session, person=cast.anna, source=source))
    round_.open("steps/2")
    assert marked(round_.page) == {"Har du ondt?": "da", "Lidt": "da"}


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        (Words("Skema", {"en": "Form"}, "da"), Text("Skema", "Form")),
        (Words("Form", {"da": "Skema"}, "en-GB"), Text("Skema", "Form")),
        (Words("Skema", {}, "da-DK"), Text("Skema", "Skema", "da-DK")),
        (Words("Form", {}, "en"), Text("Form", "Form", "en")),
        (Words("Bogen", {"en": "Form"}, "de"), Text("Form", "Form", "en")),
        (Words("Bogen", {}, "de"), Text("Bogen", "Bogen", "de")),
        (Words("Skema"), Text("Skema", "Skema", None)),
    ],
)
def test_a_title_is_offered_in_our_languages_as_far_as_it_goes(title: Words, offered: Text) -> None:
    assert title_in_our_languages(title) == offered


@pytest.mark.parametrize(("language", "tags"), [("da", {}), ("en", {"Dansk skema": "da"})])
def test_today_marks_a_title_that_is_not_translated(
    anna: CheckingClient, cast: Cast, session: Session, language: str, tags: dict[str, str]
) -> None:
    for schedule in (None, OnDemand()):
        make_activity(
            session,
            person=cast.anna,
            plan=make_plan(session, person=cast.anna),
            schedule=schedule,
            title=Text("Dansk skema", "Dansk skema", "da"),
        )
    anna.set_cookie("language", language)
    anna.get("/today")
    assert marked(anna.page) == tags
