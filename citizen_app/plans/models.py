"""Tables of plans: what is asked for, when, its limits, and pauses from it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.measures import MeasureCode, Position
from citizen_app.plans.rules import ActivityKind, PauseReason


class Plan(SQLModel, table=True):
    """What a care team and a citizen have agreed within one course."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("ended_at >= started_at", name="ended_at"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    course_id: UUID = Field(foreign_key="course.id", index=True)
    shows_triage: bool = False
    started_at: datetime
    started_by: UUID = Field(foreign_key="person.id")
    ended_at: datetime | None = None
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")


class Activity(SQLModel, table=True):
    """What is asked for and how often; a row is never changed, only given its end."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_plan_id_valid_until", "plan_id", "valid_until"),
        CheckConstraint("valid_until >= valid_from", name="valid_until"),
        CheckConstraint("(kind = 'questionnaire') = (questionnaire_url IS NOT NULL)", name="form"),
        CheckConstraint(
            "(questionnaire_url IS NULL) = (questionnaire_version IS NULL)", name="form_version"
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id")
    position: int
    kind: ActivityKind = Field(sa_type=enum_column(ActivityKind, name="kind"))
    title_da: str = Field(max_length=200)
    title_en: str = Field(max_length=200)
    title_language: str | None = Field(default=None, max_length=35)
    measures: list[str] = Field(sa_column=Column(JSON, nullable=False))
    questionnaire_url: str | None = Field(default=None, max_length=500)
    questionnaire_version: str | None = Field(default=None, max_length=100)
    schedule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    valid_from: datetime
    valid_until: datetime | None = None
    added_at: datetime
    added_by: UUID = Field(foreign_key="person.id")
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")


class Threshold(SQLModel, table=True):
    """Limits of a measure in one context, as whole numbers with shared decimals."""

    __tablename__ = "threshold"
    __table_args__ = (
        Index("ix_threshold_plan_id_valid_until", "plan_id", "valid_until"),
        CheckConstraint("valid_until >= valid_from", name="valid_until"),
        CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
        CheckConstraint("(position IS NULL) = (with_oxygen IS NULL)", name="context"),
        CheckConstraint("red_below <= yellow_below", name="low_limits"),
        CheckConstraint("yellow_above <= red_above", name="high_limits"),
        CheckConstraint("change_days BETWEEN 1 AND 60", name="change_days"),
        CheckConstraint("yellow_rise > 0", name="yellow_rise"),
        CheckConstraint("red_rise > 0 AND yellow_rise <= red_rise", name="red_rise"),
        CheckConstraint("yellow_fall > 0", name="yellow_fall"),
        CheckConstraint("red_fall > 0 AND yellow_fall <= red_fall", name="red_fall"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id")
    measure: MeasureCode = Field(sa_type=enum_column(MeasureCode, name="measure"))
    position: Position | None = Field(
        default=None, sa_type=enum_column(Position, name="position"), nullable=True
    )
    with_oxygen: bool | None = None
    decimals: int
    red_below: int | None = None
    yellow_below: int | None = None
    yellow_above: int | None = None
    red_above: int | None = None
    red_words: str | None = Field(default=None, max_length=1000)
    yellow_words: str | None = Field(default=None, max_length=1000)
    # A rise or a fall within so many days; amounts share the decimals.
    change_days: int | None = None
    yellow_rise: int | None = None
    red_rise: int | None = None
    yellow_fall: int | None = None
    red_fall: int | None = None
    valid_from: datetime
    valid_until: datetime | None = None
    set_by: UUID = Field(foreign_key="person.id")
    reason: str | None = Field(default=None, max_length=1000)


class Baseline(SQLModel, table=True):
    """The usual range of a measure in one context, confirmed by somebody of the care team.

    `oxygen_ml_per_min` is 0 without oxygen and NULL, like the position, without a context.
    """

    __tablename__ = "baseline"
    __table_args__ = (
        Index("ix_baseline_person_id_measure", "person_id", "measure"),
        CheckConstraint("low <= high", name="range"),
        CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
        CheckConstraint("readings >= 0", name="readings"),
        CheckConstraint("valid_until >= valid_from", name="valid_until"),
        CheckConstraint("(position IS NULL) = (oxygen_ml_per_min IS NULL)", name="context"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    measure: MeasureCode = Field(sa_type=enum_column(MeasureCode, name="measure"))
    position: Position | None = Field(
        default=None, sa_type=enum_column(Position, name="position"), nullable=True
    )
    oxygen_ml_per_min: int | None = None
    decimals: int
    low: int
    high: int
    readings: int
    valid_from: datetime
    valid_until: datetime | None = None
    confirmed_at: datetime
    confirmed_by: UUID = Field(foreign_key="person.id")


class Pause(SQLModel, table=True):
    """Days a citizen is away; counts from when it is asked for, and a team confirms it."""

    __tablename__ = "pause"
    __table_args__ = (
        Index("ix_pause_person_id_until_on", "person_id", "until_on"),
        CheckConstraint("until_on > from_on", name="until_on"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    reason: PauseReason = Field(sa_type=enum_column(PauseReason, name="reason"))
    from_on: date
    until_on: date
    asked_at: datetime
    asked_by: UUID = Field(foreign_key="person.id")
    confirmed_at: datetime | None = None
    confirmed_by: UUID | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = None
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
