"""Large forms take time in proportion to their size, and no recursion breaks on long chains."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from citizen_app.fhir_forms import (
    Answers,
    Questionnaire,
    asked,
    build_response,
    enabled,
    parse,
    read_response,
    validate,
)
from tests.unit.fhir_forms.builders import form_json, item, read, when
from tests.unit.fhir_forms.test_response import NOW


def chain(size: int) -> list[dict[str, Any]]:
    """Each question is shown by a yes to the one before."""
    rows = [item("0")]
    return rows + [item(str(at), enableWhen=[when(str(at - 1))]) for at in range(1, size)]


def fan(size: int) -> list[dict[str, Any]]:
    """One question is shown by a yes to any of all the others."""
    conditions = [when(str(at)) for at in range(size - 1)]
    rows = [item(str(at)) for at in range(size - 1)]
    return [item("last", enableWhen=conditions, enableBehavior="any"), *rows]


def groups(size: int) -> list[dict[str, Any]]:
    """Groups of thirty questions, thirty levels of nesting in between."""
    rows = []
    for start in range(0, size, 30):
        row = item(f"g{start}", "group", *(item(f"{start}-{at}") for at in range(28)))
        rows.append(item(f"o{start}", "group", row))
    return rows


SHAPES = [chain, fan, groups]


def seconds(work: Callable[..., object], *given: object) -> float:
    """The shortest of five runs, in time of the processor: what others do at the side is out."""
    times = []
    for _ in range(5):
        began = time.process_time()
        work(*given)
        times.append(time.process_time() - began)
    return min(times)


def yes_to_all(form: Questionnaire) -> Answers:
    return Answers({row.link_id: True for row in form if row.is_question})


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_form_of_3000_items_is_worked_out_fully(shape: Callable[..., Any]) -> None:
    form = read(*shape(3000))
    answers = yes_to_all(form)
    assert enabled(form, answers) == {row.link_id for row in form}
    assert len(asked(form, answers)) == len(answers)
    assert validate(form, answers) == ()
    response = build_response(form, answers, authored=NOW)
    assert read_response(form, response).answers == answers


def test_a_long_chain_is_cut_where_the_answer_is_no() -> None:
    form = read(*chain(3000))
    assert len(enabled(form, yes_to_all(form).put("1999", False))) == 2000


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_eight_times_the_items_take_no_more_than_some_eight_times_as_long(
    shape: Callable[..., Any],
) -> None:
    small, large = (read(*shape(size)) for size in (500, 4000))
    few, many = yes_to_all(small), yes_to_all(large)

    for work in (enabled, asked, validate):
        work(small, few)
        ratio = seconds(work, large, many) / seconds(work, small, few)
        assert ratio < 32, (work.__name__, ratio)


def test_eight_hundred_items_keep_the_budgets() -> None:
    source = form_json(*chain(800))
    form = parse(source).questionnaire
    assert form is not None
    answers = yes_to_all(form)
    enabled(form, answers)
    assert seconds(validate, form, answers) < 0.05
    assert seconds(parse, source) < 1
