"""No number below five is shown, and none can be worked out from the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizen_app.care_team.protecting import FEWEST, Sum, hidden_cells, told_cells

COLUMNS = ("active", "paused", "ended")


def table(counts):
    """Values and sums of a table of areas by columns, with totals of both."""
    values = {(area, column): n for area, row in counts.items() for column, n in row.items()}
    for area, row in counts.items():
        values[area, "enrolled"] = sum(row.values())
    for column in (*COLUMNS, "enrolled"):
        values["all", column] = sum(values[area, column] for area in counts)
    areas = [*counts, "all"]
    sums = [Sum((a, "enrolled"), tuple((a, column) for column in COLUMNS)) for a in areas]
    sums += [
        Sum(("all", column), tuple((area, column) for area in counts))
        for column in (*COLUMNS, "enrolled")
    ]
    return values, sums


counts = st.dictionaries(
    st.sampled_from("abcdef"),
    st.fixed_dictionaries({column: st.integers(0, 40) for column in COLUMNS}),
    min_size=1,
)


def test_large_numbers_are_all_shown() -> None:
    values, sums = table({"a": dict.fromkeys(COLUMNS, 9), "b": dict.fromkeys(COLUMNS, 7)})
    assert hidden_cells(values, sums) == frozenset()


def test_one_small_number_hides_another_beside_it() -> None:
    values, sums = table(
        {
            "a": {"active": 30, "paused": 6, "ended": 2},
            "b": {"active": 40, "paused": 8, "ended": 9},
        }
    )
    hidden = hidden_cells(values, sums)
    assert ("a", "ended") in hidden
    assert ("a", "paused") in hidden
    assert ("b", "ended") in hidden
    assert ("all", "enrolled") not in hidden


def test_two_small_numbers_whose_sum_is_small_hide_a_third() -> None:
    one = Sum("all", ("a", "b", "c"))
    assert hidden_cells({"all": 33, "a": 2, "b": 1, "c": 30}, [one]) >= {"a", "b", "c"}


def test_a_sum_of_one_part_is_hidden_with_it() -> None:
    assert hidden_cells({"all": 3, "a": 3}, [Sum("all", ("a",))]) == {"all", "a"}


@given(counts)
@settings(max_examples=300)
def test_nothing_hidden_can_be_worked_out(found) -> None:
    values, sums = table(found)
    hidden = hidden_cells(values, sums)
    assert {cell for cell, value in values.items() if 0 < value < FEWEST} <= hidden
    assert told_cells(sums, hidden) == set()
    for one in sums:
        unknown = [part for part in one.parts if part in hidden]
        if one.total not in hidden and unknown:
            assert len(unknown) > 1
            assert sum(values[part] for part in unknown) >= FEWEST


@pytest.mark.parametrize(
    ("hidden", "told"),
    [({"a"}, {"a"}), ({"a", "b"}, set()), ({"all", "a"}, set()), ({"all"}, {"all"})],
)
def test_what_one_sum_tells(hidden, told) -> None:
    assert told_cells([Sum("all", ("a", "b"))], hidden) == told
