"""Schedules and stretches of time for Hypothesis to draw from."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from citizen_app.plans.rules import (
    Daily,
    EveryDays,
    OnDemand,
    Phased,
    Schedule,
    Slot,
    Weekly,
)

SPRING_NIGHT = date(2027, 3, 28)
AUTUMN_NIGHT = date(2026, 10, 25)
LEAP_DAY = date(2028, 2, 29)

days = st.one_of(
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.sampled_from([SPRING_NIGHT, AUTUMN_NIGHT, LEAP_DAY, date(2026, 12, 31), date(2027, 2, 28)]),
)
moments = st.builds(
    lambda day, minutes: datetime.combine(day, time(), UTC) + timedelta(minutes=minutes),
    days,
    st.integers(-180, 24 * 60),
)
clock_times = st.one_of(
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.builds(time, st.integers(1, 3), st.sampled_from([0, 15, 30, 45])),
)


@st.composite
def slot_lists(draw: st.DrawFn) -> tuple[Slot, ...]:
    """One to four slots of a day, in order, none reaching into the next."""
    times = sorted(draw(st.lists(clock_times, min_size=1, max_size=4, unique=True)))
    minutes = [one.hour * 60 + one.minute for one in times]
    rooms = [later - earlier for earlier, later in zip(minutes, minutes[1:], strict=False)]
    lengths = [draw(st.integers(1, room)) for room in [*rooms, 24 * 60]]
    return tuple(Slot(opens, length) for opens, length in zip(times, lengths, strict=True))


weekday_lists = st.sets(st.integers(1, 7), min_size=1).map(lambda found: tuple(sorted(found)))
steady = st.one_of(
    st.builds(Weekly, weekday_lists, slot_lists()),
    st.builds(EveryDays, st.integers(1, 40), days, slot_lists()),
    st.builds(Daily, slot_lists()),
)
schedules: st.SearchStrategy[Schedule] = st.recursive(
    st.one_of(steady, st.just(OnDemand())),
    lambda then: st.builds(Phased, days, st.integers(1, 30), steady, then),
    max_leaves=3,
)


@st.composite
def asked(draw: st.DrawFn) -> dict[str, datetime | None]:
    """The four instants `occurrences` wants: a validity and a stretch of up to 20 days."""
    since = draw(moments)
    valid_from = since + timedelta(minutes=draw(st.integers(-9 * 1440, 9 * 1440)))
    lasts = draw(st.one_of(st.none(), st.integers(1, 30 * 1440)))
    return {
        "since": since,
        "until": since + timedelta(minutes=draw(st.integers(0, 20 * 1440))),
        "valid_from": valid_from,
        "valid_until": None if lasts is None else valid_from + timedelta(minutes=lasts),
    }
