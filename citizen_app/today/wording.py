"""Words for today's page: greeting, where a task stands, and what comes next."""

from datetime import date, datetime, timedelta

from flask_babel import gettext

from citizen_app.plans.rules import DAY, Window, local_day, midnight
from citizen_app.record.rules import TaskStateName
from citizen_app.today.rules import PartOfDay, TodayTask, part_of_day
from citizen_app.today.service import Today
from citizen_app.web.formatting import format_clock, format_day, format_weekday

WEEK = timedelta(days=7)


def greeting(name: str, now: datetime) -> str:
    """ "Godmorgen, Anna"."""
    first_name = name.split()[0] if name.split() else name
    match part_of_day(now):
        case PartOfDay.MORNING:
            return gettext("Good morning, %(name)s", name=first_name)
        case PartOfDay.DAY:
            return gettext("Good day, %(name)s", name=first_name)
        case PartOfDay.EVENING:
            return gettext("Good evening, %(name)s", name=first_name)


def line(task: TodayTask, today: date) -> str:
    """Until when a task is open, or when it closed, and that it has been begun; else nothing."""
    sentences = [gettext("Go on where you left off.")] if task.is_begun and task.can_be_sent else []
    window = task.state.task.ref.window
    if task.state.state is TaskStateName.OPEN:
        sentences.append(_closes(window, today))
    if task.state.state is TaskStateName.MISSED:
        sentences.append(gettext("Closed at %(clock)s.", clock=format_clock(window.end)))
    if task.is_late:
        sentences.append(gettext("It can still be sent today."))
    return " ".join(sentences)


def _closes(window: Window, today: date) -> str:
    if window.end == midnight(today + DAY):
        return gettext("Open until midnight.")
    clock = format_clock(window.end)
    if local_day(window.end) > today:
        return gettext("Open until %(clock)s tomorrow.", clock=clock)
    return gettext("Open until %(clock)s.", clock=clock)


def state_words(task: TodayTask) -> tuple[str, str] | None:
    """A word and a symbol for a task that is not simply open."""
    window = task.state.task.ref.window
    match task.state.state:
        case TaskStateName.UPCOMING:
            return gettext("Opens at %(clock)s", clock=format_clock(window.start)), "clock"
        case TaskStateName.MISSED:
            return gettext("Not sent"), "missed"
        case TaskStateName.PAUSED:
            return gettext("Paused"), "pause"
        case _:
            return None


def rest_line(today: Today) -> str:
    """What there is left to do: nothing today or nothing more, and which day is next."""
    has_had_any = bool(today.tasks or today.done)
    if today.next_day is None:
        return gettext("Nothing more today.") if has_had_any else gettext("Nothing today.")
    day = _day_ahead(today.next_day, today.day)
    if has_had_any:
        return gettext("Nothing more today. Next: %(day)s.", day=day)
    return gettext("Nothing today. Next: %(day)s.", day=day)


def _day_ahead(day: date, today: date) -> str:
    if day == today + DAY:
        return gettext("tomorrow")
    return format_weekday(day) if day - today < WEEK else format_day(day)
