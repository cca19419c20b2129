"""Words of the programme overview: areas, columns, and numbers that are not shown."""

from datetime import timedelta

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from citizen_app.care_team.programme import Area, Column, Programme
from citizen_app.people.places import UNKNOWN, WHOLE_COUNTRY, municipalities, provinces
from citizen_app.people.rules import Condition
from citizen_app.people.wording import CONDITIONS
from citizen_app.record.rules import AcknowledgementKind
from citizen_app.record.timeliness import Punctuality
from citizen_app.web.formatting import format_number

COLUMNS: dict[Column, LazyString] = {
    Column.ENROLLED: _l("Enrolled"),
    # Translators: how many citizens have a course that runs
    Column.ACTIVE: _l("Active"),
    Column.PAUSED: _l("Paused"),
    Column.ENDED: _l("Ended"),
}
KINDS = {
    AcknowledgementKind.SEEN: _l("until seen"),
    AcknowledgementKind.HANDLED: _l("until acted on"),
}
NO_AREA = _l("Choose an area")
NO_NUMBER = _l("Write a whole number above 0")
NO_MUNICIPALITY = _l("Choose a municipality from the list")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def area_name(code: str) -> str:
    """The name of the country, a province or a municipality."""
    if code == WHOLE_COUNTRY:
        return gettext("All")
    if code == UNKNOWN:
        return gettext("Municipality not known")
    found = municipalities().get(code)
    return found.name if found else provinces().get(code, code)


def number_text(number: int | None) -> str:
    """A number, or that it is kept back."""
    # Translators: in place of a number about fewer than five people
    return gettext("hidden") if number is None else format_number(number)


def share_text(area: Area) -> str:
    """ "12 % af 400, 10 % er nået"; what is missing where it cannot be said."""
    if area.size is None:
        return gettext("no number entered")
    if area.share is None:
        return number_text(None)
    text = gettext(
        "%(share)s %% of %(size)s",
        share=format_number(area.share),
        size=format_number(area.size),
    )
    if area.reached is None:
        return text
    return text + ", " + gettext("%(mark)s %% reached", mark=area.reached)


def in_time_percent(week: Punctuality) -> int:
    """How many percent were sent before the window closed, rounded down."""
    return 100 * week.in_time // week.asked if week.asked else 0


def lasting_text(time: timedelta) -> str:
    """ "20 minutter", "5 timer", "3 dage"."""
    if time < HOUR:
        minutes = int(time.total_seconds() // 60)
        return ngettext("%(num)s minute", "%(num)s minutes", minutes)
    if time < 2 * DAY:
        hours = int(time.total_seconds() // 3600)
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    return ngettext("%(num)s day", "%(num)s days", time.days)


def csv_rows(found: Programme) -> list[list[str]]:
    """The overview as rows: one for each area, headings first."""
    heading = [
        gettext("Area"),
        gettext("Condition"),
        *(str(name) for name in COLUMNS.values()),
        gettext("Could take part"),
        gettext("Enrolled, percent"),
    ]
    return [heading, *(_csv_row(area, found.condition) for area in found.areas)]


def _csv_row(area: Area, condition: Condition) -> list[str]:
    return [
        area_name(area.code),
        str(CONDITIONS[condition]),
        *(_plain(area.numbers[column]) for column in COLUMNS),
        "" if area.size is None else str(area.size),
        "" if area.size is None else _plain(area.share),
    ]


def _plain(number: int | None) -> str:
    return number_text(None) if number is None else str(number)
