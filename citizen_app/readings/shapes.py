"""A page of readings and what was entered on it, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from citizen_app.measures import MEASURES, MeasureCode
from citizen_app.readings.rules import Ask, EnteredReading, device_groups
from citizen_app.record.rules import fingerprint
from citizen_app.web.field_errors import FieldError

CONTEXT_FIELDS = ("spo2_position", "spo2_oxygen", "spo2_litres")
TIME_FIELDS = ("measured", "measured_day", "measured_clock", "measured_twice", "measured_at")


class Outcome(StrEnum):
    """How far an entry has come. Only a complete one may be sent."""

    BLANK = "blank"
    ERRORS = "errors"
    ASK = "ask"
    EMPTY = "empty"
    COMPLETE = "complete"


class SkipMode(StrEnum):
    """Where a page asks why something is not measured."""

    PER_DEVICE = "per_device"
    ONCE = "once"
    NEVER = "never"


class When(StrEnum):
    """When it was measured: now, when the corrected reading was, or as typed."""

    NOW = "now"
    SAME = "same"
    EARLIER = "earlier"


@dataclass(frozen=True)
class EntryPage:
    """What one page of readings asks for.

    `prefix` stands before every field name and id, so that pages can be told apart. `same_as`
    is the aware time of a reading that is being corrected.
    """

    measures: tuple[MeasureCode, ...]
    prefix: str = ""
    skips: SkipMode = SkipMode.PER_DEVICE
    asks_time: bool = True
    same_as: datetime | None = None

    @property
    def groups(self) -> tuple[tuple[MeasureCode, ...], ...]:
        """The measures, those of one device together."""
        return device_groups(self.measures)

    def skip_field(self, group: tuple[MeasureCode, ...]) -> str | None:
        """The field that says why something of a device is missing."""
        if self.skips is SkipMode.NEVER:
            return None
        return "skip" if self.skips is SkipMode.ONCE else f"{group[0]}_skip"

    @property
    def field_names(self) -> tuple[str, ...]:
        """Every field that a person fills in, without the prefix, in the order of the page."""
        names: list[str] = []
        for group in self.groups:
            names += group
            if any(MEASURES[code].has_context for code in group):
                names += CONTEXT_FIELDS
            skip = self.skip_field(group)
            names += [skip] if skip else []
        return tuple(dict.fromkeys([*names, *(TIME_FIELDS if self.asks_time else ())]))


@dataclass(frozen=True)
class Entry:
    """What a page holds. `texts` are the fields as typed, by name without prefix.

    `errors` name ids of inputs, with the prefix; `ask` is the one question to put now;
    `readings` (exact values in the measures' units) and `measured_at` (aware, with the offset
    of Denmark) stand when the outcome is complete.
    """

    page: EntryPage
    outcome: Outcome
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    ask: Ask | None = None
    readings: tuple[EnteredReading, ...] = ()
    measured_at: datetime | None = None

    @property
    def has_alarm(self) -> bool:
        """Whether the phone numbers are shown at once."""
        return any(reading.is_alarming for reading in self.readings)

    @property
    def fingerprint(self) -> str:
        """Changes with anything that would be sent."""
        return fingerprint([repr(self.readings), str(self.measured_at)])


def blank_entry(page: EntryPage, texts: Mapping[str, str] | None = None) -> Entry:
    """A page nobody has typed on, or one filled with `texts` (names without prefix)."""
    return Entry(page, Outcome.BLANK, dict(texts or {}))
