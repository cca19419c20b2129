"""The forms that benchmarks answer, and what is read from their responses."""

import json

import pytest

from bench.large_form import answers_to_all, large_form
from bench.parts.peers import ratio_to_best
from bench.peers.entry import NOTHING, temperature_in
from bench.peers.sites import FORM
from bench.peers.survey_form import survey_form
from citizen_app.fhir_forms import parse, validate

FIFTEEN = json.loads(FORM.read_text("utf-8"))


def test_the_large_form_has_exactly_so_many_items_and_all_can_be_answered() -> None:
    form = large_form(800)
    assert sum(1 for _ in form) == 800
    assert not validate(form, answers_to_all(form))


def test_another_number_of_items_is_refused() -> None:
    with pytest.raises(ValueError, match="801"):
        large_form(801)


def test_the_fifteen_questions_are_read_without_a_warning() -> None:
    parsed = parse(FIFTEEN)
    assert parsed.questionnaire is not None
    assert (parsed.errors, parsed.warnings) == ((), ())
    assert sum(1 for item in parsed.questionnaire if item.is_question) == 15


def test_surveyjs_gets_the_same_questions() -> None:
    (page,) = survey_form(FIFTEEN)["pages"]
    questions = {one["name"]: one for one in page["elements"]}
    assert [one["title"] for one in questions.values()] == [i["text"] for i in FIFTEEN["item"]]
    assert questions["farve"]["visibleIf"] == "{slim} = true"
    assert questions["temperatur"]["inputType"] == "number"
    assert [one["text"] for one in questions["pust"]["choices"]][0] == "Nej"


@pytest.mark.parametrize(
    ("answer", "told"),
    [({"valueDecimal": 36.7}, "36.7"), ({"valueQuantity": {"value": 367}}, "367")],
)
def test_a_number_is_read_from_a_fhir_response(answer: dict[str, object], told: str) -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "item": [{"linkId": "pust"}, {"linkId": "temperatur", "answer": [answer]}],
    }
    assert temperature_in(response) == told


@pytest.mark.parametrize(
    ("response", "told"),
    [
        ({"resourceType": "QuestionnaireResponse"}, NOTHING),
        ({"temperatur": 36.7}, "36.7"),
        ({}, NOTHING),
    ],
)
def test_what_is_not_there_is_told_as_nothing(response: dict[str, object], told: str) -> None:
    assert temperature_in(response) == told


def test_ours_is_compared_with_the_best_of_the_others() -> None:
    row = {"Åndehul": 15.0, "LHC-Forms": 300.0, "SurveyJS": 150.0, "Smart Forms": None}
    assert ratio_to_best(row) == 0.1
