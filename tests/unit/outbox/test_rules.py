"""When jobs are tried again, and what is kept of an error."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.outbox.rules import (
    FIRST_RETRY,
    LONGEST_RETRY,
    SPREAD,
    GiveUp,
    RetryLater,
    retry_at,
    short_reason,
    slot_of,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the zone is given beside
    datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def test_waits_grow_threefold_from_five_seconds_to_an_hour():
    waits = [retry_at(attempts=n, now=NOW, chance=0.5) - NOW for n in range(1, 9)]
    assert [wait.total_seconds() for wait in waits] == [5, 15, 45, 135, 405, 1215, 3600, 3600]


@given(attempts=st.integers(0, 10_000), chance=st.floats(0, 1))
def test_a_wait_is_never_shorter_or_longer_than_promised(attempts, chance):
    wait = retry_at(attempts=attempts, now=NOW, chance=chance) - NOW
    assert FIRST_RETRY * (1 - SPREAD) <= wait <= LONGEST_RETRY * (1 + SPREAD)


@given(now=MOMENTS, minutes=st.integers(1, 2000))
def test_a_moment_lies_in_its_slot(now, minutes):
    every = timedelta(minutes=minutes)
    slot = slot_of(now, every)
    assert slot <= now < slot + every
    assert slot_of(slot, every) == slot


def test_only_our_own_words_are_kept_of_an_error():
    assert short_reason(ValueError("anna@example.dk refused")) == "ValueError"
    assert short_reason(GiveUp("no such mailbox")) == "no such mailbox"
    assert len(short_reason(RetryLater("x" * 900))) == 200
