"""How often something is asked for, in a sentence."""

from datetime import date

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext

from citizen_app.plans.rules import DAY, Daily, EveryDays, OnDemand, Phased, Schedule, Slot, Weekly
from citizen_app.web.formatting import format_day, is_danish

FULL_DAY = 24 * 60


def schedule_text(schedule: Schedule) -> str:
    """ "Mandag og torsdag, hele dagen", "2 gange om dagen: kl. 8–12 og kl. 18–21"."""
    match schedule:
        case Weekly(weekdays, slots):
            names = get_day_names("wide", context="format", locale=get_locale())
            days = format_list([names[day - 1] for day in weekdays], locale=get_locale())
            return gettext("%(days)s, %(times)s", days=_capital(days), times=_times(slots))
        case Daily(slots):
            return gettext("Every day, %(times)s", times=_times(slots))
        case EveryDays(every, _starts_on, slots):
            return ngettext(
                "Every day, %(times)s", "Every %(num)s days, %(times)s", every, times=_times(slots)
            )
        case OnDemand():
            return gettext("Whenever the citizen wants to")
        case Phased(starts_on, days, first, then):
            return gettext(
                "Until %(day)s: %(first)s. Then: %(then)s",
                day=_last_day(starts_on, days),
                first=schedule_text(first),
                then=schedule_text(then),
            )


def _last_day(starts_on: date, days: int) -> str:
    return format_day(starts_on + (days - 1) * DAY)


def _times(slots: tuple[Slot, ...]) -> str:
    if [slot.minutes for slot in slots] == [FULL_DAY]:
        return gettext("all day")
    return format_list([_slot(slot) for slot in slots], locale=get_locale())


def _slot(slot: Slot) -> str:
    opens = slot.opens.hour * 60 + slot.opens.minute
    closes = (opens + slot.minutes) % FULL_DAY
    return gettext("%(opens)s–%(closes)s", opens=_clock(opens), closes=_clock(closes))


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}{'.' if is_danish() else ':'}{minute:02}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
