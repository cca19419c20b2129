"""What stands on every paper that is taken along: for whom, of when, and made when."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import get_locale, gettext

from citizen_app.trends.periods import Period
from citizen_app.web.formatting import format_clock, is_danish, local


@dataclass(frozen=True)
class Paper:
    """The head of a paper. The name stands in the body only, never in a title or an address."""

    name: str
    days: str
    made: str


def paper_of(name: str, period: Period, now: datetime) -> Paper:
    """ "27. august 2026–25. november 2026", "25. november 2026 kl. 12.08"."""
    return Paper(name, whole_days(period), paper_moment(now))


def whole_days(period: Period) -> str:
    """ "27. august 2026 – 25. november 2026", or one day."""
    days = dict.fromkeys((period.first_on, period.last_on))
    return " – ".join(_whole_day(day) for day in days)


def paper_moment(moment: datetime) -> str:
    """ "25. november 2026 kl. 12.08": paper is read on another day than today."""
    return _at(_whole_day(local(moment)), moment)


def short_moment(moment: datetime) -> str:
    """ "25. nov. 2026 kl. 12.08", for a column."""
    pattern = "d. MMM y" if is_danish() else "d MMM y"
    day = format_date(local(moment), pattern, locale=get_locale())
    return _at(str(day), moment)


def _at(day: str, moment: datetime) -> str:
    return str(gettext("%(day)s at %(time)s", day=day, time=format_clock(moment)))


def _whole_day(day: date) -> str:
    """With the year whatever it is: paper is kept."""
    pattern = "d. MMMM y" if is_danish() else "d MMMM y"
    return str(format_date(day, pattern, locale=get_locale()))
