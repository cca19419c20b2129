"""Words of the pages about a plan: from when something counts, what is asked, who changed it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import LazyString, force_locale, get_locale, gettext
from flask_babel import lazy_gettext as _l

from citizen_app.audit.service import Act
from citizen_app.care_team.planning import History
from citizen_app.care_team.wording import limit_parts, threshold_name
from citizen_app.measures import MeasureCode
from citizen_app.measures.wording import measure_name
from citizen_app.people.rules import EndReason
from citizen_app.people.wording import END_REASONS
from citizen_app.plans.rules import (
    DAY,
    PauseProblem,
    PauseReason,
    Text,
    Window,
    local_day,
    midnight,
)
from citizen_app.plans.service import ActivityView, NewThreshold, ThresholdView
from citizen_app.plans.wording_schedules import schedule_text
from citizen_app.web.field_errors import FieldError
from citizen_app.web.formatting import format_clock, format_day, format_moment

BLOOD_PRESSURE = (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)
# Translators: what was done to a citizen's plan, in a list of who did what and when
ACTS: Mapping[str, LazyString] = MappingProxyType(
    {
        "plan:started": _l("Began the plan"),
        "plan:ended": _l("Ended the plan"),
        "plan:changed": _l("Changed whether colours are shown"),
        "activity:added": _l("Asked for more"),
        "activity:changed": _l("Changed the times"),
        "activity:ended": _l("Stopped asking"),
        "threshold:set": _l("Set a limit"),
        "pause:asked": _l("Asked for a pause"),
        "pause:confirmed": _l("Confirmed a pause"),
        "pause:ended": _l("Ended a pause"),
        "course:ended": _l("Ended the course"),
    }
)
# Translators: why a citizen has a pause, as the care team says it
PAUSE_REASONS: Mapping[PauseReason, LazyString] = MappingProxyType(
    {
        PauseReason.AWAY: _l("The citizen is away"),
        PauseReason.IN_HOSPITAL: _l("The citizen is in hospital"),
        PauseReason.OTHER: _l("Another reason"),
    }
)
PAUSE_PROBLEMS: Mapping[PauseProblem, tuple[str, LazyString]] = MappingProxyType(
    {
        PauseProblem.STARTS_IN_THE_PAST: ("from", _l("Choose today or a later day")),
        PauseProblem.ENDS_BEFORE_IT_STARTS: (
            "until",
            _l("The day the citizen is back must be after the first day of the pause."),
        ),
        PauseProblem.TOO_LONG: ("until", _l("A pause can last %(days)s days at most.")),
        PauseProblem.OVERLAPS: (
            "from",
            _l("There is a pause in these days already. End it before you make another."),
        ),
    }
)


def counts_text(at: datetime) -> str:
    """From when a change counts: a day, or a time of a day where something has begun."""
    day = local_day(at)
    if at == midnight(day):
        return gettext("It counts from %(day)s.", day=format_day(day))
    return gettext("It counts from %(moment)s.", moment=format_moment(at))


def ends_text(at: datetime) -> str:
    """When something was or will be asked for the last time."""
    day = local_day(at)
    if at == midnight(day):
        return gettext("Asked until %(day)s, that day included", day=format_day(day - DAY))
    return gettext("Asked until %(moment)s", moment=format_moment(at))


def window_text(window: Window) -> str:
    """ "hele dagen" or "8.00–12.00"."""
    if window.end - window.start >= DAY - DAY / 24:
        return gettext("all day")
    return gettext(
        "%(opens)s–%(closes)s", opens=format_clock(window.start), closes=format_clock(window.end)
    )


def title_of_readings(measures: tuple[MeasureCode, ...]) -> Text:
    """ "Mål iltmætning og puls", in both of our languages."""
    return Text(_measure("da", measures), _measure("en", measures))


def limit_text(threshold: NewThreshold) -> str:
    """ "Puls: gul over 100"."""
    limits = threshold.limits
    view = ThresholdView(
        measure=threshold.measure,
        position=threshold.position,
        with_oxygen=threshold.with_oxygen,
        red_below=limits.red_below,
        yellow_below=limits.yellow_below,
        yellow_above=limits.yellow_above,
        red_above=limits.red_above,
        red_words=threshold.red_words,
        yellow_words=threshold.yellow_words,
    )
    return f"{threshold_name(view)}: {', '.join(limit_parts(view))}"


def pause_error(problem: PauseProblem, days: int) -> FieldError:
    """The message beside the field that can mend the problem."""
    field, message = PAUSE_PROBLEMS[problem]
    return FieldError(field, str(message) % {"days": days})


def weekday_choices() -> list[tuple[str, str]]:
    """The days of the week as choices, Monday first."""
    names = get_day_names("wide", context="stand-alone", locale=get_locale())
    return [(str(day + 1), names[day][:1].upper() + names[day][1:]) for day in range(7)]


def measure_choices() -> list[tuple[str, LazyString]]:
    """Every measure as a choice."""
    return [(code.value, measure_name(code)) for code in MeasureCode]


def end_reason_choices() -> list[tuple[str, LazyString]]:
    """Why a course may end, as choices."""
    return [(reason.value, END_REASONS[reason]) for reason in EndReason]


def act_text(act: Act, history: History, language: str) -> str:
    """What was done, and to what where that is known."""
    done = str(ACTS[act.action])
    about = history.activities.get(act.subject) if act.subject else None
    return f"{done}: {_about(act.action, about, language)}" if about else done


def _about(action: str, activity: ActivityView, language: str) -> str:
    title = activity.title.in_language(language)
    if action == "activity:ended" and activity.valid_until:
        return f"{title}. {ends_text(activity.valid_until)}"
    times = schedule_text(activity.schedule)
    return f"{title}. {times}. {counts_text(activity.valid_from)}"


def _measure(language: str, measures: tuple[MeasureCode, ...]) -> str:
    with force_locale(language):
        names: list[str] = []
        for measure in measures:
            is_pressure = measure in BLOOD_PRESSURE and set(BLOOD_PRESSURE) <= set(measures)
            name = gettext("blood pressure") if is_pressure else _within(str(measure_name(measure)))
            if name not in names:
                names.append(name)
        # Translators: the name of a task, such as "Mål iltmætning og puls"
        return gettext("Measure %(measures)s", measures=format_list(names, locale=language))


def _within(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
