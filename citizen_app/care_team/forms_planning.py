"""What a member of the care team typed about a plan: understood, or told what is wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from citizen_app.measures import MeasureCode
from citizen_app.people.rules import EndReason
from citizen_app.plans.rules import (
    DAY,
    BadSchedule,
    Daily,
    EveryDays,
    OnDemand,
    Phased,
    Schedule,
    Slot,
    Weekly,
)
from citizen_app.plans.times_text import NotTimes, read_times, write_times
from citizen_app.plans.typed_days import TypedDay, day_fields, parse_day, typed_day
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

Pairs = list[tuple[str, str]]
FARTHEST = 366 * DAY
LONGEST_TITLE, MOST_DIGITS, MOST_FIRST_DAYS = 200, 3, 90

NOT_A_DAY = _l("Write a day, a month and a year, for example 24 11 2026.")
IN_THE_PAST = _l("Choose today or a later day")
TOO_FAR = _l("Choose a day within the next year")
NO_OFTEN = _l("Choose how often")
NO_WEEKDAY = _l("Choose at least one weekday")
NO_INTERVAL = _l("Write how many days there are from one time to the next, from 2 to 366")
NO_TIMES = _l("Write times such as 8–12, 18–21. They must not overlap. Leave it empty for all day.")
NO_FIRST_DAYS = _l("Write a number of days from 1 to 90, or leave it empty")
NO_MEASURE = _l("Choose at least one measure")
NO_FORM = _l("Choose a questionnaire")
LONG_TITLE = _l("Write a shorter name")
NO_TEMPLATE = _l("Choose a template")
NO_PAUSE_REASON = _l("Choose why there is a pause")
NO_END_REASON = _l("Choose why the course ends")


@dataclass(frozen=True)
class Times:
    """A schedule and the local day it counts from."""

    schedule: Schedule
    from_on: date


@dataclass(frozen=True)
class TimesForm:
    """How often and from when, as typed; `key` names the change."""

    key: str
    often: str
    weekdays: tuple[str, ...]
    every: str
    times: str
    first_days: str
    first_times: str
    from_on: TypedDay

    @classmethod
    def begin(cls, schedule: Schedule | None, today: date) -> "TimesForm":
        """The times that count, to be changed, or nothing; from tomorrow on."""
        first_days, first_times = "", ""
        if isinstance(schedule, Phased):
            left = (schedule.starts_on - today).days + schedule.days - 1
            if left > 0 and isinstance(schedule.first, Daily):
                first_days, first_times = str(left), write_times(schedule.first.slots)
            schedule = schedule.then
        often, weekdays, every, times = _parts(schedule)
        return cls(
            str(uuid4()), often, weekdays, every, times, first_days, first_times,
            typed_day(today + DAY),
        )  # fmt: skip

    @classmethod
    def read(cls, fields: MultiDict[str, str]) -> "TimesForm":
        """The texts of a form that was sent."""
        return cls(
            key=fields.get("key", ""),
            often=fields.get("often", ""),
            weekdays=tuple(fields.getlist("weekday")),
            every=tidy(fields.get("every", "")),
            times=tidy(fields.get("times", "")),
            first_days=tidy(fields.get("first-days", "")),
            first_times=tidy(fields.get("first-times", "")),
            from_on=day_fields(fields, "from"),
        )

    def parse(self, today: date) -> Times | list[FieldError]:
        """The schedule that was asked for, or what to write instead, field by field."""
        errors: list[FieldError] = []
        from_on = self._from_on(today, errors)
        first_days = self._first_days(errors)
        steady = self._steady(from_on + first_days * DAY, errors)
        if steady is None or errors:
            return errors
        if not first_days:
            return Times(steady, from_on)
        try:
            first = Daily(read_times(self.first_times))
        except NotTimes:
            return [FieldError("first-times", NO_TIMES)]
        return Times(Phased(from_on, first_days, first, steady), from_on)

    def pairs(self) -> Pairs:
        """Every field again, for the page that asks whether it is right."""
        day, month, year = self.from_on
        return [
            ("key", self.key),
            ("often", self.often),
            *(("weekday", one) for one in self.weekdays),
            ("every", self.every),
            ("times", self.times),
            ("first-days", self.first_days),
            ("first-times", self.first_times),
            ("from-day", day),
            ("from-month", month),
            ("from-year", year),
        ]

    def _from_on(self, today: date, errors: list[FieldError]) -> date:
        found = _day_ahead(self.from_on, today)
        if isinstance(found, FieldError):
            errors.append(found)
            return today
        return found

    def _first_days(self, errors: list[FieldError]) -> int:
        if not self.first_days:
            return 0
        days = _whole(self.first_days)
        if days is None or not 1 <= days <= MOST_FIRST_DAYS:
            errors.append(FieldError("first-days", NO_FIRST_DAYS))
            return 0
        return days

    def _steady(self, starts_on: date, errors: list[FieldError]) -> Schedule | None:
        if self.often == "on-demand":
            return OnDemand()
        try:
            slots = read_times(self.times)
        except NotTimes:
            errors.append(FieldError("times", NO_TIMES))
            return None
        found, wrong = self._on_days(starts_on, slots)
        if wrong is not None:
            errors.append(wrong)
        return found

    def _on_days(
        self, starts_on: date, slots: tuple[Slot, ...]
    ) -> tuple[Schedule | None, FieldError | None]:
        if self.often == "daily":
            return Daily(slots), None
        if self.often == "weekly":
            days = sorted({day for day in map(_whole, self.weekdays) if day is not None})
            try:
                return Weekly(tuple(days), slots), None
            except BadSchedule:
                return None, FieldError("weekday", NO_WEEKDAY)
        if self.often == "every":
            every = _whole(self.every)
            if every is None or not 2 <= every <= 366:
                return None, FieldError("every", NO_INTERVAL)
            return EveryDays(every, starts_on, slots), None
        return None, FieldError("often", NO_OFTEN)


@dataclass(frozen=True)
class AskForm:
    """What is to be asked, as typed: measures or a questionnaire, and its name on Today."""

    measures: tuple[str, ...] = ()
    form: str = ""
    plan: str = ""
    title: str = ""

    @classmethod
    def read(cls, fields: MultiDict[str, str]) -> "AskForm":
        """The texts of a form that was sent."""
        return cls(
            tuple(fields.getlist("measure")),
            fields.get("form", ""),
            fields.get("plan", ""),
            tidy(fields.get("title", "")),
        )

    def chosen_measures(self) -> tuple[MeasureCode, ...]:
        """The measures in the order in which we list them."""
        return tuple(code for code in MeasureCode if code.value in self.measures)

    def errors(self, *, forms: Collection[UUID] | None) -> list[FieldError]:
        """What to write instead; `forms` are the questionnaires to choose from, if one is asked."""
        found = []
        if forms is None and not self.chosen_measures():
            found.append(FieldError("measure", NO_MEASURE))
        if forms is not None and self.form not in {str(one) for one in forms}:
            found.append(FieldError("form", NO_FORM))
        if len(self.title) > LONGEST_TITLE:
            found.append(FieldError("title", LONG_TITLE))
        return found

    def pairs(self) -> Pairs:
        """Every field again, for the page that asks whether it is right."""
        return [
            *(("measure", one) for one in self.measures),
            ("form", self.form),
            ("plan", self.plan),
            ("title", self.title),
        ]


@dataclass(frozen=True)
class FromForm:
    """A choice and a day from which it counts, as typed."""

    choice: str
    from_on: TypedDay

    @classmethod
    def begin(cls, choice: str, today: date) -> "FromForm":
        """From tomorrow on."""
        return cls(choice, typed_day(today + DAY))

    @classmethod
    def read(cls, fields: MultiDict[str, str], name: str) -> "FromForm":
        """The texts of a form that was sent; `name` is the field of the choice."""
        return cls(fields.get(name, ""), day_fields(fields, "from"))

    def day(self, today: date) -> date | FieldError:
        """The day, today or later, or what to write instead."""
        return _day_ahead(self.from_on, today)

    def pairs(self, name: str) -> Pairs:
        """Every field again, for the page that asks whether it is right."""
        day, month, year = self.from_on
        return [(name, self.choice), ("from-day", day), ("from-month", month), ("from-year", year)]


def parse_end_reason(typed: str) -> EndReason | FieldError:
    """Why a course ends, or what to choose instead."""
    found = next((one for one in EndReason if one.value == typed), None)
    return found or FieldError("reason", NO_END_REASON)


def key_of(typed: str) -> UUID | None:
    """The key of a form; None when somebody has meddled with it."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def _parts(schedule: Schedule | None) -> tuple[str, tuple[str, ...], str, str]:
    """How often, weekdays, days between and times of a schedule, as they would be typed."""
    match schedule:
        case Daily(slots):
            return "daily", (), "", write_times(slots)
        case Weekly(weekdays, slots):
            return "weekly", tuple(str(day) for day in weekdays), "", write_times(slots)
        case EveryDays(every, _, slots):
            times = write_times(slots)
            return ("daily", (), "", times) if every == 1 else ("every", (), str(every), times)
        case OnDemand():
            return "on-demand", (), "", ""
    return "", (), "", ""


def _day_ahead(typed: TypedDay, today: date) -> date | FieldError:
    found = parse_day(typed)
    if found is None:
        return FieldError("from", NOT_A_DAY)
    if found < today:
        return FieldError("from", IN_THE_PAST)
    return found if found - today <= FARTHEST else FieldError("from", TOO_FAR)


def _whole(text: str) -> int | None:
    plain = text.strip()
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS
    return int(plain) if is_number else None


OFTEN: tuple[tuple[str, LazyString], ...] = (
    ("daily", _l("Every day")),
    ("weekly", _l("On certain weekdays")),
    ("every", _l("With some days in between")),
    ("on-demand", _l("Whenever the citizen wants to")),
)
