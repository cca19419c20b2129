"""What an answer means: the gravest significance wins and keeps the clinician's words."""

from decimal import Decimal

import pytest

from citizen_app.fhir_forms import Answers, Quantity, Value, significance_of, significant
from tests.unit.fhir_forms.builders import COLOURS, SIGNIFICANCE, colour, item, read, when


def band(low: str, high: str) -> dict[str, object]:
    tests = [
        {"url": "answerCondition", "extension": [value, {"url": "operator", "valueCode": operator}]}
        for operator, value in (
            (">=", {"url": "value", "valueQuantity": {"value": Decimal(low)}}),
            ("<", {"url": "value", "valueQuantity": {"value": Decimal(high)}}),
        )
    ]
    coding = {"system": COLOURS, "code": "yellow"}
    return {
        "url": SIGNIFICANCE,
        "extension": [*tests, {"url": "significance", "valueCoding": coding}],
    }


def test_the_gravest_significance_of_an_answer_wins() -> None:
    rows = [
        colour("yellow", valueBoolean=True, advice="mild"),
        colour("red", valueBoolean=True),
        colour("red", valueBoolean=True, advice="grave"),
        colour("green", valueBoolean=True),
    ]
    [finding] = significant(read(item("q", extension=rows)), Answers({"q": True}))
    assert (finding.colour, finding.link_id, finding.advice) == ("red", "q", "grave")


@pytest.mark.parametrize(("amount", "found"), [("85", 1), ("87.9", 1), ("88", 0), ("84.9", 0)])
def test_two_conditions_make_a_band(amount: str, found: int) -> None:
    form = read(item("q", "quantity", extension=[band("85", "88")]))
    assert len(significant(form, Answers({"q": Quantity(Decimal(amount))}))) == found


@pytest.mark.parametrize(("value", "found"), [(False, 1), (None, 0)])
def test_any_answer_at_all_can_be_significant(value: Value | None, found: int) -> None:
    form = read(item("q", extension=[colour("yellow", "exists", valueBoolean=True)]))
    answers = Answers() if value is None else Answers({"q": value})
    assert len(significant(form, answers)) == found


def test_no_answer_is_never_significant_even_where_unequal_would_hold() -> None:
    form = read(item("q", extension=[colour("red", "!=", valueBoolean=True)]))
    assert significant(form, Answers()) == ()
    assert significance_of(form.items[0], ()) is None
    assert len(significant(form, Answers({"q": False}))) == 1


def test_answers_that_do_not_count_have_no_colour() -> None:
    row = item("q", enableWhen=[when("a")], extension=[colour("red", valueBoolean=True)])
    form = read(item("a"), row)
    assert significant(form, Answers({"a": False, "q": True})) == ()
    assert len(significant(form, Answers({"a": True, "q": True}))) == 1
