"""Reading a Questionnaire: what is kept, tolerated or refused, each with its place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from citizen_app.fhir_forms import Coding, ItemType, parse
from citizen_app.fhir_forms.parsing import MAX_ITEMS, MAX_NESTING
from tests.unit.fhir_forms.builders import (
    OWN,
    colour,
    control,
    extension,
    form_json,
    item,
    options,
    read,
    refused,
    warned,
    when,
)


def test_every_element_of_an_item_is_kept() -> None:
    kg = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"}
    form = read(
        item(
            "a,b/c.d",
            "quantity",
            item("help", "display", text="Stand still", extension=[control("help")]),
            prefix="1.",
            code=[{"system": "http://loinc.org", "code": "29463-7"}],
            required=True,
            extension=[
                extension("questionnaire-unitOption", valueCoding=kg),
                extension("minValue", valueDecimal=Decimal("15.5")),
                extension("maxValue", valueInteger=450),
                extension("maxDecimalPlaces", valueInteger=1),
            ],
        )
    )
    found = form.items[0]
    assert (found.link_id, found.type, found.prefix) == ("a,b/c.d", ItemType.QUANTITY, "1.")
    assert (found.minimum, found.maximum, found.max_decimals) == (Decimal("15.5"), 450, 1)
    assert (found.help, found.items, found.required) == ("Stand still", (), True)
    assert found.unit == Coding("http://unitsofmeasure.org", "kg")
    assert found.is_reading
    assert found.path == "Questionnaire.item[0]"


def test_unit_extension_comes_before_unit_options() -> None:
    unit = extension("questionnaire-unit", valueCoding={"code": "mm"})
    other = extension("questionnaire-unitOption", valueCoding={"code": "cm"})
    found = read(item("length", "decimal", extension=[other, unit])).items[0]
    assert found.unit == Coding(None, "mm")


def test_options_of_all_four_kinds_are_read() -> None:
    rows = [
        {"valueCoding": {"system": "s", "code": "c", "display": "Shown"}},
        {"valueString": "text"},
        {"valueInteger": 3},
        {"valueDate": "2026-11-23"},
    ]
    found = read(item("q", "choice", answerOption=rows)).items[0].options
    assert [option.value for option in found] == [Coding("s", "c"), "text", 3, date(2026, 11, 23)]
    assert [option.label for option in found] == ["Shown", "text", "3", "2026-11-23"]


def test_countdown_significance_and_short_text_are_read() -> None:
    parts = [
        {"url": "seconds", "valueInteger": 60},
        {"url": "direction", "valueCode": "down"},
    ]
    form = read(
        item("wait", "display", extension=[{"url": OWN + "countdown", "extension": parts}]),
        item("q", extension=[colour("red", valueBoolean=True, advice="Call us")]),
    )
    wait, question = form.items
    assert wait.countdown is not None
    assert (wait.countdown.seconds, wait.countdown.direction) == (60, "down")
    assert (question.significances[0].colour, question.significances[0].advice) == (
        "red",
        "Call us",
    )


def test_missing_status_url_version_and_title_are_tolerated() -> None:
    parsed = parse({"resourceType": "Questionnaire", "item": [item("q")]})
    assert parsed.questionnaire is not None
    places = {path for path, code in warned(parsed)}
    assert places == {f"Questionnaire.{name}" for name in ("status", "url", "version", "title")}


def test_several_conditions_without_behaviour_are_read_as_any_with_a_warning() -> None:
    conditions = [when("a"), when("b")]
    parsed = parse(form_json(item("a"), item("b"), item("c", enableWhen=conditions)))
    assert parsed.questionnaire is not None
    assert parsed.questionnaire.items[2].enable_behaviour == "any"
    assert warned(parsed) == [("Questionnaire.item[2].enableBehavior", "missing")]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"required": "true"}, "required"),
        ({"text": 7}, "text"),
        ({"text": "a\x01b"}, "text"),
        ({"initial": [{"valueBoolean": True}]}, "initial"),
        ({"answerOption": options("a")}, "answerOption"),
        ({"disabledDisplay": "hidden"}, "disabledDisplay"),
        ({"text": ""}, "text"),
    ],
)
def test_sloppy_items_are_tolerated_with_a_warning(more: dict[str, Any], place: str) -> None:
    parsed = parse(form_json(item("q", **more)))
    assert parsed.questionnaire is not None
    assert f"Questionnaire.item[0].{place}" in [path for path, _ in warned(parsed)]


@pytest.mark.parametrize(
    "kind",
    ["open-choice", "dateTime", "time", "url", "attachment", "reference", "question", "sausage"],
)
def test_item_types_that_are_not_run_are_refused_by_name(kind: str) -> None:
    parsed = parse(form_json(item("g", "group", item("q", kind))))
    assert [(problem.path, kind in problem.message) for problem in parsed.errors] == [
        ("Questionnaire.item[0].item[0].type", True)
    ]


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"linkId": None}, "linkId"),
        ({"linkId": "  "}, "linkId"),
        ({"type": None}, "type"),
        ({"repeats": True}, "repeats"),
        ({"type": "choice"}, "answerOption"),
        ({"type": "choice", "answerValueSet": "http://example.org/vs"}, "answerValueSet"),
        ({"type": "choice", "answerOption": [{"valueTime": "10:00"}]}, "answerOption[0].valueTime"),
        ({"modifierExtension": [{"url": "x"}]}, "modifierExtension"),
        ({"type": "text", "maxLength": 0}, "maxLength"),
        ({"enableWhen": [when("p", "~")]}, "enableWhen[0].operator"),
        ({"enableWhen": [{"question": "p", "operator": "="}]}, "enableWhen[0]"),
        ({"enableWhen": [when("p", answerTime="10:00")]}, "enableWhen[0].answerTime"),
        ({"enableWhen": [when("p", answerDate="2026")]}, "enableWhen[0].answerDate"),
        ({"enableWhen": [when("p", "exists", answerString="x")]}, "enableWhen[0]"),
        ({"enableWhen": [when("nobody")]}, "enableWhen[0].question"),
        ({"enableWhen": [when("words")]}, "enableWhen[0].question"),
        ({"enableWhen": [when("p-help")]}, "enableWhen[0].question"),
        ({"enableWhen": "p"}, "enableWhen"),
        ({"item": [7]}, "item[0]"),
        ({"extension": [colour("purple", valueBoolean=True)]}, "extension[0]"),
        ({"extension": [{"url": OWN + "countdown"}]}, "extension[0]"),
        ({"extension": [{"url": OWN + "skip-reason", "valueBoolean": True}]}, "extension"),
    ],
)
def test_what_cannot_be_run_is_refused_with_its_place(broken: dict[str, Any], place: str) -> None:
    help_text = item("p-help", "display", extension=[control("help")])
    found = refused(item("p", "boolean", help_text), item("words", "display"), item("q", **broken))
    assert f"Questionnaire.item[2].{place}" in [path for path, _ in found]


@pytest.mark.parametrize(
    "url",
    [
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
    ],
)
def test_expressions_that_decide_what_is_asked_are_refused(url: str) -> None:
    found = refused(item("q", extension=[{"url": url, "valueExpression": {}}]))
    assert found == [("Questionnaire.item[0].extension[0]", "unsupported")]


def test_every_fault_of_a_form_is_named_not_only_the_first() -> None:
    found = refused(
        item("a", "time"),
        item("b", enableWhen=[when("nobody"), when("a")], enableBehavior="some"),
        item("b"),
        item("g", "group", item("c", "choice")),
    )
    assert {path for path, _ in found} == {
        "Questionnaire.item[0].type",
        "Questionnaire.item[1].enableWhen[0].question",
        "Questionnaire.item[1].enableBehavior",
        "Questionnaire.item[2].linkId",
        "Questionnaire.item[3].item[0].answerOption",
    }


def test_a_question_that_depends_on_itself_is_refused() -> None:
    assert refused(item("q", enableWhen=[when("q")])) == [
        ("Questionnaire.item[0].enableWhen[0]", "cycle")
    ]


def test_each_condition_of_a_circle_is_named_and_no_other() -> None:
    found = refused(
        item("a", enableWhen=[when("c")]),
        item("b", enableWhen=[when("a")]),
        item("c", enableWhen=[when("free"), when("b")], enableBehavior="all"),
        item("free"),
        item("behind", enableWhen=[when("a")]),
    )
    assert found == [
        ("Questionnaire.item[0].enableWhen[0]", "cycle"),
        ("Questionnaire.item[1].enableWhen[0]", "cycle"),
        ("Questionnaire.item[2].enableWhen[1]", "cycle"),
    ]


def test_a_group_that_depends_on_what_it_holds_is_a_circle() -> None:
    found = refused(item("g", "group", item("q"), enableWhen=[when("q")]))
    assert found == [("Questionnaire.item[0].enableWhen[0]", "cycle")]


def test_limits_that_leave_no_answer_are_refused() -> None:
    limits = [extension("minValue", valueInteger=5), extension("maxValue", valueInteger=4)]
    found = refused(item("q", "integer", extension=limits))
    assert found == [("Questionnaire.item[0].extension", "value")]


def test_nesting_over_thirty_is_refused_where_it_begins() -> None:
    row = item("deepest")
    for depth in range(MAX_NESTING):
        row = item(f"g{depth}", "group", row)
    [(path, code)] = refused(row)
    assert (path.count("item["), code) == (MAX_NESTING + 1, "too_large")
    assert parse(form_json(row["item"][0])).questionnaire is not None


def test_more_than_five_thousand_items_are_refused() -> None:
    rows = [item(str(at)) for at in range(MAX_ITEMS + 1)]
    assert refused(*rows) == [("Questionnaire.item", "too_large")]
    assert parse(form_json(*rows[1:])).questionnaire is not None


@pytest.mark.parametrize("value", [[], 3, "text", None, {"resourceType": "Patient"}, {}])
def test_other_json_is_not_a_questionnaire(value: object) -> None:
    from citizen_app.fhir_forms import write_json

    assert [problem.path for problem in parse(write_json(value)).errors] == ["resourceType"]


def test_a_form_without_items_is_refused() -> None:
    assert refused() == [("Questionnaire.item", "missing")]


def test_a_condition_that_can_never_hold_is_warned_about() -> None:
    parsed = parse(form_json(item("a"), item("b", enableWhen=[when("a", answerString="yes")])))
    assert warned(parsed) == [("Questionnaire.item[1].enableWhen[0]", "condition")]
