"""What a member of the care team typed: understood, or told what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.care_team.day import NewFollowUp, due_day
from citizen_app.web.field_errors import FieldError

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
        return cls(*(fields.get(name, "") for name in ("words", "follow-up", "due")))

    def parse(self, now: datetime) -> Handled | list[FieldError]:
        """What is to be stored, or what to write instead."""
        words, follow_up = self.words.strip(), self.follow_up.strip()
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


def parse_reason(text: str) -> str | list[FieldError]:
    """Why a reading is wrong, in a few words."""
    reason = text.strip()
    if len(reason) < SHORTEST_REASON:
        return [FieldError("reason", NO_REASON)]
    return reason if len(reason) <= LONGEST_WORDS else [FieldError("reason", TOO_LONG)]
