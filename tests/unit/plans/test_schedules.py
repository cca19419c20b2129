"""Schedules as care teams use them, on ordinary days and on the odd ones."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from citizen_app.plans.rules import (
    COPENHAGEN,
    DAY,
    BadSchedule,
    Daily,
    EveryDays,
    OnDemand,
    Phased,
    Slot,
    TaskRef,
    Weekly,
    Window,
    days_with_windows,
    midnight,
    occurrences,
    occurrences_on,
    schedule_from_json,
)

ALWAYS: dict[str, Any] = {"valid_from": datetime(2020, 1, 1, tzinfo=UTC), "valid_until": None}
MORNING = Slot(time(8), 240)
EVENING = Slot(time(18), 180)
MONDAY = date(2026, 11, 23)
SPRING_NIGHT = date(2027, 3, 28)
AUTUMN_NIGHT = date(2026, 10, 25)


def valid(from_day, until_day):
    return {"valid_from": midnight(from_day), "valid_until": midnight(until_day)}


def on_the_clock(schedule, day):
    """Windows of a day as the clock on the wall shows them, with their length in minutes."""
    found = occurrences_on(schedule, day, **ALWAYS)
    return [
        (
            f"{window.start.astimezone(COPENHAGEN):%H:%M}",
            f"{window.end.astimezone(COPENHAGEN):%H:%M}",
            (window.end - window.start) // timedelta(minutes=1),
        )
        for window in found
    ]


def days_of(schedule, first, last):
    found = occurrences(schedule, since=midnight(first), until=midnight(last + DAY), **ALWAYS)
    return [window.day for window in found]


def test_mondays_and_thursdays_come_every_week():
    schedule = Weekly((1, 4), (MORNING,))
    assert days_of(schedule, MONDAY, MONDAY + 9 * DAY) == [
        date(2026, 11, 23),
        date(2026, 11, 26),
        date(2026, 11, 30),
    ]
    assert on_the_clock(schedule, MONDAY) == [("08:00", "12:00", 240)]


def test_twice_a_day_gives_two_windows():
    both = Daily((MORNING, EVENING))
    assert on_the_clock(both, MONDAY) == [("08:00", "12:00", 240), ("18:00", "21:00", 180)]


def test_every_third_day_runs_on_through_a_month_end_and_a_leap_day():
    schedule = EveryDays(3, date(2028, 2, 26), (MORNING,))
    assert days_of(schedule, date(2028, 2, 20), date(2028, 3, 7)) == [
        date(2028, 2, 26),
        date(2028, 2, 29),
        date(2028, 3, 3),
        date(2028, 3, 6),
    ]


def test_every_third_day_counts_28_days_in_an_ordinary_february():
    schedule = EveryDays(3, date(2027, 2, 26), (MORNING,))
    assert days_of(schedule, date(2027, 2, 26), date(2027, 3, 4)) == [
        date(2027, 2, 26),
        date(2027, 3, 1),
        date(2027, 3, 4),
    ]


def test_twice_a_day_for_14_days_is_followed_by_twice_a_week():
    schedule = Phased(MONDAY, 14, Daily((MORNING, EVENING)), Weekly((1, 4), (MORNING,)))
    found = days_of(schedule, MONDAY - DAY, MONDAY + 20 * DAY)
    assert found[:28] == sorted(2 * [MONDAY + n * DAY for n in range(14)])
    assert found[28:] == [MONDAY + 14 * DAY, MONDAY + 17 * DAY]


def test_a_third_period_can_follow_the_second():
    weekly = Phased(MONDAY + 7 * DAY, 7, Weekly((1, 4), (MORNING,)), OnDemand())
    schedule = Phased(MONDAY, 7, Daily((MORNING,)), weekly)
    assert len(days_of(schedule, MONDAY, MONDAY + 60 * DAY)) == 7 + 2


def test_on_demand_is_never_a_task():
    assert days_of(OnDemand(), MONDAY, MONDAY + 400 * DAY) == []


def test_a_window_over_midnight_belongs_to_the_day_it_opens():
    night = Daily((Slot.between(time(22), time(2)),))
    assert on_the_clock(night, MONDAY) == [("22:00", "02:00", 240)]
    (window,) = occurrences_on(night, MONDAY, **ALWAYS)
    assert window.day == MONDAY


def test_the_missing_hour_moves_a_window_to_when_the_clock_goes_on():
    assert on_the_clock(Daily((Slot(time(2, 30), 30),)), SPRING_NIGHT) == [("03:30", "04:00", 30)]
    assert on_the_clock(Daily((Slot(time(2), 60),)), SPRING_NIGHT) == [("03:00", "04:00", 60)]
    assert on_the_clock(Daily((Slot(time(1), 90),)), SPRING_NIGHT) == [("01:00", "03:30", 90)]


def test_two_times_that_the_missing_hour_makes_one_are_one_task():
    slots = (Slot(time(2, 30), 15), Slot(time(3, 30), 30))
    assert on_the_clock(Daily(slots), SPRING_NIGHT) == [("03:30", "04:00", 30)]


def test_times_that_the_missing_hour_swaps_still_come_in_order():
    slots = (Slot(time(2, 15), 15), Slot(time(3, 0), 60))
    assert on_the_clock(Daily(slots), SPRING_NIGHT) == [
        ("03:00", "03:15", 15),
        ("03:15", "03:30", 15),
    ]


def test_the_doubled_hour_opens_at_the_first_and_closes_at_the_second():
    assert on_the_clock(Daily((Slot(time(2, 30), 15),)), AUTUMN_NIGHT) == [("02:30", "02:45", 75)]


@pytest.mark.parametrize(("day", "minutes"), [(SPRING_NIGHT, 180), (AUTUMN_NIGHT, 300)])
def test_midnight_to_four_lasts_what_the_night_lasts(day, minutes):
    assert on_the_clock(Daily((Slot(time(0), 240),)), day) == [("00:00", "04:00", minutes)]


def test_a_morning_stays_at_eight_on_the_clock_all_year():
    for day in (SPRING_NIGHT - DAY, SPRING_NIGHT, AUTUMN_NIGHT - DAY, AUTUMN_NIGHT):
        assert on_the_clock(Daily((MORNING,)), day) == [("08:00", "12:00", 240)]


def test_a_plan_that_ends_at_midnight_cuts_the_last_night_short():
    night = Daily((Slot.between(time(22), time(2)),))
    validity: dict[str, Any] = {
        "valid_from": midnight(MONDAY),
        "valid_until": midnight(MONDAY + DAY),
    }
    (window,) = occurrences_on(night, MONDAY, **validity)
    assert window == Window(midnight(MONDAY) + timedelta(hours=22), midnight(MONDAY + DAY))
    assert occurrences_on(night, MONDAY + DAY, **validity) == ()
    assert occurrences_on(night, MONDAY - DAY, **validity) == ()


def test_a_window_gives_way_to_the_next_days_also_when_only_its_own_evening_is_asked_for():
    long_nights = Daily((Slot.between(time(20), time(19)),))
    both = Phased(MONDAY, 1, long_nights, Daily((MORNING,)))
    evening = midnight(MONDAY) + timedelta(hours=19)
    (window,) = occurrences(both, since=evening, until=evening + timedelta(hours=3), **ALWAYS)
    assert window.end == midnight(MONDAY + DAY) + timedelta(hours=8)


def test_the_next_days_are_found_past_a_long_wait():
    schedule = EveryDays(366, MONDAY, (MORNING,))
    found = days_with_windows(schedule, after=MONDAY, **ALWAYS)
    assert list(found) == [MONDAY + 366 * DAY]


def test_nothing_is_next_once_the_validity_has_ended():
    validity: dict[str, Any] = {
        "valid_from": midnight(MONDAY),
        "valid_until": midnight(MONDAY + 2 * DAY),
    }
    assert list(days_with_windows(Daily((MORNING,)), after=MONDAY, **validity)) == [MONDAY + DAY]


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="offset"):
        Window(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001 - what is tested
    with pytest.raises(ValueError, match="offset"):
        occurrences(
            OnDemand(),
            since=datetime(2026, 1, 1),  # noqa: DTZ001 - what is tested
            until=midnight(MONDAY),
            **ALWAYS,
        )


def test_a_window_ends_after_it_starts():
    with pytest.raises(ValueError, match="after"):
        Window(midnight(MONDAY), midnight(MONDAY))


def test_a_task_knows_its_window():
    start, end = midnight(MONDAY), midnight(MONDAY + DAY)
    assert TaskRef(uuid4(), start, end).window == Window(start, end)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Slot(time(8), 0),
        lambda: Slot(time(8), 1441),
        lambda: Slot(time(8, 0, 30), 60),
        lambda: Slot(time(8, tzinfo=UTC), 60),
        lambda: Daily(()),
        lambda: Daily((EVENING, MORNING)),
        lambda: Daily((Slot(time(8), 240), Slot(time(11), 60))),
        lambda: Weekly((), (MORNING,)),
        lambda: Weekly((0,), (MORNING,)),
        lambda: Weekly((4, 1), (MORNING,)),
        lambda: Weekly((1, 1), (MORNING,)),
        lambda: EveryDays(0, MONDAY, (MORNING,)),
        lambda: EveryDays(367, MONDAY, (MORNING,)),
        lambda: Phased(MONDAY, 0, Daily((MORNING,)), OnDemand()),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(make):
    with pytest.raises(BadSchedule):
        make()


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"kind": "monthly"},
        {"kind": ["weekly"]},
        {"kind": "daily"},
        {"kind": "daily", "slots": []},
        {"kind": "daily", "slots": 5},
        {"kind": "daily", "slots": [{"opens": "08:00"}]},
        {"kind": "daily", "slots": [{"opens": "25:00", "minutes": 60}]},
        {"kind": "daily", "slots": [{"opens": 8, "minutes": 60}]},
        {"kind": "daily", "slots": [{"opens": "08:00", "minutes": 60.0}]},
        {"kind": "daily", "slots": [{"opens": "08:00", "minutes": True}]},
        {"kind": "weekly", "weekdays": ["1"], "slots": [{"opens": "08:00", "minutes": 60}]},
        {"kind": "weekly", "weekdays": 1, "slots": [{"opens": "08:00", "minutes": 60}]},
        {"kind": "every_days", "every": 2, "starts_on": "2026-02-30", "slots": []},
        {"kind": "phased", "starts_on": "2026-01-01", "days": 2, "first": {"kind": "on_demand"}},
    ],
)
def test_json_that_is_no_schedule_is_refused(value):
    with pytest.raises(BadSchedule):
        schedule_from_json(value)
