"""Schedules as JSON values and back: `{"kind": "weekly", "weekdays": [1, 4], "slots": […]}`."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from citizen_app.plans.schedules import (
    BadSchedule,
    Daily,
    EveryDays,
    OnDemand,
    Phased,
    Schedule,
    Slot,
    Weekly,
)

Json = dict[str, Any]


def schedule_to_json(schedule: Schedule) -> Json:
    """The JSON value of a schedule: plain dicts, lists, strings and whole numbers."""
    match schedule:
        case Weekly(weekdays, slots):
            return {"kind": "weekly", "weekdays": list(weekdays), "slots": _slots_out(slots)}
        case EveryDays(every, starts_on, slots):
            start = starts_on.isoformat()
            return {
                "kind": "every_days",
                "every": every,
                "starts_on": start,
                "slots": _slots_out(slots),
            }
        case Daily(slots):
            return {"kind": "daily", "slots": _slots_out(slots)}
        case OnDemand():
            return {"kind": "on_demand"}
        case Phased(starts_on, days, first, then):
            return {
                "kind": "phased",
                "starts_on": starts_on.isoformat(),
                "days": days,
                "first": schedule_to_json(first),
                "then": schedule_to_json(then),
            }


def schedule_from_json(value: object) -> Schedule:
    """The schedule of a JSON value; raises BadSchedule for anything that is not one."""
    if not isinstance(value, Mapping):
        raise BadSchedule("a schedule is an object")
    reader = _READERS.get(str(value.get("kind")))
    if reader is None:
        raise BadSchedule(f"no such kind of schedule: {value.get('kind')!r}")
    try:
        return reader(value)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadSchedule(str(problem)) from problem


def _slots_out(slots: tuple[Slot, ...]) -> list[Json]:
    return [{"opens": slot.opens.strftime("%H:%M"), "minutes": slot.minutes} for slot in slots]


def _slots(value: Mapping[str, Any]) -> tuple[Slot, ...]:
    return tuple(
        Slot(time.fromisoformat(slot["opens"]), _whole(slot["minutes"])) for slot in value["slots"]
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadSchedule(f"not a whole number: {value!r}")
    return value


def _weekly(value: Mapping[str, Any]) -> Schedule:
    return Weekly(tuple(_whole(day) for day in value["weekdays"]), _slots(value))


def _every_days(value: Mapping[str, Any]) -> Schedule:
    starts_on = date.fromisoformat(value["starts_on"])
    return EveryDays(_whole(value["every"]), starts_on, _slots(value))


def _daily(value: Mapping[str, Any]) -> Schedule:
    return Daily(_slots(value))


def _on_demand(value: Mapping[str, Any]) -> Schedule:
    return OnDemand()


def _phased(value: Mapping[str, Any]) -> Schedule:
    first = schedule_from_json(value["first"])
    if isinstance(first, OnDemand | Phased):
        raise BadSchedule("a first period is weekly, daily or every n days")
    starts_on = date.fromisoformat(value["starts_on"])
    return Phased(starts_on, _whole(value["days"]), first, schedule_from_json(value["then"]))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Schedule]] = {
    "weekly": _weekly,
    "every_days": _every_days,
    "daily": _daily,
    "on_demand": _on_demand,
    "phased": _phased,
}
