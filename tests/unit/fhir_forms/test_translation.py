"""A form in another of its languages: other words, the same linkIds, codes and answers."""

from typing import Any

import pytest

from citizen_app.fhir_forms import Answers, asked, localised
from tests.unit.fhir_forms.builders import HL7, OWN, colour, control, item, read


def beside(language: str, content: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": content}]
    return {"extension": [{"url": HL7 + "translation", "extension": parts}]}


def significance() -> dict[str, Any]:
    found = colour("red", valueBoolean=True)
    advice = {"url": OWN + "answer-advice", "valueString": "Ring til os"}
    found["extension"].append({**advice, "_valueString": beside("en", "Call us")})
    return found


FORM = read(
    item("q", text="Har du feber?", _text=beside("en-GB", "Do you have a fever?"))
    | {"extension": [significance()]},
    item(
        "c",
        "choice",
        item("h", "display", text="Hjælp", _text=beside("en", "Help"), extension=[control("help")]),
        answerOption=[
            {"valueCoding": {"code": "a", "display": "Lidt", "_display": beside("en", "A little")}}
        ],
    ),
    item("only", text="Kun dansk"),
    language="da",
    title="Dagens spørgsmål",
    _title=beside("en", "Today's questions"),
)


@pytest.mark.parametrize("language", ["en", "en-US", "EN"])
def test_all_texts_are_in_the_language_asked_for(language: str) -> None:
    english = localised(FORM, language)
    first, second, _ = english.items
    assert (english.title, first.text) == ("Today's questions", "Do you have a fever?")
    assert (second.help, second.options[0].label) == ("Help", "A little")
    assert first.significances[0].advice == "Call us"
    assert str(english.language).startswith("en")


def test_what_has_no_translation_stays_as_it_is() -> None:
    assert localised(FORM, "en").items[2].text == "Kun dansk"


@pytest.mark.parametrize("language", ["da", "da-DK", "ar", "", "-"])
def test_unknown_languages_and_its_own_leave_the_form_unchanged(language: str) -> None:
    assert localised(FORM, language) is FORM


def test_answers_and_stored_values_do_not_depend_on_the_language() -> None:
    english = localised(FORM, "en")
    assert english.items[1].options[0].value == FORM.items[1].options[0].value
    answers = Answers({"c": FORM.items[1].options[0].value})
    danish = [page.step.link_id for page in asked(FORM, answers)]
    assert [page.step.link_id for page in asked(english, answers)] == danish


def test_a_form_knows_its_languages_its_own_first() -> None:
    assert FORM.languages[0] == "da"
    assert set(FORM.languages) == {"da", "en", "en-GB"}
