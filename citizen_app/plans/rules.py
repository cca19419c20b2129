"""The door of plans' pure part: windows, schedules, limits and pauses as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from citizen_app.plans.limits import (
    MOST_DAYS,
    SCOPES,
    BadLimits,
    ChangeLimits,
    Scope,
    ThresholdLimits,
)
from citizen_app.plans.occurrences import days_with_windows, occurrences, occurrences_on
from citizen_app.plans.schedule_json import schedule_from_json, schedule_to_json
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
from citizen_app.plans.usual import (
    FEWEST_READINGS,
    MOST_READINGS,
    BadRange,
    Suggested,
    TooFew,
    UsualRange,
    suggest_range,
)
from citizen_app.plans.window_texts import EXTRA, NotAWindow, read_window, write_window
from citizen_app.plans.windows import (
    COPENHAGEN,
    DAY,
    TaskRef,
    Window,
    local_day,
    midnight,
    require_aware,
)

__all__ = [
    "COPENHAGEN",
    "DAY",
    "EXTRA",
    "FEWEST_READINGS",
    "LONGEST_PAUSE",
    "MOST_DAYS",
    "MOST_READINGS",
    "SCOPES",
    "USUAL_PAUSE",
    "ActivityKind",
    "BadLimits",
    "BadPause",
    "BadRange",
    "BadSchedule",
    "ChangeLimits",
    "Daily",
    "EveryDays",
    "NotAWindow",
    "ThresholdLimits",
    "OnDemand",
    "PauseProblem",
    "PauseReason",
    "PauseSpan",
    "Phased",
    "Schedule",
    "Scope",
    "Slot",
    "Suggested",
    "TaskRef",
    "Text",
    "TooFew",
    "UsualRange",
    "Weekly",
    "Window",
    "check_pause",
    "days_with_windows",
    "is_paused",
    "local_day",
    "may_send_late",
    "midnight",
    "occurrences",
    "occurrences_on",
    "read_window",
    "require_aware",
    "schedule_from_json",
    "schedule_to_json",
    "suggest_range",
    "write_window",
]

# Placeholders for an organisation to decide; the first is the setting LONGEST_PAUSE_DAYS.
LONGEST_PAUSE = timedelta(days=30)
USUAL_PAUSE = timedelta(days=7)


class ActivityKind(StrEnum):
    """What an activity asks for."""

    READINGS = "readings"
    QUESTIONNAIRE = "questionnaire"


class PauseReason(StrEnum):
    """Why a citizen asks for a pause."""

    AWAY = "away"
    IN_HOSPITAL = "in_hospital"
    OTHER = "other"


class PauseProblem(StrEnum):
    """Why a pause cannot be kept as asked."""

    STARTS_IN_THE_PAST = "starts_in_the_past"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    TOO_LONG = "too_long"
    OVERLAPS = "overlaps"


class BadPause(ValueError):
    """A pause that cannot be kept as asked; `problem` says why."""

    def __init__(self, problem: PauseProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Text:
    """Words a care team wrote in Danish and in English.

    Where there is only one text, it stands for both and `language` tells which one it is in.
    """

    da: str
    en: str
    language: str | None = None

    def in_language(self, language: str) -> str:
        """The English words for "en" and its variants, else the Danish ones."""
        return self.en if language.lower().startswith("en") else self.da


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """The part of a pause that decides what is paused; `until_on` is the first day without."""

    asked_at: datetime
    from_on: date
    until_on: date
    ended_at: datetime | None = None

    def covers(self, window: Window) -> bool:
        """True when the window starts on a day of the pause and the pause met it in time.

        What had closed before anybody asked stays missed; what was still to close when the
        pause was ended is asked for again.
        """
        in_days = self.from_on <= window.day < self.until_on
        asked_in_time = self.asked_at < window.end
        return in_days and asked_in_time and (self.ended_at is None or window.end <= self.ended_at)


def is_paused(window: Window, pauses: tuple[PauseSpan, ...]) -> bool:
    """True when one of the pauses covers the window."""
    return any(pause.covers(window) for pause in pauses)


def check_pause(
    *,
    from_on: date,
    until_on: date,
    today: date,
    others: tuple[PauseSpan, ...],
    longest: timedelta = LONGEST_PAUSE,
) -> None:
    """Raise BadPause unless the pause starts today or later, ends after that, is not too long
    and shares no day with another pause that has not been ended."""
    if from_on < today:
        raise BadPause(PauseProblem.STARTS_IN_THE_PAST)
    if until_on <= from_on:
        raise BadPause(PauseProblem.ENDS_BEFORE_IT_STARTS)
    if until_on - from_on > longest:
        raise BadPause(PauseProblem.TOO_LONG)
    running = [other for other in others if other.ended_at is None]
    if any(other.from_on < until_on and from_on < other.until_on for other in running):
        raise BadPause(PauseProblem.OVERLAPS)


def may_send_late(window: Window, now: datetime) -> bool:
    """True from when a window has closed until the local day it closed on is over.

    What is sent then counts for the task and shows as late. A window that closes at midnight
    has no such time.
    """
    return window.end <= now < midnight(local_day(window.end - timedelta(microseconds=1)) + DAY)
