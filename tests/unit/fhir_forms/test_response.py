"""Answers as a QuestionnaireResponse: nested as the form, exact, and readable again."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.fhir_forms import (
    Answers,
    Coding,
    Quantity,
    Value,
    Words,
    build_response,
    from_plain,
    read_response,
    to_plain,
    write_json,
)
from tests.unit.fhir_forms.builders import item, read, when

NOW = datetime(2026, 11, 23, 8, 12, 30, tzinfo=UTC)
FORM = read(
    item("g", "group", item("weight", "quantity"), item("note", "text")),
    item("intro", "display"),
    item("fever", "boolean", item("degrees", "decimal", enableWhen=[when("fever")])),
    item("since", "date"),
    item(
        "colour",
        "choice",
        answerOption=[{"valueCoding": {"system": "s", "code": "c", "display": "Clear"}}],
    ),
    item("puffs", "integer", enableWhen=[when("fever")]),
)
ALL: dict[str, Value] = {
    "weight": Quantity(Decimal("70.50"), "kg", "http://unitsofmeasure.org", "kg"),
    "note": "Line\nbreak",
    "fever": True,
    "degrees": Decimal("38.10"),
    "since": date(2026, 11, 20),
    "colour": Coding("s", "c", Words("Clear")),
    "puffs": 4,
}


def built(answers: Answers) -> dict[str, Any]:
    return build_response(FORM, answers, authored=NOW, subject="Patient/1", source="Patient/1")


def link_ids(rows: list[dict[str, Any]]) -> list[Any]:
    return [
        (row["linkId"], link_ids(row["item"])) if "item" in row else row["linkId"] for row in rows
    ]


def test_a_response_is_completed_and_names_form_subject_and_moment() -> None:
    found = built(Answers(ALL))
    del found["item"]
    assert found == {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "questionnaire": "https://example.org/form|1",
        "status": "completed",
        "subject": {"reference": "Patient/1"},
        "authored": "2026-11-23T08:12:30+00:00",
        "source": {"reference": "Patient/1"},
    }


def test_a_response_is_nested_as_the_form_and_leaves_out_what_is_not_answered() -> None:
    assert link_ids(built(Answers(ALL).drop("note"))["item"]) == [
        ("g", ["weight"]),
        "fever",
        "since",
        "colour",
        "puffs",
    ]
    assert "item" not in built(Answers())


def test_what_stands_under_a_question_is_under_its_answer() -> None:
    fever = built(Answers(ALL))["item"][1]
    assert fever["text"] == "Text of fever"
    assert fever["answer"][0]["valueBoolean"] is True
    assert link_ids(fever["answer"][0]["item"]) == ["degrees"]


def test_answers_to_disabled_items_are_not_sent() -> None:
    rows = built(Answers(ALL).put("fever", False))["item"]
    assert link_ids(rows) == [("g", ["weight", "note"]), "fever", "since", "colour"]
    assert "item" not in rows[1]["answer"][0]


def test_decimals_are_written_digit_by_digit() -> None:
    text = write_json(built(Answers(ALL)))
    assert '"value": 70.50,' in text
    assert '"valueDecimal": 38.10' in text


def test_a_response_reads_back_to_the_same_answers() -> None:
    found = read_response(FORM, write_json(built(Answers(ALL))))
    assert found.problems == ()
    assert found.answers == Answers(ALL)
    assert str(found.answers.of("degrees")) == "38.10"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        build_response(FORM, Answers(), authored=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([{"linkId": "other"}], "item[0].linkId"),
        ([{"linkId": "g", "answer": [{"valueString": "x"}]}], "item[0].answer"),
        ([{"linkId": "note", "answer": [{"valueUri": "x"}]}], "item[0].answer[0].valueUri"),
        ([{"linkId": "fever", "answer": [{"valueBoolean": True}]}] * 2, "item[1]"),
        ("text", "item"),
    ],
)
def test_what_does_not_fit_the_form_is_named_and_left_out(rows: Any, place: str) -> None:
    source = {"resourceType": "QuestionnaireResponse", "item": rows}
    [problem] = read_response(FORM, source).problems
    assert problem.path == f"QuestionnaireResponse.{place}"


def test_another_resource_is_not_a_response() -> None:
    assert read_response(FORM, b'{"resourceType": "Patient"}').problems[0].path == "resourceType"
    assert read_response(FORM, b"{").problems


VALUES = st.one_of(
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(min_size=1).filter(str.strip),
    st.dates(),
    st.builds(Coding, st.none() | st.text(), st.text()),
    st.builds(Quantity, st.decimals(allow_nan=False, allow_infinity=False), st.none() | st.text()),
)


@given(st.dictionaries(st.text(), VALUES))
def test_stored_answers_come_back_with_every_digit(values: dict[str, Value]) -> None:
    plain = json.loads(json.dumps(to_plain(Answers(values))))
    assert from_plain(plain) == Answers(values)
    assert repr(dict(from_plain(plain))) == repr(dict(Answers(values)))


@pytest.mark.parametrize(
    "plain",
    [
        {"q": [{"boolean": "true"}]},
        {"q": [{"decimal": "x"}]},
        {"q": [{"integer": 1, "string": "x"}]},
        {"q": [{"date": "2026-13-01"}]},
        {"q": [{"coding": {}}]},
        {"q": [7]},
        {"q": None},
    ],
)
def test_broken_stored_answers_are_refused(plain: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_plain(plain)


def test_answers_do_not_tell_themselves_to_a_log() -> None:
    assert repr(Answers({"q": "private"})) == "<Answers to 1 questions>"
