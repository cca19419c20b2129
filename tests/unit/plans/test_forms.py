"""Days as they are typed into the pause form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.plans.forms import PauseForm
from citizen_app.plans.typed_days import parse_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("24", "11", "2026"), date(2026, 11, 24)),
        ((" 4 ", "01", "26"), date(2026, 1, 4)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("29", "2", "2027"), None),
        (("31", "4", "2026"), None),
        (("", "4", "2026"), None),
        (("4", "april", "2026"), None),
        (("-4", "4", "2026"), None),
        (("4", "4", "20266"), None),
        (("²", "4", "2026"), None),
    ],
)
def test_a_day_is_read_from_its_three_parts(typed, day):
    assert parse_day(typed) == day


@given(st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)))
def test_any_text_is_a_day_or_none(typed):
    assert parse_day(typed) is None or isinstance(parse_day(typed), date)


@given(st.dates(date(2026, 1, 1), date(2099, 1, 1)))
def test_the_suggested_days_can_be_read_again(today):
    assert parse_day(PauseForm.blank(today).from_on) == today
