"""Which zones findings call for, and what may stand in a plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.action_plan.rules import (
    LONGEST_TEXT,
    MOST_LINES,
    TIED_ZONES,
    TextProblem,
    Tie,
    is_phone,
    problem_of,
    zones_for,
)
from citizen_app.measures import MeasureCode
from citizen_app.record.rules import Colour, Finding, FindingKind

FORM = "https://example.dk/form"
YELLOW, RED = TIED_ZONES
LOW = Finding(RED, FindingKind.READING, measure=MeasureCode.SPO2)
UNWELL = Finding(RED, FindingKind.SKIPPED, measure=MeasureCode.SPO2)
COUGH = Finding(YELLOW, FindingKind.ANSWER, link_id="cough")
COMMENT = Finding(YELLOW, FindingKind.COMMENT, link_id="cough")
GREEN = Finding(Colour.GREEN, FindingKind.READING, measure=MeasureCode.PULSE)
ANYTHING_RED = Tie(RED, RED)
ANYTHING_YELLOW = Tie(YELLOW, YELLOW)
LOW_OXYGEN = Tie(RED, RED, measure=MeasureCode.SPO2)
COUGHING = Tie(YELLOW, YELLOW, form_url=FORM, link_id="cough")

ties = st.builds(
    Tie,
    st.sampled_from(TIED_ZONES),
    st.sampled_from(TIED_ZONES),
    st.none() | st.sampled_from(MeasureCode),
)
findings = st.builds(
    Finding,
    st.sampled_from(Colour),
    st.sampled_from(FindingKind),
    measure=st.none() | st.sampled_from(MeasureCode),
)


@pytest.mark.parametrize(
    ("tie", "finding", "is_met"),
    [
        (ANYTHING_RED, LOW, True),
        (ANYTHING_RED, UNWELL, True),
        (ANYTHING_RED, COUGH, False),
        (ANYTHING_YELLOW, COUGH, True),
        (ANYTHING_YELLOW, COMMENT, False),
        (COUGHING, COMMENT, False),
        (ANYTHING_YELLOW, LOW, False),
        (LOW_OXYGEN, LOW, True),
        (LOW_OXYGEN, UNWELL, True),
        (LOW_OXYGEN, GREEN, False),
        (Tie(RED, RED, measure=MeasureCode.PULSE), LOW, False),
        (COUGHING, COUGH, True),
        (Tie(YELLOW, YELLOW, form_url=FORM, link_id="fever"), COUGH, False),
    ],
)
def test_a_tie_is_met_by_what_the_nurse_ticked_and_nothing_else(
    tie: Tie, finding: Finding, is_met: bool
) -> None:
    assert (zones_for([tie], [finding], FORM) == [tie.zone]) is is_met


def test_the_same_question_of_another_form_shows_nothing() -> None:
    assert zones_for([COUGHING], [COUGH], "https://example.dk/other") == []


def test_red_comes_first_and_each_zone_once() -> None:
    found = zones_for([ANYTHING_YELLOW, COUGHING, LOW_OXYGEN, ANYTHING_RED], [COUGH, LOW], FORM)
    assert found == [RED, YELLOW]


@given(st.lists(ties, max_size=6), st.lists(findings, max_size=6), st.randoms())
def test_the_order_changes_nothing_and_green_is_never_shown(ties, findings, random) -> None:
    found = zones_for(ties, findings, None)
    random.shuffle(ties)
    random.shuffle(findings)
    assert zones_for(ties, findings, None) == found
    assert Colour.GREEN not in found
    assert len(found) == len(set(found))


@given(st.lists(ties, max_size=6), st.lists(findings, max_size=6), findings)
def test_more_findings_never_take_a_zone_away(ties, findings, more) -> None:
    assert set(zones_for(ties, findings, None)) <= set(zones_for(ties, [*findings, more], None))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", TextProblem.MISSING),
        ("a" * LONGEST_TEXT, None),
        ("a" * (LONGEST_TEXT + 1), TextProblem.TOO_LONG),
        ("\n".join("a" * MOST_LINES), None),
        ("\n".join("a" * (MOST_LINES + 1)), TextProblem.TOO_LONG),
    ],
)
def test_a_text_fits_on_the_sheet(text: str, problem: TextProblem | None) -> None:
    assert problem_of(text) is problem


@pytest.mark.parametrize("number", ["112", "1813", "96 00 00 01", "+45 96 00 00 01"])
def test_numbers_that_can_be_called(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize("number", ["", "1", "ring", "96-00", "1" * 30, "96 00 "])
def test_texts_that_cannot_be_called(number: str) -> None:
    assert not is_phone(number)
