"""Which items are in force: operators, behaviours, disabled ancestors, and a naive twin."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.fhir_forms import Answers, Coding, Quantity, Value, enabled, visible_answers
from tests.shared_data import needs_shared, shared_path
from tests.unit.fhir_forms.builders import item, options, read, when

TYPES = {
    "valueBoolean": "boolean",
    "valueDecimal": "decimal",
    "valueInteger": "integer",
    "valueString": "string",
    "valueDate": "date",
    "valueCoding": "choice",
    "valueQuantity": "quantity",
}
NOT_IN_THIS_VERSION = ("Time", "DateTime", "Reference")


def value_of(element: dict[str, Any]) -> Value:
    ((name, value),) = element.items()
    match name:
        case "valueDate":
            return date.fromisoformat(value)
        case "valueCoding":
            return Coding(value["system"], value["code"])
        case "valueQuantity":
            return Quantity(value["value"], None, value["system"], value["code"])
    return value


@needs_shared
def test_all_operator_cases_of_this_versions_types_have_the_stated_verdict() -> None:
    text = shared_path("oracles/enable_when_operators.json").read_text()
    cases = json.loads(text, parse_float=Decimal)
    checked = 0
    for case in cases:
        if next(iter(case["answer"])).removeprefix("value") in NOT_IN_THIS_VERSION:
            continue
        condition = {**case["enableWhen"], "question": "q"}
        kind = TYPES[next(iter(case["answer"]))]
        more = {"answerOption": options("any")} if kind == "choice" else {}
        form = read(item("q", kind, **more), item("then", enableWhen=[condition]))
        answers = Answers({"q": value_of(case["answer"])})
        assert ("then" in enabled(form, answers)) is case["expect"], case["name"]
        checked += 1
    assert (len(cases), checked) == (94, 68)


@pytest.mark.parametrize(
    ("given_values", "operator", "shown"),
    [
        ((), "!=", True),
        ((1,), "!=", True),
        ((123,), "!=", False),
        ((123, 456), "!=", False),
        ((), "=", False),
        ((123, 456), "=", True),
        ((1, 200), ">", True),
        ((), ">", False),
        ((), ">=", False),
        ((), "<", False),
    ],
)
def test_unequal_means_no_answer_is_equal_and_the_others_some_answer(
    given_values: tuple[int, ...], operator: str, shown: bool
) -> None:
    condition = when("q", operator, answerInteger=123)
    form = read(item("q", "integer"), item("then", enableWhen=[condition]))
    assert ("then" in enabled(form, Answers({"q": given_values}))) is shown


@pytest.mark.parametrize(("wanted", "shown"), [(True, True), (False, False)])
def test_an_answer_of_no_exists(wanted: bool, shown: bool) -> None:
    form = read(item("q"), item("then", enableWhen=[when("q", "exists", answerBoolean=wanted)]))
    assert ("then" in enabled(form, Answers({"q": False}))) is shown
    assert ("then" in enabled(form, Answers())) is not shown


def test_codings_are_the_same_by_system_and_code_whatever_they_display() -> None:
    condition = when("q", answerCoding={"system": "s", "code": "c", "display": "Other words"})
    rows = [{"valueCoding": {"system": "s", "code": "c", "display": "Words"}}]
    question = item("q", "choice", answerOption=rows)
    form = read(question, item("then", enableWhen=[condition]))
    assert "then" in enabled(form, Answers({"q": Coding("s", "c")}))
    assert "then" not in enabled(form, Answers({"q": Coding("t", "c")}))


def test_true_is_not_the_number_one() -> None:
    form = read(item("q"), item("then", enableWhen=[when("q", answerInteger=1)]))
    assert "then" not in enabled(form, Answers({"q": True}))


def test_whole_and_decimal_numbers_compare_by_amount() -> None:
    form = read(item("q", "decimal"), item("then", enableWhen=[when("q", answerInteger=1)]))
    assert "then" in enabled(form, Answers({"q": Decimal("1.00")}))


def test_quantities_of_other_units_are_not_compared() -> None:
    condition = when("q", ">", answerQuantity={"value": 5, "system": "u", "code": "kg"})
    form = read(item("q", "quantity"), item("then", enableWhen=[condition]))
    assert "then" in enabled(form, Answers({"q": Quantity(Decimal(6), None, "u", "kg")}))
    assert "then" not in enabled(form, Answers({"q": Quantity(Decimal(6), None, "u", "g")}))


@pytest.mark.parametrize(("behaviour", "shown"), [("all", False), ("any", True)])
def test_both_behaviours(behaviour: str, shown: bool) -> None:
    then = item("then", enableWhen=[when("a"), when("b")], enableBehavior=behaviour)
    form = read(item("a"), item("b"), then)
    assert ("then" in enabled(form, Answers({"a": True}))) is shown
    assert "then" in enabled(form, Answers({"a": True, "b": True}))


def test_what_stands_under_a_disabled_group_is_disabled_and_its_answers_do_not_count() -> None:
    form = read(
        item("show"),
        item("g", "group", item("inside"), enableWhen=[when("show")]),
        item("then", enableWhen=[when("inside")]),
    )
    stale = Answers({"show": False, "inside": True})
    assert enabled(form, stale) == {"show"}
    assert visible_answers(form, stale) == {"show": (False,)}
    assert "then" in enabled(form, stale.put("show", True))


def test_questions_under_a_question_are_in_reach_once_it_is_answered() -> None:
    form = read(item("q", "boolean", item("under")), item("then", enableWhen=[when("under")]))
    assert "then" not in enabled(form, Answers({"under": True}))
    assert "then" in enabled(form, Answers({"q": False, "under": True}))


def test_a_condition_may_ask_for_something_further_down() -> None:
    form = read(item("first", enableWhen=[when("last")]), item("last"))
    assert enabled(form, Answers({"last": True})) == {"first", "last"}


OPERATORS = ("exists", "=", "!=")


@st.composite
def forms_and_answers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, bool]]:
    """A form without circles: an item's parent and conditions name only items drawn before."""
    rows: list[dict[str, Any]] = []
    top: list[dict[str, Any]] = []
    for at in range(draw(st.integers(1, 12))):
        row = item(str(at), draw(st.sampled_from(["boolean", "boolean", "group"])))
        questions = [other["linkId"] for other in rows if other["type"] == "boolean"]
        chosen = draw(st.lists(st.sampled_from(questions), max_size=3)) if questions else []
        if chosen:
            row["enableWhen"] = [
                when(name, draw(st.sampled_from(OPERATORS)), answerBoolean=draw(st.booleans()))
                for name in chosen
            ]
            row["enableBehavior"] = draw(st.sampled_from(["all", "any"]))
        parent = draw(st.sampled_from([None, *rows]))
        siblings = top if parent is None else parent.setdefault("item", [])
        siblings.insert(draw(st.integers(0, len(siblings))), row)
        rows.append(row)
    given_answers = draw(
        st.dictionaries(st.sampled_from([r["linkId"] for r in rows]), st.booleans())
    )
    return top, given_answers


