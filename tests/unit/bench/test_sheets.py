"""Tables of figures against their budgets."""

import pytest

from bench.budgets import Bound, Budget, Measure
from bench.sheets import NOTHING, UNEXPLAINED, Sheet, aligned, write_value

ANY, OWN = "Reading", "Today"
BYTES = Measure("Bytes", "kB", 1, Budget(30.0, own_limits={OWN: 15.0}))


def sheet(figures: dict[str, float | str | None], measure: Measure = BYTES) -> Sheet:
    return Sheet("pages", "Pages", list(figures), {"bytes": measure}, {"bytes": figures})


def test_what_is_within_its_budget_is_met() -> None:
    lines = sheet({ANY: 30.0, OWN: 15.0}).lines()
    assert "met" in lines[-1]
    assert "≤ 30.0 / 15.0 kB" in lines[-1]


def test_a_subject_with_a_limit_of_its_own_is_judged_by_that() -> None:
    (miss,) = sheet({ANY: 16.0, OWN: 16.0}).misses()
    assert (miss.subject, miss.limit) == (OWN, "≤ 15.0 kB")


def test_sixty_kilobytes_more_miss() -> None:
    figures: dict[str, float | str | None] = {ANY: 8.2, OWN: 8.0}
    assert sheet(figures).misses() == []
    figures[OWN] = 8.0 + 60
    assert [str(miss) for miss in sheet(figures).misses()] == [
        f"Bytes, Today: 68.0 (budget ≤ 15.0 kB): {UNEXPLAINED}"
    ]


def test_a_miss_is_told_in_the_verdict_and_below() -> None:
    lines = sheet({ANY: 31.0, OWN: 3.0}).lines()
    assert any("missed 1 of 2" in line for line in lines)
    assert lines[-1].startswith("- **missed** Bytes, Reading: 31.0")


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    unmeasured = sheet({ANY: None})
    assert unmeasured.misses() == []
    assert "not measured" in unmeasured.lines()[-1]
    assert write_value(BYTES, None) == NOTHING


@pytest.mark.parametrize(
    ("bound", "limit", "value", "kept"),
    [
        (Bound.AT_MOST, 1, 1, True),
        (Bound.AT_MOST, 1, 1.01, False),
        (Bound.AT_LEAST, 0.6, 0.6, True),
        (Bound.AT_LEAST, 0.6, 0.59, False),
        (Bound.IS, 3, 3, True),
        (Bound.IS, 3, 2, False),
        (Bound.AT_MOST, "36.7", "36.7", True),
        (Bound.AT_MOST, "36.7", "367", False),
        (Bound.AT_MOST, 1, None, None),
    ],
)
def test_limits_hold_their_way(
    bound: Bound, limit: float | str, value: float | str | None, kept: bool | None
) -> None:
    assert Budget(limit, bound).is_kept(ANY, value) is kept


def test_only_those_named_are_judged() -> None:
    budget = Budget(0, only=frozenset({OWN}))
    assert budget.is_kept(ANY, 5) is None
    assert budget.is_kept(OWN, 5) is False


def test_columns_line_up() -> None:
    lines = aligned([["", "A", "budget", "verdict"], ["Bytes", "1,234", "", ""]])
    assert len({len(line) for line in lines}) == 1
    assert lines[1].startswith("| ----- | ----: |")
