"""Whose turn it is in a thread, what may be written, and when the team reads next."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.messages.rules import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    Problem,
    Standing,
    ThreadEvent,
    ThreadState,
    after,
    clean_line,
    clean_text,
    next_reading,
    problems_of,
    read_id,
)
from citizen_app.people.rules import ReadingHours

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY_AND_THURSDAY = (ReadingHours((0, 3), time(9), time(12)),)
EVENTS = st.lists(st.sampled_from(ThreadEvent), max_size=12)
TURN = {
    ThreadEvent.CITIZEN_WROTE: ThreadState.WAITING,
    ThreadEvent.TEAM_WROTE: ThreadState.ANSWERED,
    ThreadEvent.MARKED_DONE: ThreadState.DONE,
}


def run(events: list[ThreadEvent]) -> list[Standing]:
    standings = [Standing()]
    for number, event in enumerate(events):
        standings.append(after(standings[-1], event, START + timedelta(hours=number)))
    return standings


@given(EVENTS)
def test_a_thread_is_never_both_waiting_and_done(events):
    assert all(not (one.waiting_since and one.done_at) for one in run(events))


@given(EVENTS)
def test_the_last_event_says_whose_turn_it_is(events):
    for before, event, now in zip(run(events), events, run(events)[1:], strict=False):
        if event is ThreadEvent.REOPENED:
            is_done = before.state is ThreadState.DONE
            assert now.state is (ThreadState.WAITING if is_done else before.state)
        else:
            assert now.state is TURN[event]


@given(EVENTS)
def test_who_writes_again_keeps_the_place_in_the_line(events):
    last = run(events)[-1]
    again = after(last, ThreadEvent.CITIZEN_WROTE, START + timedelta(days=9))
    assert again.waiting_since == (last.waiting_since or START + timedelta(days=9))


@given(st.text())
def test_cleaning_is_done_after_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("en\r\nto\rtre", "en\nto\ntre"),
        ("  tak \x07", "tak"),
        ("5\u202e01 mg", "501 mg"),
        ("👩\u200d⚕️ tak", "👩\u200d⚕️ tak"),
    ],
)
def test_line_breaks_and_signs_that_no_page_may_hold(typed, kept):
    assert clean_text(typed) == kept


def test_what_is_wrong_with_a_message():
    assert problems_of("", "") == [Problem.NO_SUBJECT, Problem.NO_BODY]
    assert problems_of("x" * LONGEST_BODY, "x" * LONGEST_SUBJECT) == []
    too_long = problems_of("x" * (LONGEST_BODY + 1), "x" * (LONGEST_SUBJECT + 1))
    assert too_long == [Problem.LONG_SUBJECT, Problem.LONG_BODY]
    assert problems_of("x") == []


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 11, 0, tzinfo=UTC), datetime(2026, 11, 26, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 23, 30, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_team_reads_next(now, opens):
    window = next_reading(MONDAY_AND_THURSDAY, now)
    assert window
    assert window[0] == opens


def test_nobody_has_said_when_the_team_reads():
    assert next_reading((), START) is None


@given(st.text())
def test_an_id_from_a_form_is_one_or_none(typed):
    assert read_id(typed) is None or str(read_id(typed)).replace("-", "") in typed.lower().replace(
        "-", ""
    )
