"""What comes first in the work list, and what is told as missed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.care_team.rules import (
    COUNTS_ARE_OLD,
    RANKS,
    Missed,
    RowState,
    Summary,
    Waiting,
    are_counts_old,
    in_order,
)
from citizen_app.record.rules import (
    AcknowledgementKind,
    Colour,
    FindingKind,
    is_waiting,
    may_be_seen_together,
    worst,
)

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MONDAY = NOW.date()
STORED = (RowState.RED, RowState.YELLOW, RowState.NEW, RowState.GREEN)

ages = st.integers(0, 1000).map(lambda hours: NOW - hours * HOUR)
waiting = st.dictionaries(
    st.sampled_from(STORED), ages.map(lambda at: Waiting(1, at, at)), max_size=4
)
summaries = st.builds(
    Summary,
    person=st.uuids(),
    name=st.sampled_from(["Anna", "Bo", "Åse"]),
    waiting=waiting,
    missed=st.none() | st.integers(1, 20).map(lambda count: Missed(count, MONDAY, NOW)),
    is_due=st.booleans(),
)


def summary(name: str = "Anna", **states: datetime) -> Summary:
    found = {RowState(state): Waiting(1, at, at) for state, at in states.items()}
    return Summary(UUID(int=1), name, found)


@given(st.lists(summaries))
def test_a_worse_one_never_stands_below(found: list[Summary]) -> None:
    ranks = [RANKS[one.state] for one in in_order(found)]
    assert ranks == sorted(ranks)


@given(st.lists(summaries))
def test_who_waits_longest_comes_first_among_reds(found: list[Summary]) -> None:
    reds = [one.since for one in in_order(found) if one.state is RowState.RED]
    assert reds == sorted(reds, key=lambda at: at or NOW)


@given(st.lists(summaries), st.randoms())
def test_the_order_does_not_depend_on_how_they_came(found: list[Summary], chance) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    people = [one.person for one in in_order(found)]
    assert len(set(people)) < len(people) or [o.person for o in in_order(shuffled)] == people


def test_an_old_red_beats_a_new_green_and_a_missed_window() -> None:
    old = summary(red=NOW - 90 * HOUR, green=NOW)
    assert (old.state, old.since) == (RowState.RED, NOW - 90 * HOUR)


def test_an_old_count_of_what_is_missing_is_told() -> None:
    assert are_counts_old(None, NOW)
    assert are_counts_old(NOW - COUNTS_ARE_OLD - timedelta(seconds=1), NOW)
    assert not are_counts_old(NOW - COUNTS_ARE_OLD, NOW)


SEEN, HANDLED = AcknowledgementKind.SEEN, AcknowledgementKind.HANDLED


@pytest.mark.parametrize(
    ("colour", "kinds", "waits"),
    [
        (Colour.RED, (), True),
        (Colour.RED, (SEEN,), True),
        (Colour.RED, (SEEN, HANDLED), False),
        (Colour.YELLOW, (SEEN,), True),
        (Colour.YELLOW, (HANDLED,), False),
        (Colour.GREEN, (), True),
        (Colour.GREEN, (SEEN,), False),
        (None, (), True),
        (None, (SEEN,), False),
    ],
)
def test_what_is_enough_for_a_colour(colour, kinds, waits) -> None:
    assert is_waiting(colour, kinds) is waits


sent = st.tuples(st.sampled_from([None, *Colour]), st.frozensets(st.sampled_from([SEEN, HANDLED])))


@given(st.lists(sent))
def test_the_worst_that_is_unhandled_shows_whatever_came_later(submissions) -> None:
    open_ones = [colour for colour, kinds in submissions if is_waiting(colour, kinds)]
    if (Colour.RED, frozenset()) in submissions:
        assert worst(open_ones) is Colour.RED


COMMENT, READING = FindingKind.COMMENT, FindingKind.READING


@pytest.mark.parametrize(
    ("colour", "kinds", "has_skips", "has_corrections", "may"),
    [
        (Colour.GREEN, (), False, False, True),
        (Colour.GREEN, (READING,), False, False, True),
        (Colour.GREEN, (READING, COMMENT), False, False, False),
        (Colour.GREEN, (), True, False, False),
        (Colour.GREEN, (), False, True, False),
        (Colour.YELLOW, (), False, False, False),
        (Colour.RED, (), False, False, False),
        (None, (), False, False, False),
    ],
)
def test_what_may_be_seen_together(colour, kinds, has_skips, has_corrections, may) -> None:
    answer = may_be_seen_together(
        colour, kinds=kinds, has_skips=has_skips, has_corrections=has_corrections
    )
    assert answer is may
