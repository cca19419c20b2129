"""A task is upcoming, open, done, missed or paused."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.record.rules import (
    AcknowledgementKind,
    SubmissionState,
    TaskStateName,
    fingerprint,
    state_of,
    task_state,
)

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
END = START + timedelta(hours=4)
MINUTES = st.integers(-600, 600)


def at(minutes: int, *, is_sent: bool = False, is_paused: bool = False) -> TaskStateName:
    now = START + timedelta(minutes=minutes)
    return task_state(start=START, end=END, is_sent=is_sent, is_paused=is_paused, now=now)


def test_a_task_opens_and_is_missed_to_the_minute() -> None:
    states = [at(-1), at(0), at(239), at(240)]
    assert states == ["upcoming", "open", "open", "missed"]


@given(MINUTES)
def test_a_pause_never_shows_as_missed(minutes: int) -> None:
    assert at(minutes, is_paused=True) is TaskStateName.PAUSED


@given(MINUTES, st.booleans())
def test_what_was_sent_is_done_also_in_a_pause(minutes: int, is_paused: bool) -> None:
    assert at(minutes, is_sent=True, is_paused=is_paused) is TaskStateName.DONE


def test_handled_beats_seen_and_sent_is_never_seen() -> None:
    seen, handled = AcknowledgementKind.SEEN, AcknowledgementKind.HANDLED
    assert state_of([]) is SubmissionState.SENT
    assert state_of([seen]) is SubmissionState.SEEN
    assert state_of([handled, seen]) is SubmissionState.HANDLED


@given(st.dictionaries(st.text(max_size=5), st.integers(), max_size=6))
def test_a_fingerprint_does_not_depend_on_the_order_of_keys(body: dict[str, int]) -> None:
    turned = dict(reversed(body.items()))
    assert fingerprint(turned) == fingerprint(body)
