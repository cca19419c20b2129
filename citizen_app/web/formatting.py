"""Numbers, days and times as a person in Denmark reads them, in the page's language."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext

from citizen_app.web.clock import COPENHAGEN, now

KEPT_WHOLE = re.compile(r"(kl\. \d[\d.]*(?:–\d[\d.]*)?|\d[\d.:]*–\d[\d.:]*)")


def format_number(value: Decimal | int, decimals: int | None = None) -> str:
    """36.7 as "36,7" in Danish and "36.7" in English; keeps the decimals it was given."""
    exact = Decimal(value)
    places = _decimals(exact) if decimals is None else decimals
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(exact, format=pattern, locale=get_locale())


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_danish() -> bool:
    """Whether the page is in Danish."""
    locale = get_locale()
    return locale is None or locale.language == "da"


def local(moment: datetime) -> datetime:
    """The same instant on a clock in Denmark."""
    return moment.astimezone(COPENHAGEN)


def format_weekday(day: date) -> str:
    """ "mandag"."""
    return babel_date(day, "EEEE", locale=get_locale())


def format_day(day: date | datetime) -> str:
    """ "mandag 23. november"; with the year when it is not this one."""
    wanted = local(day).date() if isinstance(day, datetime) else day
    pattern = "EEEE d. MMMM" if is_danish() else "EEEE d MMMM"
    if wanted.year != local(now()).year:
        pattern += " y"
    return babel_date(wanted, pattern, locale=get_locale())


def format_clock(moment: datetime) -> str:
    """ "8.12" in Danish, "08:12" in English."""
    there = local(moment)
    return f"{there.hour}.{there.minute:02}" if is_danish() else f"{there:%H:%M}"


def format_time(moment: datetime) -> str:
    """ "kl. 8.12", "at 08:12"."""
    # Translators: a time of day within a sentence, such as "kl. 8.12".
    return gettext("at %(time)s", time=format_clock(moment))


def format_moment(moment: datetime) -> str:
    """ "i dag kl. 8.12", "i går kl. 20.05", "mandag 23. november kl. 8.12"."""
    there = local(moment)
    today = local(now()).date()
    if there.date() == today:
        return gettext("today at %(time)s", time=format_clock(moment))
    if there.date() == today - timedelta(days=1):
        return gettext("yesterday at %(time)s", time=format_clock(moment))
    return gettext("%(day)s at %(time)s", day=format_day(there), time=format_clock(moment))


def format_phone(number: str) -> str:
    """ "+4598765432" as "98 76 54 32"; short numbers stay as they are."""
    digits = number.removeprefix("+45").replace(" ", "")
    if len(digits) != 8 or not digits.isdigit():
        return number
    return " ".join(digits[i : i + 2] for i in range(0, 8, 2))


def parts_to_keep(text: str) -> list[tuple[str, bool]]:
    """The text in parts; True for a time or a range, which reads badly over two lines."""
    parts = KEPT_WHOLE.split(str(text))
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def init_formatting(app: Flask) -> None:
    """Make the functions known to templates, as filters and as functions."""
    for function in (
        format_number,
        format_weekday,
        format_day,
        format_clock,
        format_time,
        format_moment,
        format_phone,
        parts_to_keep,
    ):
        app.jinja_env.filters[function.__name__] = function
        app.jinja_env.globals[function.__name__] = function
