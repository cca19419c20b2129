"""When something was measured: the day and time typed, as an instant in Denmark."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from citizen_app.plans.rules import COPENHAGEN

MAX_AHEAD = timedelta(minutes=5)
OLD_AFTER = timedelta(days=7)
OLDEST = timedelta(days=366)

_DAY = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})(?:[./\- ]+(\d{4}|\d{2}))?\.?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?: ?[.:, ] ?(\d{2}))?|(?:kl\.? ?)?(\d{2})(\d{2})")
_TODAY = frozenset({"", "i dag", "idag", "today"})
_YESTERDAY = frozenset({"i går", "igår", "yesterday"})


class MomentFault(StrEnum):
    """Why a typed day and time is no usable instant."""

    NO_DAY = "no_day"
    NO_TIME = "no_time"
    FUTURE = "future"
    TOO_OLD = "too_old"
    MISSING_HOUR = "missing_hour"


class BadMoment(ValueError):
    """What was typed is no usable instant; `fault` says why."""

    def __init__(self, fault: MomentFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def parse_day(text: str, today: date) -> date:
    """The day typed as day.month(.year), "i går", or nothing for today.

    Without a year it is the latest such day up to a month ahead. Raises BadMoment.
    """
    typed = _plain(text)
    if typed in _TODAY:
        return today
    if typed in _YESTERDAY:
        return today - timedelta(days=1)
    try:
        if found := _ISO_DAY.fullmatch(typed):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(typed):
            return _day(int(found[1]), int(found[2]), found[3], today)
    except ValueError:
        pass
    raise BadMoment(MomentFault.NO_DAY)


def parse_clock(text: str) -> time:
    """The time typed as 8.15, 8:15, 0815 or 8. Raises BadMoment."""
    found = _CLOCK.fullmatch(_plain(text))
    if found is None:
        raise BadMoment(MomentFault.NO_TIME)
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise BadMoment(MomentFault.NO_TIME) from error


def instants(day: date, clock: time) -> tuple[datetime, ...]:
    """The instants at which clocks in Denmark show this: one, two in autumn, none in spring."""
    wall = [datetime.combine(day, clock, COPENHAGEN).replace(fold=fold) for fold in (0, 1)]
    real = [moment for moment in wall if _is_on_clocks(moment)]
    return tuple(dict.fromkeys(in_denmark(moment.astimezone(UTC)) for moment in real))


def in_denmark(moment: datetime) -> datetime:
    """The same instant with the offset that Denmark has then.

    The offset is fixed: a zone would make the hour that comes twice unequal to its own instant.
    """
    there = moment.astimezone(COPENHAGEN)
    return there.astimezone(timezone(there.utcoffset() or timedelta()))


def check_moment(moment: datetime, now: datetime) -> None:
    """Raise BadMoment for an instant to come, or longer ago than anybody remembers."""
    if moment.astimezone(UTC) > now + MAX_AHEAD:
        raise BadMoment(MomentFault.FUTURE)
    if moment.astimezone(UTC) < now - OLDEST:
        raise BadMoment(MomentFault.TOO_OLD)


def days_ago(moment: datetime, now: datetime) -> int:
    """How many days ago an instant is when that is long enough to ask about, else 0."""
    passed = now - moment.astimezone(UTC)
    return passed.days if passed > OLD_AFTER else 0


def _is_on_clocks(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(COPENHAGEN)
    return back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)
    return " ".join("".join(digits).split()).casefold()


def _day(day: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year + 1, today.year - 9, -1):
        try:
            found = date(candidate, month, day)
        except ValueError:  # 29 February exists only some years
            continue
        # A day soon to come is more likely a slip than the same day a year ago.
        if found <= today + timedelta(days=31):
            return found
    raise BadMoment(MomentFault.NO_DAY)
