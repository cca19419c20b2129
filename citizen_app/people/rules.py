"""What people are to a care team, and which numbers they can be reached at."""

import hmac
import re
from dataclasses import dataclass
from datetime import time
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


def cpr_fingerprint(cpr: str, key: bytes) -> str:
    """Keyed hash by which a person is found; the number itself is not stored.

    `cpr` is ten characters, with or without a hyphen; ValueError for anything else. Replacement
    numbers hold letters, so no checksum is asked for (modulus 11 does not hold since 2007).
    """
    plain = re.sub(r"[\s-]", "", cpr).upper()
    if not CPR.fullmatch(plain):
        raise ValueError("a CPR number has ten characters")
    return hmac.new(key, plain.encode(), sha256).hexdigest()
