"""What a member of the care team typed: understood, or told what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.care_team.citizen import Usual
from citizen_app.care_team.day import NewFollowUp, due_day
from citizen_app.measures import (
    MEASURES,
    Measure,
    MeasureCode,
    NotANumber,
    parse_value,
    to_scaled,
)
from citizen_app.readings.wording import plain_number
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

YEARS = range(1900, 2200)
LONGEST_NOTE, MOST_DECIMALS = 4000, 2
LONGEST_WORDS, LONGEST_FOLLOW_UP, SHORTEST_REASON = 1000, 200, 3
# Days ahead, as the form offers them.
DUE: dict[str, LazyString] = {
    "0": _l("Today"),
    "1": _l("Tomorrow"),
    "3": _l("In 3 days"),
    "7": _l("In a week"),
}
NO_FOLLOW_UP = _l("Write what is to be done, or choose no day")
NO_DAY = _l("Choose when it is to be done")
TOO_LONG = _l("Write a shorter text")
NO_NOTE = _l("Write a note")
NOT_IN_RANGE = _l("Write a number that can be measured, for example 92")
TURNED_ROUND = _l("The high end must not be below the low end")
NO_REASON = _l("Write why the reading is wrong")


@dataclass(frozen=True)
class Handled:
    """What goes with the act: words for the citizen, and something to do later."""

    words: str | None
    follow_up: NewFollowUp | None


@dataclass(frozen=True)
class HandleForm:
    """The texts of the fields, kept as typed."""

    words: str = ""
    follow_up: str = ""
    due: str = ""

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "HandleForm":
        """The texts of a form that was sent."""
        return cls(*(tidy(fields.get(name, "")) for name in ("words", "follow-up", "due")))

    def parse(self, now: datetime) -> Handled | list[FieldError]:
        """What is to be stored, or what to write instead."""
        words, follow_up = self.words, self.follow_up
        found = [
            (len(words) > LONGEST_WORDS, "words", TOO_LONG),
            (len(follow_up) > LONGEST_FOLLOW_UP, "follow-up", TOO_LONG),
            (bool(self.due) and not follow_up, "follow-up", NO_FOLLOW_UP),
            (bool(follow_up) and self.due not in DUE, "due", NO_DAY),
        ]
        errors = [FieldError(field, message) for is_wrong, field, message in found if is_wrong]
        if errors:
            return errors
        later = NewFollowUp(follow_up, due_day(now, int(self.due))) if follow_up else None
        return Handled(words or None, later)


def parse_reason(reason: str) -> str | list[FieldError]:
    """Why a reading is wrong, in a few words, or what to write instead."""
    if len(reason) < SHORTEST_REASON:
        return [FieldError("reason", NO_REASON)]
    return reason if len(reason) <= LONGEST_WORDS else [FieldError("reason", TOO_LONG)]


def parse_instant(text: str) -> datetime | None:
    """An instant that a form of ours has carried; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_instant = found.utcoffset() is not None and found.year in YEARS
    return found if is_instant else None


@dataclass(frozen=True)
class RangeForm:
    """A usual range as typed; `name` says of what."""

    name: str
    low: str
    high: str

    @classmethod
    def of(cls, usual: Usual) -> "RangeForm":
        """What the readings suggest, or what counts, to be confirmed or changed."""
        offered = usual.offered
        if offered is None:
            return cls(usual.name, "", "")
        return cls(usual.name, plain_number(offered.low), plain_number(offered.high))

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "RangeForm":
        """The texts of a form that was sent."""
        return cls(*(tidy(fields.get(name, "")) for name in ("name", "low", "high")))

    def parse(self) -> tuple[Decimal, Decimal] | list[FieldError]:
        """Both numbers as the measure has them, or what to write instead."""
        measure = next(
            (MEASURES[code] for code in MeasureCode if code.value == self.name.partition("-")[0]),
            None,
        )
        values: list[Decimal] = []
        for end, text in (("low", self.low), ("high", self.high)):
            value = possible_number(measure, text)
            if value is None:
                return [FieldError(f"{end}-{self.name}", NOT_IN_RANGE)]
            values.append(value)
        return values[0], values[1]

    def turned_round(self) -> list[FieldError]:
        """The range ends before it begins."""
        return [FieldError(f"high-{self.name}", TURNED_ROUND)]


def possible_number(measure: Measure | None, text: str) -> Decimal | None:
    """The number typed, where the measure can have it; None for everything else."""
    if measure is None:
        return None
    try:
        value = parse_value(measure, text)
    except NotANumber:
        return None
    limits = measure.limits
    _, decimals = to_scaled(value)
    is_possible = limits.lowest <= value <= limits.highest
    return value if is_possible and decimals <= MOST_DECIMALS else None


def parse_note(words: str) -> str | list[FieldError]:
    """A note for the team, or what to write instead."""
    if not words:
        return [FieldError("note", NO_NOTE)]
    return words if len(words) <= LONGEST_NOTE else [FieldError("note", TOO_LONG)]
