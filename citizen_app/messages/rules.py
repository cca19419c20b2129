"""What may be written, where a thread stands, and when the team reads next; plain values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from citizen_app.people.rules import ReadingHours, Role
from citizen_app.typed_text import tidy
from citizen_app.web.clock import COPENHAGEN

LONGEST_SUBJECT = 100
LONGEST_BODY = 2000
DAYS_AHEAD = 8
LONGEST_ADDRESS = 254
EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
# They turn the text around them, so that it reads as something else.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Author(StrEnum):
    """What somebody was to the thread when they wrote or read."""

    CITIZEN = "citizen"
    NURSE = "nurse"
    DOCTOR = "doctor"
    TRAINER = "trainer"
    HOME_CARE = "home_care"
    SUPPORT = "support"
    ADMINISTRATOR = "administrator"

    @classmethod
    def of(cls, role: Role) -> "Author":
        """The author that a member of a care team is."""
        return cls(role.value)


class ThreadState(StrEnum):
    """Whose turn it is."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DONE = "done"


class ThreadEvent(StrEnum):
    """What can happen to a thread."""

    CITIZEN_WROTE = "citizen_wrote"
    TEAM_WROTE = "team_wrote"
    MARKED_DONE = "marked_done"
    REOPENED = "reopened"


class AlertChannel(StrEnum):
    """How somebody is told outside of the app that there is news."""

    NONE = "none"
    EMAIL = "email"
    SMS = "sms"


class AlertState(StrEnum):
    """How far the word that there is news has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Problem(StrEnum):
    """Why a message cannot be sent as it was written."""

    NO_SUBJECT = "no_subject"
    LONG_SUBJECT = "long_subject"
    NO_BODY = "no_body"
    LONG_BODY = "long_body"


@dataclass(frozen=True)
class Standing:
    """Where a thread stands: since when it waits for the team, or when it was done."""

    waiting_since: datetime | None = None
    done_at: datetime | None = None

    @property
    def state(self) -> ThreadState:
        """Whose turn it is."""
        if self.done_at:
            return ThreadState.DONE
        return ThreadState.WAITING if self.waiting_since else ThreadState.ANSWERED


def after(standing: Standing, event: ThreadEvent, now: datetime) -> Standing:
    """Where a thread stands after an event.

    A citizen who writes again keeps the place in the line, and opens a thread that was done.
    """
    match event:
        case ThreadEvent.CITIZEN_WROTE:
            return Standing(waiting_since=standing.waiting_since or now)
        case ThreadEvent.TEAM_WROTE:
            return Standing()
        case ThreadEvent.MARKED_DONE:
            return Standing(done_at=standing.done_at or now)
        case ThreadEvent.REOPENED:
            return Standing(waiting_since=now) if standing.done_at else standing


def clean_text(text: str) -> str:
    """The text without tabs, and without signs that no page may hold or that turn the line."""
    kept = tidy(text).replace("\t", " ")
    return "".join(letter for letter in kept if letter not in TURNING).strip()


def clean_line(text: str) -> str:
    """The text on one line."""
    return " ".join(clean_text(text).split())


def problems_of(body: str, subject: str | None = None) -> list[Problem]:
    """What is wrong with a cleaned message; an answer has no subject of its own."""
    found = []
    if subject is not None and not subject:
        found.append(Problem.NO_SUBJECT)
    if subject is not None and len(subject) > LONGEST_SUBJECT:
        found.append(Problem.LONG_SUBJECT)
    if not body:
        found.append(Problem.NO_BODY)
    if len(body) > LONGEST_BODY:
        found.append(Problem.LONG_BODY)
    return found


def clean_email(typed: str) -> str | None:
    """A mail address, or None where it can be none."""
    address = typed.strip()
    return address if len(address) <= LONGEST_ADDRESS and EMAIL.fullmatch(address) else None


def clean_phone(typed: str) -> str | None:
    """A phone number with its country, Denmark where none is named, or None."""
    number = re.sub(r"[\s().-]", "", typed)
    number = "+" + number[2:] if number.startswith("00") else number
    number = f"+45{number}" if re.fullmatch(r"[0-9]{8}", number) else number
    return number if re.fullmatch(r"\+[1-9][0-9]{7,14}", number) else None


def next_reading(hours: Iterable[ReadingHours], now: datetime) -> tuple[datetime, datetime] | None:
    """When the team reads next, or now when it is reading; None when nobody has set it."""
    today = now.astimezone(COPENHAGEN).date()
    windows = [
        (
            datetime.combine(day, window.opens, COPENHAGEN),
            datetime.combine(day, window.closes, COPENHAGEN),
        )
        for window in hours
        for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
        if day.weekday() in window.weekdays
    ]
    return min((window for window in windows if window[1] > now), default=None)


def read_id(typed: str) -> UUID | None:
    """An id from a form, or None when it is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
