"""Tables of people and care teams."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.people.rules import (
    Condition,
    ConsentHow,
    ConsentKind,
    CourseStatus,
    Kinship,
    Role,
)


class Person(SQLModel, table=True):
    """A human being, whatever they are to others."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=200)
    birth_date: date | None = None
    language: str | None = Field(default=None, max_length=8)
    cpr_fingerprint: str | None = Field(default=None, max_length=64, unique=True)
    cpr_sealed: str | None = Field(default=None, max_length=120)
    phone: str | None = Field(default=None, max_length=20)
    issuer: str | None = Field(default=None, max_length=300)
    subject: str | None = Field(default=None, max_length=300)
    clinic_name: str | None = Field(default=None, max_length=120)
    clinic_phone: str | None = Field(default=None, max_length=20)
    # The register's code of the municipality, such as 0751.
    municipality: str | None = Field(default=None, max_length=4)
    created_at: datetime


class CareTeam(SQLModel, table=True):
    """Those who look at what citizens send, with the numbers a citizen may need."""

    __tablename__ = "care_team"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    phone: str | None = Field(default=None, max_length=20)
    support_phone: str | None = Field(default=None, max_length=20)
    out_of_hours_name: str | None = Field(default=None, max_length=120)
    out_of_hours_phone: str | None = Field(default=None, max_length=20)
    reading_hours: list[dict[str, object]] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )


class Membership(SQLModel, table=True):
    """A person's role in a care team."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "care_team_id", "role"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    care_team_id: UUID = Field(foreign_key="care_team.id", index=True)
    role: Role = Field(sa_type=enum_column(Role, name="role"))
    # A doctor's recorded leave for a nurse to set thresholds.
    delegated_by: UUID | None = Field(default=None, foreign_key="person.id")
    delegated_at: datetime | None = None


class Course(SQLModel, table=True):
    """A condition for which a care team follows a person."""

    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("person_id", "care_team_id", "condition", "started_on"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    care_team_id: UUID = Field(foreign_key="care_team.id", index=True)
    condition: Condition = Field(sa_type=enum_column(Condition, name="condition"))
    status: CourseStatus = Field(sa_type=enum_column(CourseStatus, name="course_status"))
    started_on: date
    ended_on: date | None = None
    end_reason: str | None = Field(default=None, max_length=200)


class Enrolment(SQLModel, table=True):
    """An enrolment that has begun with a CPR number; forgotten within the hour."""

    __tablename__ = "enrolment"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    actor_id: UUID = Field(foreign_key="person.id", index=True)
    cpr_fingerprint: str = Field(max_length=64)
    cpr_sealed: str | None = Field(default=None, max_length=120)
    birth_date: date | None = None
    # The one whom the number belongs to: known before, or made by this enrolment.
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    course_id: UUID | None = Field(default=None, foreign_key="course.id")
    begun_at: datetime = Field(index=True)


class Consent(SQLModel, table=True):
    """What a citizen agreed to, in which words, how, and who wrote it down."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: ConsentKind = Field(sa_type=enum_column(ConsentKind, name="consent_kind"))
    words_version: str = Field(max_length=40)
    how: ConsentHow = Field(sa_type=enum_column(ConsentHow, name="consent_how"))
    given_at: datetime
    recorded_by: UUID = Field(foreign_key="person.id")
    withdrawn_at: datetime | None = None
    withdrawn_by: UUID | None = Field(default=None, foreign_key="person.id")


class Relative(SQLModel, table=True):
    """Somebody close to a citizen, registered on the citizen's consent."""

    __tablename__ = "relative"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    key: UUID
    name: str = Field(max_length=200)
    phone: str | None = Field(default=None, max_length=20)
    kinship: Kinship = Field(sa_type=enum_column(Kinship, name="kinship"))
    # For a sign-in of their own, later.
    cpr_fingerprint: str | None = Field(default=None, max_length=64)
    cpr_sealed: str | None = Field(default=None, max_length=120)
    words_version: str = Field(max_length=40)
    how: ConsentHow = Field(sa_type=enum_column(ConsentHow, name="relative_consent_how"))
    registered_at: datetime
    registered_by: UUID = Field(foreign_key="person.id")
    ended_at: datetime | None = None
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
