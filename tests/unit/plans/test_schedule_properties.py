"""What holds for every schedule, in every stretch of time."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.plans.rules import (
    COPENHAGEN,
    DAY,
    Daily,
    Slot,
    local_day,
    midnight,
    occurrences,
    occurrences_on,
    schedule_from_json,
    schedule_to_json,
)
from tests.unit.plans.strategies import asked, clock_times, days, schedules, slot_lists

ALWAYS: dict[str, Any] = {"valid_from": datetime(2020, 1, 1, tzinfo=UTC), "valid_until": None}
HOUR = timedelta(hours=1)


@given(schedules, asked())
def test_every_window_lies_inside_the_validity_and_opens_in_the_stretch(schedule, stretch):
    for window in occurrences(schedule, **stretch):
        assert stretch["since"] <= window.start < stretch["until"]
        assert stretch["valid_from"] <= window.start
        assert stretch["valid_until"] is None or window.end <= stretch["valid_until"]


@given(schedules, asked())
def test_windows_come_in_order_and_never_overlap_or_start_together(schedule, stretch):
    windows = occurrences(schedule, **stretch)
    assert all(one.start < later.start for one, later in pairwise(windows))
    assert all(one.end <= later.start for one, later in pairwise(windows))


@given(schedules, asked())
def test_the_same_question_has_the_same_answer(schedule, stretch):
    again = schedule_from_json(schedule_to_json(schedule))
    assert occurrences(schedule, **stretch) == occurrences(again, **stretch)


@given(schedules, asked(), st.integers(0, 1000))
def test_a_stretch_in_two_parts_has_the_windows_of_the_whole(schedule, stretch, per_mille):
    middle = stretch["since"] + (stretch["until"] - stretch["since"]) * per_mille / 1000
    before = occurrences(schedule, **{**stretch, "until": middle})
    after = occurrences(schedule, **{**stretch, "since": middle})
    assert before + after == occurrences(schedule, **stretch)


@given(schedules, days, st.integers(1, 10))
def test_day_lists_share_the_windows_of_a_stretch_among_them(schedule, first, count):
    wanted = [first + passed * DAY for passed in range(count)]
    lists = [occurrences_on(schedule, day, **ALWAYS) for day in wanted]
    whole = occurrences(
        schedule, since=midnight(first), until=midnight(first + count * DAY), **ALWAYS
    )
    assert sum(lists, ()) == whole
    assert all({w.day for w in found} <= {day} for day, found in zip(wanted, lists, strict=True))


@given(slot_lists(), days)
def test_a_day_has_its_slots_except_where_the_missing_hour_joins_two(slots, day):
    found = occurrences_on(Daily(slots), day, **ALWAYS)
    starts = {datetime.combine(day, slot.opens, COPENHAGEN).astimezone(UTC) for slot in slots}
    assert {window.start for window in found} == starts


@given(clock_times, st.integers(1, 1440), days)
def test_a_window_is_an_hour_longer_or_shorter_only_where_the_clocks_change(opens, minutes, day):
    (window,) = occurrences_on(Daily((Slot(opens, minutes),)), day, **ALWAYS)
    asked_for = timedelta(minutes=minutes)
    if _offset(window.start - HOUR) == _offset(window.end + HOUR):
        assert window.end - window.start == asked_for
    assert asked_for - HOUR <= window.end - window.start <= asked_for + HOUR


@given(schedules, days)
def test_a_schedule_survives_being_kept_as_json(schedule, day):
    again = schedule_from_json(schedule_to_json(schedule))
    assert again == schedule
    assert again.slots_on(day) == schedule.slots_on(day)


@given(days)
def test_midnight_begins_the_day(day):
    assert local_day(midnight(day)) == day
    assert local_day(midnight(day) - timedelta(microseconds=1)) == day - DAY


@given(clock_times, clock_times)
def test_a_slot_between_two_times_ends_at_the_second(opens, closes):
    slot = Slot.between(opens, closes)
    end = datetime.combine(date(2026, 6, 1), opens) + timedelta(minutes=slot.minutes)
    assert end.time() == closes
    assert slot.opens == opens


def _offset(moment: datetime) -> timedelta | None:
    return moment.astimezone(COPENHAGEN).utcoffset()
