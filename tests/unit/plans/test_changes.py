"""A change of plan never loses or doubles what the citizen has begun or answered."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MeasureCode
from citizen_app.plans.agenda import windows_of
from citizen_app.plans.changes import (
    NOT_STORED_YET,
    Addition,
    NewTimes,
    Stop,
    changed,
    counts_from,
)
from citizen_app.plans.rules import (
    DAY,
    ActivityKind,
    Daily,
    OnDemand,
    Schedule,
    Slot,
    Text,
    Weekly,
    Window,
    local_day,
    midnight,
)
from citizen_app.plans.shapes import ActivityView, NewActivity
from tests.unit.plans.strategies import days, moments, schedules

# 9.12 on Monday 23 November 2026.
NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
MORNING, EVENING = Slot(time(8), 240), Slot(time(18), 180)
ALL_DAY = Slot(time(0), 1440)
AROUND = 13 * DAY


def activity(schedule: Schedule, valid_from: datetime) -> ActivityView:
    return ActivityView(
        id=uuid4(),
        plan_id=UUID(int=1),
        kind=ActivityKind.READINGS,
        title=Text("Mål puls", "Measure pulse"),
        measures=(MeasureCode.PULSE,),
        questionnaire_url=None,
        questionnaire_version=None,
        schedule=schedule,
        valid_from=valid_from,
        valid_until=None,
    )


def asked(activities: tuple[ActivityView, ...], around: datetime) -> list[tuple[UUID, Window]]:
    """Everything that is asked some days before and after a moment."""
    return [
        (one.id, window)
        for one in activities
        for window in windows_of(one, around - AROUND, around + AROUND)
    ]


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """A running activity, a moment, and the times asked for from that day or a later one."""
    now = draw(moments)
    began = now - timedelta(minutes=draw(st.integers(0, 30 * 1440)))
    old = activity(draw(schedules), began)
    from_on = local_day(now) + draw(st.integers(0, 9)) * DAY
    return {"now": now, "old": old, "change": NewTimes(old.id, draw(schedules), from_on)}


@given(changes())
def test_whatever_has_opened_and_so_whatever_was_answered_is_asked_as_before(drawn):
    now, old = drawn["now"], drawn["old"]
    before = asked((old,), now)
    after = asked(changed((old,), drawn["change"], now), now)
    begun = [one for one in before if one[1].start <= now]
    assert [one for one in after if one[0] == old.id and one[1].start <= now] == begun


@given(changes())
def test_no_stretch_of_time_is_asked_about_twice(drawn):
    after = asked(changed((drawn["old"],), drawn["change"], drawn["now"]), drawn["now"])
    windows = sorted(window for _, window in after)
    assert all(one.end <= later.start for one, later in pairwise(windows))


@given(changes())
def test_nothing_new_is_missed_already(drawn):
    now, old = drawn["now"], drawn["old"]
    after = asked(changed((old,), drawn["change"], now), now)
    assert all(window.end > now for owner, window in after if owner == NOT_STORED_YET)


@given(changes())
def test_before_the_chosen_day_nothing_changes_and_after_it_only_the_new_times_are_asked(drawn):
    now, old, change = drawn["now"], drawn["old"], drawn["change"]
    after = asked(changed((old,), change, now), now)
    day = midnight(change.from_on)
    if change.from_on > local_day(now):
        kept = [one for one in asked((old,), now) if one[1].start < day]
        assert [one for one in after if one[1].start < day] == kept
    later = day + 2 * DAY
    assert {owner for owner, window in after if window.start >= later} <= {NOT_STORED_YET}


@given(changes())
def test_stopping_keeps_what_has_begun_and_asks_nothing_else(drawn):
    now, old, from_on = drawn["now"], drawn["old"], drawn["change"].from_on
    after = asked(changed((old,), Stop(old.id, from_on), now), now)
    kept = [
        one for one in asked((old,), now) if one[1].start <= now or one[1].start < midnight(from_on)
    ]
    assert after == kept


@given(schedules, moments, days)
def test_something_more_is_never_missed_when_it_is_added(schedule, now, day):
    from_on = max(day, local_day(now))
    new = NewActivity(ActivityKind.READINGS, Text("a", "b"), schedule, from_on, None,
                      (MeasureCode.PULSE,))  # fmt: skip
    for _, window in asked(changed((), Addition(new), now), now):
        assert window.end > now
        assert window.start >= midnight(from_on)


@pytest.mark.parametrize(
    ("old", "new", "from_on", "at"),
    [
        # Tomorrow is tomorrow.
        (Daily((ALL_DAY,)), Daily((EVENING,)), MONDAY + DAY, midnight(MONDAY + DAY)),
        # The day's task has begun: it stays, and the new times count when it is over.
        (Daily((ALL_DAY,)), Daily((EVENING,)), MONDAY, midnight(MONDAY + DAY)),
        (Daily((MORNING,)), Daily((EVENING,)), MONDAY, datetime(2026, 11, 23, 11, 0, tzinfo=UTC)),
        # Nothing has begun today: the new times count at once.
        (Daily((EVENING,)), Daily((MORNING,)), MONDAY, midnight(MONDAY)),
        (Weekly((2,), (MORNING,)), Daily((ALL_DAY,)), MONDAY, midnight(MONDAY)),
        # What would have closed before anybody asked is left out.
        (Daily((EVENING,)), Daily((Slot(time(6), 60),)), MONDAY,
         datetime(2026, 11, 23, 6, 0, tzinfo=UTC)),
        # What is offered at any time may have been begun.
        (OnDemand(), Daily((EVENING,)), MONDAY, midnight(MONDAY + DAY)),
        # A night that reaches into the chosen day is kept whole.
        (Daily((Slot(time(22), 600),)), Daily((EVENING,)), MONDAY + 2 * DAY,
         datetime(2026, 11, 25, 7, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_a_change_counts_from(old, new, from_on, at):
    running = activity(old, midnight(MONDAY - 7 * DAY))
    assert counts_from(old=running, new=new, from_on=from_on, now=NOW) == at


def test_other_activities_stay_as_they_are():
    first, second = (activity(Daily((MORNING,)), midnight(MONDAY)) for _ in range(2))
    after = changed((first, second), Stop(first.id, MONDAY + DAY), NOW)
    assert after[1] == second
    assert after[0].valid_until == midnight(MONDAY + DAY)
