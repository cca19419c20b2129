"""Pauses, limits, late sending and titles, on plain values."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from citizen_app.plans.rules import (
    DAY,
    LONGEST_PAUSE,
    SCOPES,
    BadLimits,
    BadPause,
    ChangeLimits,
    Daily,
    PauseProblem,
    PauseSpan,
    Slot,
    Text,
    ThresholdLimits,
    check_pause,
    is_paused,
    may_send_late,
    midnight,
    occurrences_on,
)

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


def window_of(day, opens=time(8), minutes=240):
    schedule = Daily((Slot(opens, minutes),))
    (window,) = occurrences_on(
        schedule, day, valid_from=datetime(2020, 1, 1, tzinfo=UTC), valid_until=None
    )
    return window


def a_pause(first=0, last=7, asked_at=NOON - 6 * timedelta(hours=1), ended_at=None):
    return PauseSpan(asked_at, MONDAY + first * DAY, MONDAY + last * DAY, ended_at)


def test_a_pause_covers_its_first_day_and_not_the_day_one_is_back():
    pause = a_pause(0, 2)
    covered = [pause.covers(window_of(MONDAY + n * DAY)) for n in (-1, 0, 1, 2)]
    assert covered == [False, True, True, False]


def test_what_had_closed_before_anybody_asked_stays_missed():
    assert not a_pause(asked_at=window_of(MONDAY).end).covers(window_of(MONDAY))
    assert a_pause(asked_at=window_of(MONDAY).end - DAY / 24).covers(window_of(MONDAY))


def test_a_pause_ended_early_leaves_the_later_tasks_to_be_done():
    pause = a_pause(ended_at=window_of(MONDAY + DAY).end)
    assert pause.covers(window_of(MONDAY + DAY))
    assert not pause.covers(window_of(MONDAY + 2 * DAY))


def test_a_task_open_when_the_pause_ends_is_to_be_done():
    pause = a_pause(ended_at=window_of(MONDAY).end - timedelta(minutes=1))
    assert not pause.covers(window_of(MONDAY))


def test_a_pause_ended_before_it_began_covers_nothing():
    pause = a_pause(3, 6, ended_at=NOON)
    assert not any(pause.covers(window_of(MONDAY + n * DAY)) for n in range(8))


def test_a_night_that_begins_within_the_pause_is_paused_whole():
    night = window_of(MONDAY, time(22), 240)
    assert is_paused(night, (a_pause(-5, -1), a_pause(0, 1)))
    assert not is_paused(night, ())


def problem_of(first, last, others=()):
    with pytest.raises(BadPause) as raised:
        check_pause(
            from_on=MONDAY + first * DAY, until_on=MONDAY + last * DAY, today=MONDAY, others=others
        )
    return raised.value.problem


def test_a_pause_that_cannot_be_kept_says_why():
    assert problem_of(-1, 3) is PauseProblem.STARTS_IN_THE_PAST
    assert problem_of(2, 2) is PauseProblem.ENDS_BEFORE_IT_STARTS
    assert problem_of(2, 1) is PauseProblem.ENDS_BEFORE_IT_STARTS
    assert problem_of(0, LONGEST_PAUSE.days + 1) is PauseProblem.TOO_LONG
    assert problem_of(2, 4, (a_pause(3, 6),)) is PauseProblem.OVERLAPS


def test_the_longest_pause_beside_others_is_kept():
    others = (a_pause(-7, 0), a_pause(30, 33), a_pause(2, 5, ended_at=NOON))
    check_pause(from_on=MONDAY, until_on=MONDAY + LONGEST_PAUSE, today=MONDAY, others=others)


def test_a_missed_task_can_be_sent_until_the_day_is_over():
    window = window_of(MONDAY)
    assert not may_send_late(window, window.end - timedelta(seconds=1))
    assert may_send_late(window, window.end)
    assert may_send_late(window, midnight(MONDAY + DAY) - timedelta(seconds=1))
    assert not may_send_late(window, midnight(MONDAY + DAY))


def test_a_window_that_closes_at_midnight_has_no_late_time():
    window = window_of(MONDAY, time(20), 240)
    assert not may_send_late(window, window.end)


def test_a_night_that_closes_at_two_can_be_sent_late_the_next_day():
    window = window_of(MONDAY, time(22), 240)
    assert may_send_late(window, midnight(MONDAY + DAY) + timedelta(hours=12))


def test_limits_go_from_red_below_to_red_above():
    ThresholdLimits(Decimal(86), Decimal(89), Decimal(110), Decimal(130))
    ThresholdLimits(red_below=Decimal(86))
    ThresholdLimits(yellow_above=Decimal("37.5"), red_above=Decimal("37.5"))


@pytest.mark.parametrize(
    "limits",
    [
        (None, None, None, None),
        (Decimal(90), Decimal(89), None, None),
        (None, None, Decimal(130), Decimal(110)),
        (None, Decimal(110), Decimal(110), None),
        (Decimal(120), None, Decimal(110), None),
    ],
)
def test_limits_that_contradict_each_other_are_refused(limits):
    with pytest.raises(BadLimits):
        ThresholdLimits(*limits)


def change(days=3, **given):
    return ChangeLimits(days=days, **{name: Decimal(one) for name, one in given.items()})


def test_a_limit_of_change_is_enough_by_itself():
    limits = ThresholdLimits(change=change(yellow_rise="1.5", red_rise=2, red_fall=4))
    assert limits.change == change(yellow_rise="1.5", red_rise=2, red_fall=4)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"days": 0, "red_rise": 2},
        {"days": 61, "red_rise": 2},
        {"red_rise": 0},
        {"red_fall": -1},
        {"yellow_rise": 2, "red_rise": 1},
        {"yellow_fall": 2, "red_fall": 1},
    ],
)
def test_a_change_that_is_none_is_refused(given):
    with pytest.raises(BadLimits):
        change(**given)


def test_every_measure_and_context_has_a_name_of_its_own():
    names = [scope.name for scope in SCOPES]
    assert len(set(names)) == len(names)
    assert {"pulse", "spo2-rest-without", "spo2-exertion-with"} <= set(names)


def test_a_title_has_two_languages_and_danish_for_all_others():
    title = Text(da="Mål iltmætning", en="Measure oxygen")
    assert title.in_language("en-GB") == title.in_language("en") == "Measure oxygen"
    assert title.in_language("da") == title.in_language("ar") == "Mål iltmætning"
