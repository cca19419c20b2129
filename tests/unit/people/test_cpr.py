"""CPR numbers: form and date only, and never shown whole by accident."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.people.rules import (
    BadCpr,
    ImpossibleDate,
    cpr_fingerprint,
    masked_birth_date,
    parse_cpr,
)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("251248-9996", date(1948, 12, 25)),
        (" 251248 9996 ", date(1948, 12, 25)),
        ("251248–9996", date(1948, 12, 25)),
        ("0501792275", date(1979, 1, 5)),
        ("0201609995", date(1960, 1, 2)),
        ("010136-4000", date(2036, 1, 1)),
        ("010137-4000", date(1937, 1, 1)),
        ("010157-5000", date(2057, 1, 1)),
        ("010158-5000", date(1858, 1, 1)),
        ("290200-4000", date(2000, 2, 29)),
        ("070392-1vj4", date(1992, 3, 7)),
        ("120655-AVK9", None),
    ],
)
def test_a_number_is_taken_by_form_and_date(typed: str, born: date | None) -> None:
    assert parse_cpr(typed).birth_date == born


@pytest.mark.parametrize("typed", ["", "25124899", "251248-99966", "A51248-9996", "25/12/48-9996"])
def test_other_forms_are_none(typed: str) -> None:
    with pytest.raises(BadCpr):
        parse_cpr(typed)


@pytest.mark.parametrize("typed", ["310200-1234", "000148-1234", "011348-1234", "290201-1234"])
def test_impossible_days_are_none(typed: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        parse_cpr(typed, accepts_test_numbers=True)
    assert typed[:6] not in str(refused.value)


def test_test_numbers_are_taken_only_where_it_is_said() -> None:
    assert parse_cpr("740353-1117", accepts_test_numbers=True).birth_date == date(1953, 3, 14)
    with pytest.raises(ImpossibleDate):
        parse_cpr("740353-1117")


@given(
    st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.from_regex(r"[0-9A-Z]{3}", fullmatch=True)
)
def test_every_day_has_numbers_and_none_is_shown_whole(born: date, rest: str) -> None:
    number = parse_cpr(f"{born:%d%m%y}-0{rest}")
    assert number.birth_date == born
    assert number.masked == masked_birth_date(born) == f"{born:%d%m%y}-••••"
    assert number.plain not in repr(number)
    assert parse_cpr(number.written) == number
    assert cpr_fingerprint(number.written, b"k") == cpr_fingerprint(number.plain, b"k")


@given(st.text(max_size=14))
def test_anything_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        number = parse_cpr(typed)
    except BadCpr:
        return
    assert len(number.plain) == 10


def test_without_a_birthday_everything_is_hidden() -> None:
    assert masked_birth_date(None) == "••••••-••••"
