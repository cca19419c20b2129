"""The forms of enrolment and of relatives: texts kept as typed, and what is wrong with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from uuid import UUID, uuid4

from flask_babel import LazyString

from citizen_app.care_team import wording_enrol as words
from citizen_app.messages.alerts import AlertChoice
from citizen_app.messages.rules import (
    AlertChannel,
    clean_email,
    clean_line,
    clean_phone,
    read_id,
)
from citizen_app.people.rules import BadCpr, Cpr, ImpossibleDate, Kinship, parse_cpr
from citizen_app.web.field_errors import FieldError

LONGEST_NAME, LONGEST_CLINIC = 200, 120


def read_cpr(typed: str, *, accepts_test_numbers: bool, field: str = "cpr") -> Cpr | FieldError:
    """The number, or what to write instead."""
    try:
        return parse_cpr(typed, accepts_test_numbers=accepts_test_numbers)
    except ImpossibleDate:
        return FieldError(field, words.NO_SUCH_DAY)
    except BadCpr:
        return FieldError(field, words.NO_CPR)


@dataclass(frozen=True)
class Allowed:
    """What the choices of a form may be."""

    teams: Collection[UUID]
    conditions: Collection[str]
    # The names of plans with the SKS code that each is for.
    plans: Mapping[str, str]
    is_known: bool


@dataclass(frozen=True)
class EnrolForm:
    """Everything about a new course, as typed."""

    name: str = ""
    team: str = ""
    condition: str = ""
    phone: str = ""
    channel: str = AlertChannel.NONE.value
    email: str = ""
    clinic: str = ""
    clinic_phone: str = ""
    plan: str = ""
    participation: str = ""
    support: str = ""

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "EnrolForm":
        """The texts of a form that was sent."""
        names = [one.name for one in fields(cls)]
        return cls(*(clean_line(typed.get(name.replace("_", "-"), "")) for name in names))

    @property
    def team_id(self) -> UUID | None:
        """The team that was chosen."""
        return read_id(self.team)

    @property
    def clean_clinic(self) -> tuple[str, str] | None:
        """Name and phone number of the clinic; None where nothing was typed."""
        number = clean_phone(self.clinic_phone)
        return (self.clinic, number) if self.clinic and number else None

    @property
    def alert(self) -> AlertChoice | None:
        """How the citizen is told of news; None where it stays as it is."""
        if self.channel == AlertChannel.SMS:
            return AlertChoice(AlertChannel.SMS, clean_phone(self.phone) or "")
        if self.channel == AlertChannel.EMAIL:
            return AlertChoice(AlertChannel.EMAIL, clean_email(self.email) or "")
        return None

    def errors(self, allowed: Allowed) -> list[FieldError]:
        """What to write instead, in the order of the page."""
        found = [
            *self._errors_of_course(allowed),
            *self._errors_of_contact(),
            (self.participation not in words.HOW, "participation", words.NO_PARTICIPATION),
            (self.support not in {"no", *words.HOW}, "support", words.NO_ANSWER),
        ]
        return [FieldError(field, message) for is_wrong, field, message in found if is_wrong]

    def _errors_of_course(self, allowed: Allowed) -> list[tuple[bool, str, LazyString]]:
        has_plan = self.plan in {"", *allowed.plans}
        return [
            (not (self.name or allowed.is_known), "name", words.NO_NAME),
            (len(self.name) > LONGEST_NAME, "name", words.TOO_LONG),
            (self.team_id not in allowed.teams, "team", words.NO_TEAM),
            (self.condition not in allowed.conditions, "condition", words.NO_CONDITION),
            (not has_plan, "plan", words.NO_PLAN),
            (
                has_plan and allowed.plans.get(self.plan, self.condition) != self.condition,
                "plan",
                words.OTHER_PLAN,
            ),
        ]

    def _errors_of_contact(self) -> list[tuple[bool, str, LazyString]]:
        has_phone = clean_phone(self.phone) is not None
        has_clinic_phone = clean_phone(self.clinic_phone) is not None
        is_half = bool(self.clinic) != bool(self.clinic_phone)
        return [
            (bool(self.phone) and not has_phone, "phone", words.NO_PHONE),
            (
                self.channel == AlertChannel.SMS and not self.phone,
                "phone",
                words.NO_PHONE_FOR_SMS,
            ),
            (self.channel not in set(AlertChannel), "channel", words.NO_CHANNEL),
            (
                self.channel == AlertChannel.EMAIL and clean_email(self.email) is None,
                "email",
                words.NO_EMAIL,
            ),
            (is_half, "clinic-phone" if self.clinic else "clinic", words.HALF_A_CLINIC),
            (len(self.clinic) > LONGEST_CLINIC, "clinic", words.TOO_LONG),
            (
                bool(self.clinic_phone) and not is_half and not has_clinic_phone,
                "clinic-phone",
                words.NO_PHONE,
            ),
        ]


@dataclass(frozen=True)
class RelativeForm:
    """A relative being registered, as typed."""

    key: UUID
    name: str = ""
    phone: str = ""
    kinship: str = ""
    cpr: str = ""
    consent: str = ""

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "RelativeForm":
        """The texts of a form that was sent; a key that was tampered with gives way to a new."""
        names = ("name", "phone", "kinship", "cpr", "consent")
        texts = (clean_line(typed.get(name, "")) for name in names)
        return cls(read_id(typed.get("key", "")) or uuid4(), *texts)

    def errors(self) -> list[FieldError]:
        """What to write instead, but for the number."""
        found = [
            (not self.name, "name", words.NO_NAME),
            (len(self.name) > LONGEST_NAME, "name", words.TOO_LONG),
            (bool(self.phone) and clean_phone(self.phone) is None, "phone", words.NO_PHONE),
            (self.kinship not in set(Kinship), "kinship", words.NO_KINSHIP),
            (self.consent not in words.HOW, "consent", words.NO_SPOKEN_CONSENT),
        ]
        return [FieldError(field, message) for is_wrong, field, message in found if is_wrong]
