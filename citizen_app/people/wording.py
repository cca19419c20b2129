"""When a team reads, in a sentence."""

from datetime import time

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l

from citizen_app.people.rules import Condition, CourseStatus, EndReason, ReadingHours
from citizen_app.web.formatting import is_danish

CONDITIONS = {Condition.COPD: _l("COPD"), Condition.HEART_FAILURE: _l("Heart failure")}
STATUSES = {
    CourseStatus.ACTIVE: _l("Running"),
    CourseStatus.PAUSED: _l("Paused"),
    CourseStatus.ENDED: _l("Ended"),
}

# Translators: why a care team stops following a citizen.
END_REASONS = {
    EndReason.COMPLETED: _l("The course is finished as planned"),
    EndReason.WISH: _l("The citizen wants to stop"),
    EndReason.MOVED: _l("The citizen has moved away"),
    EndReason.OTHER_CARE: _l("The citizen is looked after in another way"),
    EndReason.DEAD: _l("The citizen has died"),
    EndReason.OTHER: _l("Something else"),
}


def _days(weekdays: tuple[int, ...]) -> str:
    names = get_day_names("wide", context="format", locale=get_locale())
    days = sorted(set(weekdays))
    if len(days) == 7:
        return gettext("every day")
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return gettext("%(first)s to %(last)s", first=names[days[0]], last=names[days[-1]])
    return format_list([names[day] for day in days], locale=get_locale())


def _clock(moment: time) -> str:
    if not moment.minute:
        return f"{moment.hour}"
    return f"{moment.hour}{'.' if is_danish() else ':'}{moment.minute:02}"


def _window(hours: ReadingHours) -> str:
    # Translators: such as "mandag og torsdag kl. 9–12"
    return gettext(
        "%(days)s from %(opens)s to %(closes)s",
        days=_days(hours.weekdays),
        opens=_clock(hours.opens),
        closes=_clock(hours.closes),
    )


def reading_hours_text(hours: tuple[ReadingHours, ...]) -> str:
    """ "mandag og torsdag kl. 9–12"; empty when nobody has set it."""
    return format_list([_window(window) for window in hours], locale=get_locale())


def reading_hours_sentence(hours: tuple[ReadingHours, ...]) -> str:
    """ "Teamet læser målinger mandag og torsdag kl. 9–12."; honest when nobody has set it."""
    if not hours:
        return gettext("Your team has not said yet when it reads what you send.")
    windows = reading_hours_text(hours)
    return gettext("The team reads what you send on %(windows)s.", windows=windows)
