"""What must be mended before answers can be sent, as codes with the numbers that words need."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from citizen_app.fhir_forms import (
    Answers,
    Coding,
    Quantity,
    Value,
    issues_of,
    quantity_for,
    validate,
    visible_answers,
)
from tests.unit.fhir_forms.builders import (
    control,
    extension,
    item,
    options,
    read,
    reading,
    skip_reason,
    when,
)

KG = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"}


def faults(answers: dict[str, Value], *items: dict[str, Any]) -> list[tuple[str, str]]:
    found = validate(read(*items), Answers(answers))
    return [(issue.link_id, issue.code.value) for issue in found]


def limits(low: dict[str, Any], high: dict[str, Any]) -> list[dict[str, Any]]:
    return [extension("minValue", **low), extension("maxValue", **high)]


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("boolean", True, None),
        ("boolean", 1, "wrong_type"),
        ("integer", 5, None),
        ("integer", True, "wrong_type"),
        ("integer", Decimal("5.0"), "wrong_type"),
        ("decimal", Decimal("5.5"), None),
        ("decimal", 5, None),
        ("decimal", Decimal("NaN"), "wrong_type"),
        ("quantity", Quantity(Decimal("5.5")), None),
        ("quantity", Decimal("5.5"), "wrong_type"),
        ("string", "text", None),
        ("text", Coding("s", "c"), "wrong_type"),
        ("date", date(2026, 11, 23), None),
        ("date", "2026-11-23", "wrong_type"),
    ],
)
def test_each_type_takes_its_own_values_only(kind: str, value: Value, code: str | None) -> None:
    assert faults({"q": value}, item("q", kind)) == ([("q", code)] if code else [])


@pytest.mark.parametrize(
    ("row", "value", "code", "parameters"),
    [
        (
            item("q", "integer", extension=limits({"valueInteger": 1}, {"valueInteger": 9})),
            10,
            "above_maximum",
            {"maximum": 9},
        ),
        (
            item("q", "decimal", extension=limits({"valueDecimal": 0.5}, {"valueInteger": 9})),
            Decimal("0.4"),
            "below_minimum",
            {"minimum": Decimal("0.5")},
        ),
        (
            item("q", "date", extension=[extension("maxValue", valueDate="2026-11-23")]),
            date(2026, 11, 24),
            "above_maximum",
            {"maximum": date(2026, 11, 23)},
        ),
        (item("q", "string", maxLength=3), "four", "too_long", {"maximum": 3, "length": 4}),
        (
            item("q", "decimal", extension=[extension("maxDecimalPlaces", valueInteger=1)]),
            Decimal("1.25"),
            "too_many_decimals",
            {"maximum": 1},
        ),
    ],
)
def test_limits_are_told_with_their_numbers(
    row: dict[str, Any], value: Value, code: str, parameters: dict[str, Value]
) -> None:
    [issue] = validate(read(row), Answers({"q": value}))
    assert (issue.code, dict(issue.parameters)) == (code, parameters)


def test_limits_themselves_and_trailing_zeros_are_allowed() -> None:
    parts = [
        *limits({"valueDecimal": 1}, {"valueDecimal": 9}),
        extension("maxDecimalPlaces", valueInteger=0),
    ]
    row = item("q", "decimal", extension=parts)
    assert faults({"q": Decimal("9.0")}, row) == []
    assert faults({"q": Decimal(1)}, row) == []


def test_only_options_can_be_chosen() -> None:
    row = item("q", "choice", answerOption=[{"valueInteger": 1}, {"valueString": "2"}])
    assert faults({"q": 1}, row) == faults({"q": "2"}, row) == []
    assert faults({"q": "1"}, row) == faults({"q": True}, row) == [("q", "not_an_option")]


def test_a_quantity_must_be_in_a_unit_of_its_item() -> None:
    row = item("q", "quantity", extension=[extension("questionnaire-unit", valueCoding=KG)])
    question = read(row).items[0]
    assert issues_of(question, (quantity_for(question, Decimal("70.5")),)) == ()
    assert faults({"q": Quantity(Decimal(70), None, KG["system"], "g")}, row) == [
        ("q", "wrong_unit")
    ]


def test_required_is_asked_of_enabled_questions_that_a_person_can_answer() -> None:
    hidden = [extension("questionnaire-hidden", valueBoolean=True)]
    items = (
        item("a", required=True),
        item("b", required=True, enableWhen=[when("a")]),
        item("hidden", required=True, extension=hidden),
        item("shown", required=True, readOnly=True),
        item("free"),
    )
    assert faults({}, *items) == [("a", "required")]
    assert faults({"a": True}, *items) == [("b", "required")]
    assert faults({"a": False, "b": True}, *items) == []


def test_blank_text_is_no_answer() -> None:
    assert faults({"q": " \n "}, item("q", "text", required=True)) == [("q", "required")]


def test_a_required_group_wants_one_answer_somewhere_under_it() -> None:
    group = item("g", "group", item("inner", "group", item("a"), item("b")), required=True)
    assert faults({}, group) == [("g", "required")]
    assert faults({"b": False}, group) == []


def test_two_answers_to_one_question_are_too_many() -> None:
    form = read(item("q", "choice", answerOption=options("a", "b")))
    [issue] = validate(form, Answers({"q": ("a", "b")}))
    assert issue.code == "too_many_answers"


def test_answers_to_questions_the_form_does_not_have_are_named() -> None:
    assert faults({"other": True, "words": "x"}, item("q"), item("words", "display")) == [
        ("other", "unknown_question"),
        ("words", "unknown_question"),
    ]


@pytest.fixture
def readings() -> tuple[dict[str, Any], ...]:
    group = item(
        "m",
        "group",
        reading("spo2"),
        reading("pulse", "NPU21692", required=True),
        skip_reason("why", "spo2", "pulse"),
        required=True,
        extension=[control("page")],
    )
    return (group, item("after", enableWhen=[when("why", "exists")]))


NUMBER = Quantity(Decimal(93))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("spo2", "reading_missing"), ("pulse", "reading_missing")]),
        ({"spo2": NUMBER}, [("pulse", "reading_missing")]),
        ({"spo2": NUMBER, "pulse": NUMBER}, []),
        ({"why": "too unwell"}, []),
        ({"spo2": NUMBER, "why": "other"}, []),
        ({"spo2": NUMBER, "pulse": NUMBER, "why": "other"}, []),
    ],
)
def test_readings_need_a_number_each_or_a_reason(
    readings: tuple[dict[str, Any], ...],
    answers: dict[str, Value],
    expected: list[tuple[str, str]],
) -> None:
    assert faults(answers, *readings) == expected


def test_a_full_set_of_readings_outweighs_a_reason_chosen_earlier(
    readings: tuple[dict[str, Any], ...],
) -> None:
    answers = Answers({"spo2": NUMBER, "pulse": NUMBER, "why": "other"})
    assert set(visible_answers(read(*readings), answers)) == {"spo2", "pulse"}
