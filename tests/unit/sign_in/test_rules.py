"""Decisions about sessions and the way back, on plain values."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.sign_in.rules import claim_text, is_alive, is_last_seen_due, looks_local

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
IDLE = timedelta(minutes=30)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("rested", "left", "alive"),
    [
        (timedelta(), timedelta(hours=12), True),
        (IDLE - TICK, timedelta(hours=1), True),
        (IDLE, timedelta(hours=1), False),
        (timedelta(), TICK, True),
        (timedelta(), timedelta(), False),
        (timedelta(), -TICK, False),
    ],
)
def test_a_session_lives_until_the_first_of_two_ends(
    rested: timedelta, left: timedelta, alive: bool
) -> None:
    found = is_alive(last_seen_at=NOW - rested, ends_at=NOW + left, now=NOW, idle=IDLE)
    assert found is alive


@pytest.mark.parametrize(("seconds", "due"), [(0, False), (59, False), (60, True), (600, True)])
def test_last_use_is_due_after_a_minute(seconds: int, due: bool) -> None:
    assert is_last_seen_due(last_seen_at=NOW - timedelta(seconds=seconds), now=NOW) is due


@pytest.mark.parametrize(
    "path", ["/", "/today", "/record/0b5e-1", "/readings/add?activity=a-1&window=20261123T0700Z"]
)
def test_our_own_paths_look_local(path: str) -> None:
    assert looks_local(path)


@pytest.mark.parametrize(
    "path", ["", "today", "//x", "/\\x", "/x//y", "/./x", "/../x", "/x#y", "/a b", "/x\n", "/é"]
)
def test_other_texts_do_not_look_local(path: str) -> None:
    assert not looks_local(path)


@given(st.text(alphabet="/\\.:@?#%&=\t\r\n abc", max_size=20))
def test_what_looks_local_has_no_other_host(text: str) -> None:
    if looks_local(text):
        parts = urlsplit("https://own.example" + text)
        assert parts.hostname == "own.example"
        assert not text.startswith(("//", "/\\"))
        assert "\\" not in text
        assert urlsplit(text).netloc == ""


def test_a_long_path_is_answered_quickly() -> None:
    assert not looks_local("/" + "a" * 499 + "!")
    assert not looks_local("/" + "a/" * 249 + "!")


@pytest.mark.parametrize(
    ("value", "text"), [("x", "x"), (" x ", "x"), ("", None), (" ", None), (7, None), (None, None)]
)
def test_a_claim_is_text_or_nothing(value: object, text: str | None) -> None:
    assert claim_text({"dk.cpr": value}, "dk.cpr") == text


def test_a_dot_in_a_claims_name_is_no_path() -> None:
    assert claim_text({"dk": {"cpr": "x"}}, "dk.cpr") is None
