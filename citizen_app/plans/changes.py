"""Changes of a plan on plain values: from which instant they count, and what is asked then.

What the citizen has begun stays whole: a window that has opened, or that opens before the chosen
day, is asked to its end, and only then the new times count. So a task that was answered is never
lost, and the same stretch of time is never asked about twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from citizen_app.plans.rules import DAY, Schedule, Window, local_day, midnight, occurrences
from citizen_app.plans.shapes import ActivityView, NewActivity

# A window lasts a day at most, or an hour longer in autumn.
LOOK_BACK = 2 * DAY
NOT_STORED_YET = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Addition:
    """Something more is asked."""

    activity: NewActivity


@dataclass(frozen=True, slots=True)
class NewTimes:
    """An activity is asked at other times from a local day on."""

    activity_id: UUID
    schedule: Schedule
    from_on: date


@dataclass(frozen=True, slots=True)
class Stop:
    """An activity is not asked any more from a local day on."""

    activity_id: UUID
    from_on: date


Change = Addition | NewTimes | Stop


def counts_from(
    *, old: ActivityView | None, new: Schedule | None, from_on: date, now: datetime
) -> datetime:
    """The instant at which `old` ends and `new` begins, for a change from a local day on.

    Its midnight, or later: the end of an old window that opens before the day or has opened, and
    of a new one that has closed already and would only show as missed. What is offered at any
    time is offered until the end of today.
    """
    at = midnight(from_on)
    if old is not None and old.is_on_demand and old.is_valid(now):
        at = max(at, midnight(local_day(now) + DAY))
    elif old is not None:
        at = max([at, *(window.end for window in _begun(old, at, now))])
    if new is not None and at < now:
        windows = occurrences(new, valid_from=at, valid_until=None, since=at, until=now)
        at = max([at, *(window.end for window in windows if window.end <= now)])
    return at


def changed(
    activities: Sequence[ActivityView], change: Change, now: datetime
) -> tuple[ActivityView, ...]:
    """The activities as they are once the change is stored; a new one has no id of its own yet."""
    match change:
        case Addition(new):
            at = counts_from(old=None, new=new.schedule, from_on=new.from_on, now=now)
            return (*activities, _added(new, at))
        case NewTimes(activity_id, schedule, from_on):
            return tuple(
                one
                for old in activities
                for one in (
                    _with_times(old, schedule, from_on, now) if old.id == activity_id else (old,)
                )
            )
        case Stop(activity_id, from_on):
            return tuple(
                _ended(old, counts_from(old=old, new=None, from_on=from_on, now=now))
                if old.id == activity_id
                else old
                for old in activities
            )


def _begun(old: ActivityView, day_begins: datetime, now: datetime) -> list[Window]:
    windows = occurrences(
        old.schedule,
        valid_from=old.valid_from,
        valid_until=old.valid_until,
        since=day_begins - LOOK_BACK,
        until=day_begins + DAY,
    )
    return [window for window in windows if window.start < day_begins or window.start <= now]


def _with_times(
    old: ActivityView, schedule: Schedule, from_on: date, now: datetime
) -> tuple[ActivityView, ActivityView]:
    at = counts_from(old=old, new=schedule, from_on=from_on, now=now)
    later = replace(old, id=NOT_STORED_YET, schedule=schedule, valid_from=at)
    return _ended(old, at), later


def _ended(old: ActivityView, at: datetime) -> ActivityView:
    return replace(old, valid_until=max(old.valid_from, at))


def _added(new: NewActivity, at: datetime) -> ActivityView:
    return ActivityView(
        id=NOT_STORED_YET,
        plan_id=NOT_STORED_YET,
        kind=new.kind,
        title=new.title,
        measures=new.measures,
        questionnaire_url=new.questionnaire_url,
        questionnaire_version=new.questionnaire_version,
        schedule=new.schedule,
        valid_from=at,
        valid_until=midnight(new.until_on) if new.until_on else None,
    )
