"""The pages of a form: one question a page, readings together, true numbers."""

from decimal import Decimal
from typing import Any

from citizen_app.fhir_forms import Answers, Asked, Quantity, Value, asked, first_open, steps
from tests.unit.fhir_forms.builders import (
    control,
    extension,
    item,
    read,
    reading,
    skip_reason,
    when,
)


def pages(answers: dict[str, Value], *items: dict[str, Any]) -> tuple[Asked, ...]:
    return asked(read(*items), Answers(answers))


def numbers(found: tuple[Asked, ...]) -> list[tuple[str, int | None, int]]:
    return [(page.step.link_id, page.number, page.total) for page in found]


def test_questions_are_numbered_and_texts_are_not() -> None:
    found = pages({}, item("intro", "display"), item("a"), item("b"))
    assert numbers(found) == [("intro", None, 2), ("a", 1, 2), ("b", 2, 2)]


def test_numbers_follow_the_branches() -> None:
    items = (item("a"), item("b", enableWhen=[when("a")]), item("c"))
    assert numbers(pages({"a": False}, *items)) == [("a", 1, 2), ("c", 2, 2)]
    assert numbers(pages({"a": True}, *items)) == [("a", 1, 3), ("b", 2, 3), ("c", 3, 3)]


def test_an_index_stays_the_same_whatever_is_answered() -> None:
    form = read(item("a"), item("b", enableWhen=[when("a")]), item("c"))
    assert [step.index for step in steps(form)] == [1, 2, 3]
    assert [page.step.index for page in asked(form, Answers())] == [1, 3]


def test_a_plain_group_is_a_heading_over_pages_of_their_own() -> None:
    found = pages({}, item("g", "group", item("a"), item("inner", "group", item("b"))))
    assert [page.step.headings for page in found] == [
        ("Text of g",),
        ("Text of g", "Text of inner"),
    ]


def test_a_group_marked_as_a_page_is_one_page() -> None:
    group = item("g", "group", item("a"), item("say", "display"), extension=[control("page")])
    [page] = pages(
        {}, group, item("hidden", extension=[extension("questionnaire-hidden", valueBoolean=True)])
    )
    assert (page.step.kind, page.number, page.total) == ("page", 1, 1)
    assert [row.link_id for row in page.items] == ["a", "say"]


def test_readings_of_a_group_are_one_page_with_their_skip_reason() -> None:
    group = item("m", "group", reading("spo2"), skip_reason("why", "spo2"))
    measured: dict[str, Value] = {"spo2": Quantity(Decimal(93))}
    for answers in ({}, measured):
        [page] = pages(answers, group)
        assert page.step.kind == "readings"
        assert [row.link_id for row in page.items] == ["spo2", "why"]


def test_what_is_said_under_a_question_stands_on_its_page() -> None:
    [page] = pages({}, item("a", "boolean", item("say", "display")))
    assert [row.link_id for row in page.items] == ["a", "say"]


def test_questions_under_a_question_come_once_it_is_answered() -> None:
    row = item("a", "boolean", item("b"))
    assert len(pages({}, row)) == 1
    assert [page.step.link_id for page in pages({"a": False}, row)] == ["a", "b"]


def test_nothing_hidden_or_read_only_is_asked() -> None:
    hidden = [extension("questionnaire-hidden", valueBoolean=True)]
    found = pages(
        {},
        item("g", "group", item("in hidden"), extension=hidden),
        item("shown", readOnly=True),
        item("a"),
    )
    assert numbers(found) == [("a", 1, 1)]


def test_a_page_without_anything_in_force_is_left_out() -> None:
    inner = item("inner", "group", item("b"), enableWhen=[when("a")])
    group = item("g", "group", inner, extension=[control("page")])
    assert numbers(pages({}, item("a"), group)) == [("a", 1, 1)]


def test_the_first_open_page_is_the_first_with_something_to_mend() -> None:
    form = read(item("a"), item("b", required=True), item("c", required=True))
    first = first_open(form, Answers())
    assert first is not None
    assert first.step.link_id == "b"
    assert first_open(form, Answers({"b": True, "c": True})) is None
