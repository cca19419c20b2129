"""What was typed to open a record in an emergency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from citizen_app.care_team import wording_emergency as words
from citizen_app.people.rules import CPR
from citizen_app.sharing.rules import SHORTEST_REASON
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

LONGEST_REASON = 500
BETWEEN = re.compile(r"[\s-]")


@dataclass(frozen=True)
class EmergencyForm:
    """The texts of the fields. The number is not shown again when something else is wrong."""

    cpr: str = ""
    reason: str = ""

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "EmergencyForm":
        """The texts of a form that was sent."""
        return cls(*(tidy(fields.get(name, "")) for name in ("cpr", "reason")))

    def errors(self) -> list[FieldError]:
        """What to write instead."""
        found = [
            (not CPR.fullmatch(BETWEEN.sub("", self.cpr).upper()), "cpr", words.NO_CPR),
            (len(self.reason) < SHORTEST_REASON, "reason", words.NO_REASON),
            (len(self.reason) > LONGEST_REASON, "reason", words.LONG_REASON),
        ]
        return [FieldError(field, message) for is_wrong, field, message in found if is_wrong]
