"""What was typed or chosen about the programme."""

from collections.abc import Mapping
from dataclasses import dataclass

from citizen_app.care_team import wording_programme as words
from citizen_app.care_team.programme import area_codes
from citizen_app.people.places import municipalities
from citizen_app.people.rules import Condition
from citizen_app.typed_text import tidy
from citizen_app.web.field_errors import FieldError

MOST_DIGITS = 7


@dataclass(frozen=True)
class SizeForm:
    """How many people of an area could take part, as typed."""

    area: str = ""
    people: str = ""

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "SizeForm":
        """The texts of a form that was sent."""
        return cls(*(tidy(fields.get(name, "")) for name in ("area", "people")))

    @property
    def number(self) -> int | None:
        """The number, where it is one; points between thousands are left out."""
        digits = self.people.replace(".", "").replace(" ", "")
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
        return int(digits) or None if is_number else None

    def errors(self) -> list[FieldError]:
        """What to write instead."""
        found = []
        if self.area not in area_codes():
            found.append(FieldError("area", words.NO_AREA))
        if self.number is None:
            found.append(FieldError("people", words.NO_NUMBER))
        return found


def read_condition(text: str | None) -> Condition | None:
    """The condition of an address; None for anything else."""
    return next((one for one in Condition if one.value == (text or Condition.COPD.value)), None)


def municipality_error(code: str) -> FieldError | None:
    """What is wrong with a chosen municipality; none chosen is a choice as well."""
    if code and code not in municipalities():
        return FieldError("municipality", words.NO_MUNICIPALITY)
    return None
