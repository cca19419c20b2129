"""Which windows a schedule gives between two instants."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from citizen_app.plans.schedules import Schedule
from citizen_app.plans.windows import DAY, Window, local_day, midnight, require_aware, wall_window

LOOK_AHEAD_DAYS = 400


def occurrences(
    schedule: Schedule,
    *,
    valid_from: datetime,
    valid_until: datetime | None,
    since: datetime,
    until: datetime,
) -> tuple[Window, ...]:
    """The windows that open at or after `since` and before `until`, in order, never overlapping.

    All four are aware instants. A window opens within the validity and is cut off where the
    validity ends; where two would overlap, as on a night the clocks change, the first gives way.
    """
    for moment in (valid_from, since, until):
        require_aware(moment)
    first = max(since, valid_from)
    last = until if valid_until is None else min(until, valid_until)
    if not first < last:
        return ()
    windows = _cut_overlaps(_windows_of_days(schedule, local_day(first), local_day(last) + DAY))
    return tuple(_cut(window, valid_until) for window in windows if first <= window.start < last)


def occurrences_on(
    schedule: Schedule, day: date, *, valid_from: datetime, valid_until: datetime | None
) -> tuple[Window, ...]:
    """The windows that belong to a local day: those that open on it."""
    return occurrences(
        schedule,
        valid_from=valid_from,
        valid_until=valid_until,
        since=midnight(day),
        until=midnight(day + DAY),
    )


def days_with_windows(
    schedule: Schedule, *, valid_from: datetime, valid_until: datetime | None, after: date
) -> Iterator[date]:
    """The local days after `after` on which a window opens, up to 400 days ahead."""
    for passed in range(1, LOOK_AHEAD_DAYS + 1):
        day = after + passed * DAY
        if schedule.slots_on(day) and occurrences_on(
            schedule, day, valid_from=valid_from, valid_until=valid_until
        ):
            yield day


def _windows_of_days(schedule: Schedule, first: date, last: date) -> list[Window]:
    days = [first + passed * DAY for passed in range((last - first).days + 1)]
    slots = [(day, slot) for day in days for slot in schedule.slots_on(day)]
    return sorted(wall_window(day, slot.opens, slot.minutes) for day, slot in slots)


def _cut_overlaps(windows: list[Window]) -> list[Window]:
    pairs = [pair for pair in pairwise(windows) if pair[0].start < pair[1].start]
    return [_cut(window, following.start) for window, following in pairs] + windows[-1:]


def _cut(window: Window, end: datetime | None) -> Window:
    return window if end is None or window.end <= end else Window(window.start, end)
