"""Numbers, days and times as people in Denmark read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from citizen_app.web.formatting import (
    format_clock,
    format_day,
    format_moment,
    format_number,
    format_phone,
    format_time,
    format_weekday,
)
from tests.languages import speaking

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)


@contextmanager
def reading(language: str) -> Iterator[None]:
    with speaking(language), time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        ("36.7", "36,7", "36.7"),
        ("36.70", "36,70", "36.70"),
        ("0", "0", "0"),
        ("-0.5", "-0,5", "-0.5"),
        ("12345", "12.345", "12,345"),
        ("1E+3", "1.000", "1,000"),
        ("123456789.123456789", "123.456.789,123456789", "123,456,789.123456789"),
    ],
)
def test_a_number_keeps_exactly_its_decimals(value: str, danish: str, english: str) -> None:
    with reading("da"):
        assert format_number(Decimal(value)) == danish
    with reading("en"):
        assert format_number(Decimal(value)) == english


def test_a_number_is_given_the_decimals_that_are_asked_for() -> None:
    with reading("da"):
        assert format_number(Decimal("2"), 1) == "2,0"
        assert format_number(7) == "7"


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2026, 11, 23), "mandag 23. november", "Monday 23 November"),
        (date(2025, 3, 1), "lørdag 1. marts 2025", "Saturday 1 March 2025"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "tirsdag 24. november", "Tuesday 24 November"),
    ],
)
def test_a_day_is_the_one_on_the_calendar_in_denmark(
    day: date | datetime, danish: str, english: str
) -> None:
    with reading("da"):
        assert format_day(day) == danish
    with reading("en"):
        assert format_day(day) == english


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (datetime(2026, 11, 23, 7, 12, tzinfo=UTC), "i dag kl. 8.12", "today at 08:12"),
        (datetime(2026, 11, 22, 19, 5, tzinfo=UTC), "i går kl. 20.05", "yesterday at 20:05"),
        (
            datetime(2026, 11, 22, 23, 0, tzinfo=UTC),
            "i dag kl. 0.00",
            "today at 00:00",
        ),
        (
            datetime(2026, 7, 1, 6, 0, tzinfo=UTC),
            "onsdag 1. juli kl. 8.00",
            "Wednesday 1 July at 08:00",
        ),
        (
            datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
            "tirsdag 24. november kl. 8.00",
            "Tuesday 24 November at 08:00",
        ),
    ],
)
def test_a_moment_is_told_from_today(moment: datetime, danish: str, english: str) -> None:
    with reading("da"):
        assert format_moment(moment) == danish
    with reading("en"):
        assert format_moment(moment) == english


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "1.59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "3.00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2.30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2.30"),
    ],
)
def test_the_clock_follows_summer_time(moment: datetime, clock: str) -> None:
    with reading("da"):
        assert format_clock(moment) == clock
        assert format_time(moment) == f"kl. {clock}"


def test_a_weekday_has_its_name() -> None:
    with reading("da"):
        assert format_weekday(date(2026, 11, 26)) == "torsdag"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("96000001", "96 00 00 01"),
        ("+4596000001", "96 00 00 01"),
        ("+45 96 00 00 01", "96 00 00 01"),
        ("112", "112"),
        ("1813", "1813"),
        ("+46701234567", "+46701234567"),
    ],
)
def test_a_phone_number_is_shown_in_pairs(number: str, shown: str) -> None:
    assert format_phone(number) == shown