class NaiveForm:
    """Reads the JSON again for every question it is asked: slow, and plainly the standard."""

    def __init__(self, top: list[dict[str, Any]], answers: dict[str, bool]) -> None:
        self.answers = answers
        self.rows: dict[str, dict[str, Any]] = {}
        self.parents: dict[str, str | None] = {}
        self.add(top, None)

    def add(self, rows: list[dict[str, Any]], parent: str | None) -> None:
        for row in rows:
            self.rows[row["linkId"]], self.parents[row["linkId"]] = row, parent
            self.add(row.get("item", []), row["linkId"])

    def is_enabled(self, name: str) -> bool:
        parent = self.parents[name]
        if parent is not None and not self.is_enabled(parent):
            return False
        conditions = self.rows[name].get("enableWhen", [])
        verdicts = [self.holds(condition) for condition in conditions]
        decide = any if self.rows[name].get("enableBehavior") == "any" else all
        return not conditions or decide(verdicts)

    def counted(self, name: str) -> bool | None:
        above, is_question = self.parents[name], self.rows[name]["type"] == "boolean"
        while above is not None:
            if self.rows[above]["type"] == "boolean" and self.counted(above) is None:
                return None
            above = self.parents[above]
        return self.answers.get(name) if is_question and self.is_enabled(name) else None

    def holds(self, condition: dict[str, Any]) -> bool:
        value, wanted = self.counted(condition["question"]), condition["answerBoolean"]
        if condition["operator"] == "exists":
            return (value is not None) is wanted
        return (value is wanted) if condition["operator"] == "=" else (value is not wanted)


@given(forms_and_answers())
def test_enabled_agrees_with_a_naive_reading_of_the_standard(
    drawn: tuple[list[dict[str, Any]], dict[str, bool]],
) -> None:
    top, answers = drawn
    naive = NaiveForm(top, answers)
    form = read(*top)
    assert enabled(form, Answers(answers)) == {
        name for name in naive.rows if naive.is_enabled(name)
    }
    assert visible_answers(form, Answers(answers)) == {
        name: (value,) for name, value in answers.items() if naive.counted(name) is not None
    }
