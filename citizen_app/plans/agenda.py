"""What plans ask for from a day on, read once: tasks, what is offered, pauses, the next day."""

from dataclasses import dataclass
from datetime import date, datetime

from citizen_app.plans.rules import (
    DAY,
    TaskRef,
    Window,
    days_with_windows,
    is_paused,
    midnight,
    occurrences,
)
from citizen_app.plans.shapes import ActivityView, PauseView, PlannedTask


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person's activities, in their plans' order, and pauses, by their first day."""

    activities: tuple[ActivityView, ...]
    pauses: tuple[PauseView, ...]

    def tasks(self, first: date, last: date) -> list[PlannedTask]:
        """Those whose windows open on the local days from `first` to `last`, by time."""
        since, until = midnight(first), midnight(last + DAY)
        found = [
            PlannedTask(ref_of(activity, window), activity, self._is_paused(window))
            for activity in self.activities
            for window in windows_of(activity, since, until)
        ]
        return sorted(found, key=lambda task: task.ref.window)

    def on_demand(self, at: datetime) -> list[ActivityView]:
        """What is offered at any time, at an instant, in the plan's order."""
        return [one for one in self.activities if one.is_on_demand and one.is_valid(at)]

    def next_pause(self, today: date) -> PauseView | None:
        """The pause of today or, without one, the next that has been asked for."""
        coming = (one for one in self.pauses if one.span.until_on > today)
        return next((one for one in coming if one.span.ended_at is None), None)

    def next_task_day(self, after: date) -> date | None:
        """The first local day after `after` with a task that no pause covers; None within 400
        days."""
        days = (self._first_unpaused_day(activity, after) for activity in self.activities)
        return min((day for day in days if day is not None), default=None)

    def _first_unpaused_day(self, activity: ActivityView, after: date) -> date | None:
        days = days_with_windows(
            activity.schedule,
            valid_from=activity.valid_from,
            valid_until=activity.valid_until,
            after=after,
        )
        for day in days:
            windows = windows_of(activity, midnight(day), midnight(day + DAY))
            if not all(self._is_paused(window) for window in windows):
                return day
        return None

    def _is_paused(self, window: Window) -> bool:
        return is_paused(window, tuple(pause.span for pause in self.pauses))


def ref_of(activity: ActivityView, window: Window) -> TaskRef:
    """What names the task of an activity in a window."""
    return TaskRef(activity.id, window.start, window.end)


def windows_of(activity: ActivityView, since: datetime, until: datetime) -> tuple[Window, ...]:
    """The windows of an activity that open from `since` to before `until`."""
    return occurrences(
        activity.schedule,
        valid_from=activity.valid_from,
        valid_until=activity.valid_until,
        since=since,
        until=until,
    )
