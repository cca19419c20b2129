"""The pause form: what was typed, understood or told what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.plans.rules import USUAL_PAUSE, PauseReason
from citizen_app.plans.typed_days import TypedDay, day_fields, parse_day, typed_day
from citizen_app.web.field_errors import FieldError

NOT_A_DAY = _l("Write a day, a month and a year, for example 24 11 2026.")
NO_REASON = _l("Choose why you want a pause.")


@dataclass(frozen=True)
class PauseAsked:
    """A form that could be read; whether the days can be kept is for the rules."""

    reason: PauseReason
    from_on: date
    until_on: date


@dataclass(frozen=True)
class PauseForm:
    """The texts of the fields, kept as typed."""

    reason: str
    from_on: TypedDay
    until_on: TypedDay

    @classmethod
    def blank(cls, today: date) -> "PauseForm":
        """From today, and back after the usual time; no reason is chosen for anybody."""
        return cls("", typed_day(today), typed_day(today + USUAL_PAUSE))

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "PauseForm":
        """The texts of a form that was sent."""
        return cls(
            fields.get("reason", ""), day_fields(fields, "from"), day_fields(fields, "until")
        )

    def parse(self) -> PauseAsked | list[FieldError]:
        """The pause that was asked for, or what to write instead, field by field."""
        reason = next((known for known in PauseReason if known.value == self.reason), None)
        from_on, until_on = parse_day(self.from_on), parse_day(self.until_on)
        if reason and from_on and until_on:
            return PauseAsked(reason, from_on, until_on)
        found: list[tuple[object, str, LazyString]] = [
            (reason, "reason", NO_REASON),
            (from_on, "from", NOT_A_DAY),
            (until_on, "until", NOT_A_DAY),
        ]
        return [FieldError(field, message) for value, field, message in found if value is None]
