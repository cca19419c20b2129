"""Tables of people and care teams."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.people.rules import Condition, CourseStatus, Role


class Person(SQLModel, table=True):
    """A human being, whatever they are to others."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=200)
    birth_date: date | None = None
    language: str | None = Field(default=None, max_length=8)
    cpr_fingerprint: str | None = Field(default=None, max_length=64, unique=True)
    issuer: str | None = Field(default=None, max_length=300)
    subject: str | None = Field(default=None, max_length=300)
    clinic_name: str | None = Field(default=None, max_length=120)
    clinic_phone: str | None = Field(default=None, max_length=20)
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
