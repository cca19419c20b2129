"""Days and times as typed, on clocks in Denmark."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.plans.rules import COPENHAGEN
from citizen_app.readings.moments import (
    BadMoment,
    MomentFault,
    check_moment,
    days_ago,
    instants,
    parse_clock,
    parse_day,
)

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", TODAY),
        ("i dag", TODAY),
        ("I GÅR", date(2026, 11, 22)),
        ("22.11", date(2026, 11, 22)),
        ("22.11.", date(2026, 11, 22)),
        ("22/11-2026", date(2026, 11, 22)),
        ("22-11-26", date(2026, 11, 22)),
        ("22 11", date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("31.12", date(2025, 12, 31)),
        ("24.11", date(2026, 11, 24)),
        ("29.2", date(2024, 2, 29)),
    ],
)
def test_day_is_understood(typed: str, meant: date) -> None:
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["32.1", "1.13", "29.2.2026", "mandag", "1", "0.0", "1.1.1.1"])
def test_other_texts_are_no_day(typed: str) -> None:
    with pytest.raises(BadMoment, match="no_day"):
        parse_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["8.15", "8:15", "08.15", "0815", "kl. 8.15", "8,15", " 8 15 "])
def test_time_is_understood(typed: str) -> None:
    assert parse_clock(typed) == time(8, 15)


@pytest.mark.parametrize("typed", ["", "25.00", "8.60", "morgen", "8.1.5", "-8"])
def test_other_texts_are_no_time(typed: str) -> None:
    with pytest.raises(BadMoment, match="no_time"):
        parse_clock(typed)


def _fault_of(parse: Callable[[], object]) -> MomentFault | None:
    try:
        parse()
    except BadMoment as bad:
        return bad.fault
    return None


@given(st.text(max_size=50))
def test_any_text_is_a_day_or_a_fault(typed: str) -> None:
    assert _fault_of(lambda: parse_day(typed, TODAY)) in {None, MomentFault.NO_DAY}
    assert _fault_of(lambda: parse_clock(typed)) in {None, MomentFault.NO_TIME}


def test_ordinary_time_is_one_instant_with_the_offset_of_denmark() -> None:
    (moment,) = instants(TODAY, time(8, 15))
    assert moment.isoformat() == "2026-11-23T08:15:00+01:00"


def test_hour_that_the_clocks_skip_is_no_instant() -> None:
    assert instants(date(2026, 3, 29), time(2, 30)) == ()


def test_hour_that_comes_twice_is_two_instants() -> None:
    first, second = instants(date(2026, 10, 25), time(2, 30))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


@given(st.integers(0, 10 * 366 * 24 * 60))
def test_every_instant_is_found_from_what_the_clock_showed(minutes: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    wall = moment.astimezone(COPENHAGEN)
    assert moment in instants(wall.date(), wall.time())


def test_five_minutes_ahead_are_let_pass_and_more_is_refused() -> None:
    check_moment(NOW + timedelta(minutes=5), NOW)
    with pytest.raises(BadMoment, match="future"):
        check_moment(NOW + timedelta(minutes=6), NOW)


def test_more_than_a_year_ago_is_refused() -> None:
    with pytest.raises(BadMoment, match="too_old"):
        check_moment(NOW - timedelta(days=367), NOW)


def test_only_more_than_a_week_ago_is_asked_about() -> None:
    assert days_ago(NOW - timedelta(days=7), NOW) == 0
    assert days_ago(NOW - timedelta(days=9), NOW) == 9
