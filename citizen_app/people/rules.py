"""What people are to a care team, and which numbers they can be reached at."""

import hmac
import re
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from hashlib import sha256
from typing import Any


class Role(StrEnum):
    """What a member of a care team does."""

    NURSE = "nurse"
    DOCTOR = "doctor"
    TRAINER = "trainer"
    HOME_CARE = "home_care"
    SUPPORT = "support"
    ADMINISTRATOR = "administrator"


ROLES = tuple(Role)


class Condition(StrEnum):
    """Why a person is followed; the SKS codes are DJ44 and DI50."""

    COPD = "copd"
    HEART_FAILURE = "heart_failure"


SKS_CODES = {Condition.COPD: "DJ44", Condition.HEART_FAILURE: "DI50"}


class ConsentKind(StrEnum):
    """What somebody agrees to; PITEOC, SSLPCI, and that a relative is registered."""

    PARTICIPATION = "participation"
    SUPPORT_CONTACT = "support_contact"
    RELATIVE = "relative"


class ConsentHow(StrEnum):
    """How somebody agreed."""

    SPOKEN = "spoken"
    WRITTEN = "written"


class Kinship(StrEnum):
    """What a relative is to the citizen."""

    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    FRIEND = "friend"
    OTHER = "other"


class CourseStatus(StrEnum):
    """Where a course is."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a course ends."""

    COMPLETED = "completed"
    WISH = "wish"
    MOVED = "moved"
    OTHER_CARE = "other_care"
    DEAD = "dead"
    OTHER = "other"


@dataclass(frozen=True)
class ReadingHours:
    """When a team looks at what was sent: weekdays (0 is Monday) and local clock times."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time

    def to_json(self) -> dict[str, object]:
        """Plain values for a JSON column."""
        return {
            "weekdays": list(self.weekdays),
            "opens": f"{self.opens:%H:%M}",
            "closes": f"{self.closes:%H:%M}",
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "ReadingHours":
        """Back from `to_json`."""
        return cls(
            tuple(stored["weekdays"]),
            time.fromisoformat(stored["opens"]),
            time.fromisoformat(stored["closes"]),
        )


@dataclass(frozen=True)
class Contacts:
    """Whom to call. A number is None where nobody has set it."""

    emergency: str = "112"
    clinic_name: str | None = None
    clinic_phone: str | None = None
    out_of_hours_name: str | None = None
    out_of_hours_phone: str | None = None
    team_name: str | None = None
    team_phone: str | None = None
    support_phone: str | None = None
    reading_hours: tuple[ReadingHours, ...] = ()


NOBODY = Contacts()
CPR = re.compile(r"[0-9]{6}[0-9A-Z]{4}")
HIDDEN = "\u2022" * 4
# Published test numbers may have a day of birth plus 60, which no real number has.
TEST_DAYS = 60


class BadCpr(ValueError):
    """What was typed is no CPR number; the text never holds it."""


class ImpossibleDate(BadCpr):
    """It looks like a CPR number, and begins with a day that there is not."""


@dataclass(frozen=True)
class Cpr:
    """A CPR number without its hyphen. `birth_date` is None where a letter hides the century."""

    plain: str = field(repr=False)
    birth_date: date | None = field(repr=False)

    @property
    def masked(self) -> str:
        """The six digits of the day of birth; the rest is hidden."""
        return f"{self.plain[:6]}-{HIDDEN}"

    @property
    def written(self) -> str:
        """The whole number with its hyphen."""
        return f"{self.plain[:6]}-{self.plain[6:]}"


def parse_cpr(typed: str, *, accepts_test_numbers: bool = False) -> Cpr:
    """The number that was typed, by its form and its date only; BadCpr for anything else.

    Modulus 11 has not held since 2007, and replacement numbers hold letters.
    """
    plain = plain_cpr(typed)
    day, month, year = int(plain[:2]), int(plain[2:4]), int(plain[4:6])
    if accepts_test_numbers and day > TEST_DAYS:
        day -= TEST_DAYS
    century = _century(plain[6], year)
    possible = [
        _day(start + year, month, day) for start in ((century,) if century else (1900, 2000))
    ]
    if not any(possible):
        raise ImpossibleDate("there is no such day")
    return Cpr(plain, possible[0] if century else None)


def masked_birth_date(born: date | None) -> str:
    """A number that cannot be read, as its day of birth tells it."""
    return f"{born:%d%m%y}-{HIDDEN}" if born else f"{HIDDEN}{HIDDEN[:2]}-{HIDDEN}"


def plain_cpr(typed: str) -> str:
    """The ten characters without what stands between them; BadCpr where there are not ten."""
    plain = re.sub(r"[\s\u2010-\u2015-]", "", typed).upper()
    if not CPR.fullmatch(plain):
        raise BadCpr("a CPR number has ten characters")
    return plain


def _century(seventh: str, year: int) -> int | None:
    """The century by the seventh digit; None where it is a letter."""
    if not seventh.isdigit():
        return None
    if seventh in "0123":
        return 1900
    if seventh in "49":
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def cpr_fingerprint(cpr: str, key: bytes) -> str:
    """Keyed hash by which a person is found.

    `cpr` is ten characters, with or without a hyphen; ValueError for anything else. Replacement
    numbers hold letters, so no checksum is asked for (modulus 11 does not hold since 2007).
    """
    return hmac.new(key, plain_cpr(cpr).encode(), sha256).hexdigest()
