"""How people are found by their number, and when a team reads."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.people.rules import ReadingHours, cpr_fingerprint

KEY = b"only-in-tests"


@pytest.mark.parametrize(
    "written", ["2512489996", "251248-9996", " 251248 - 9996 ", "251248\u00a09996"]
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert cpr_fingerprint(written, KEY) == cpr_fingerprint("2512489996", KEY)


def test_a_replacement_number_may_hold_letters_of_either_size() -> None:
    assert cpr_fingerprint("251248abc1", KEY) == cpr_fingerprint("251248-ABC1", KEY)


def test_another_number_and_another_key_look_different() -> None:
    first = cpr_fingerprint("2512489996", KEY)
    assert first != cpr_fingerprint("2512489997", KEY)
    assert first != cpr_fingerprint("2512489996", b"another")
    assert "2512489996" not in first


@pytest.mark.parametrize(
    "written", ["", " - ", "251248", "251248-99967", "251248/9996", "æ512489996"]
)
def test_what_has_not_ten_signs_is_no_number(written: str) -> None:
    with pytest.raises(ValueError, match="ten"):
        cpr_fingerprint(written, KEY)


def test_what_is_refused_is_not_quoted() -> None:
    with pytest.raises(ValueError, match="ten") as refused:
        cpr_fingerprint("251248-99967", KEY)
    assert "251248" not in str(refused.value)


@given(st.frozensets(st.integers(0, 6)), st.times(), st.times())
def test_reading_hours_survive_storing(days: frozenset[int], opens: time, closes: time) -> None:
    window = (time(moment.hour, moment.minute) for moment in (opens, closes))
    hours = ReadingHours(tuple(sorted(days)), *window)
    assert ReadingHours.from_json(hours.to_json()) == hours
