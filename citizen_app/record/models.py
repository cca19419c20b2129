"""Tables of what people sent. Rows are added and never changed."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.measures import MeasureCode, Position, SkipReason
from citizen_app.record.rules import AcknowledgementKind, Colour, FindingKind, LimitKind


class Submission(SQLModel, table=True):
    """One act of sending. `key` makes repeats harmless, `body_hash` tells a repeat from a clash."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_submission_history", "person_id", "received_at"),
        Index("ix_submission_task", "person_id", "activity_id", "window_start"),
        CheckConstraint(
            "(activity_id IS NULL) = (window_start IS NULL)"
            " AND (window_start IS NULL) = (window_end IS NULL)",
            name="whole_task",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    actor_id: UUID = Field(foreign_key="person.id")
    key: UUID
    body_hash: str = Field(max_length=64)
    received_at: datetime
    activity_id: UUID | None = Field(default=None, foreign_key="activity.id")
    window_start: datetime | None = None
    window_end: datetime | None = None
    colour: Colour | None = Field(
        default=None,
        sa_type=enum_column(Colour, name="colour"),
    )


class Reading(SQLModel, table=True):
    """A measured value, or the reason why there is none."""

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("(scaled IS NULL) <> (skip_reason IS NULL)", name="value_or_reason"),
        CheckConstraint("decimals BETWEEN 0 AND 6", name="decimals"),
        Index("ix_reading_measured", "person_id", "measure", "measured_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    place: int
    measure: MeasureCode = Field(sa_type=enum_column(MeasureCode, name="measure"))
    scaled: int | None = Field(default=None, sa_type=BigInteger)
    decimals: int = 0
    unit: str = Field(max_length=20)
    measured_at: datetime
    utc_offset_minutes: int
    position: Position | None = Field(
        default=None,
        sa_type=enum_column(Position, name="position"),
    )
    oxygen_ml_per_min: int | None = None
    skip_reason: SkipReason | None = Field(
        default=None,
        sa_type=enum_column(SkipReason, name="skip_reason"),
    )
    link_id: str | None = Field(default=None, max_length=255)
    replaces_id: UUID | None = Field(default=None, foreign_key="reading.id", unique=True)


class Response(SQLModel, table=True):
    """An answered questionnaire, as the FHIR resource that was sent."""

    __tablename__ = "response"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    questionnaire_url: str = Field(max_length=300)
    questionnaire_version: str = Field(max_length=60)
    resource: str = Field(sa_type=Text)


class FindingRow(SQLModel, table=True):
    """Why a submission has its colour, with the limit that a value was beyond then."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("(limit_kind IS NULL) = (limit_scaled IS NULL)", name="limit_scaled"),
        CheckConstraint("(limit_kind IS NULL) = (limit_decimals IS NULL)", name="limit_decimals"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    place: int
    colour: Colour = Field(sa_type=enum_column(Colour, name="colour"))
    kind: FindingKind = Field(sa_type=enum_column(FindingKind, name="kind"))
    link_id: str | None = Field(default=None, max_length=255)
    measure: MeasureCode | None = Field(
        default=None,
        sa_type=enum_column(MeasureCode, name="measure"),
    )
    words: str | None = Field(default=None, sa_type=Text)
    limit_kind: LimitKind | None = Field(
        default=None, sa_type=enum_column(LimitKind, name="limit_kind")
    )
    limit_scaled: int | None = None
    limit_decimals: int | None = None
    limit_days: int | None = None


class Acknowledgement(SQLModel, table=True):
    """A member of the care team has seen, or handled, a submission."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("submission_id", "kind"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    submission_id: UUID = Field(foreign_key="submission.id", index=True)
    actor_id: UUID = Field(foreign_key="person.id")
    kind: AcknowledgementKind = Field(
        sa_type=enum_column(AcknowledgementKind, name="kind"),
    )
    at: datetime
    # What the citizen reads on the receipt, as words of the team.
    words: str | None = Field(default=None, sa_type=Text)


class WaitingSubmission(SQLModel, table=True):
    """What the care team has not dealt with yet: a short list beside years of submissions.

    It holds nothing that cannot be worked out from submissions and acknowledgements; a row
    comes with the submission and leaves with the acknowledgement that is enough for its colour.
    """

    __tablename__ = "waiting_submission"
    # The work list asks for the oldest of each colour.
    __table_args__ = (Index("ix_waiting_submission_oldest", "person_id", "colour", "received_at"),)

    submission_id: UUID = Field(foreign_key="submission.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    colour: Colour | None = Field(default=None, sa_type=enum_column(Colour, name="colour"))
    received_at: datetime


class MissedWindow(SQLModel, table=True):
    """A window that closed without anything, as the job that watches has found it.

    Something sent late takes the row away; `seen_at` is when the care team set it aside.
    """

    __tablename__ = "missed_window"
    __table_args__ = (
        CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen"),
        Index("ix_missed_window_person_id_window_start", "person_id", "window_start"),
        Index(
            "ix_missed_window_open",
            "person_id",
            "window_start",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    activity_id: UUID = Field(foreign_key="activity.id", primary_key=True)
    window_start: datetime = Field(primary_key=True)
    window_end: datetime
    person_id: UUID = Field(foreign_key="person.id")
    noticed_at: datetime
    seen_at: datetime | None = None
    seen_by: UUID | None = Field(default=None, foreign_key="person.id")


class MissedWatch(SQLModel, table=True):
    """Until when the job has looked for a person's missed windows; it goes on from there."""

    __tablename__ = "missed_watch"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    checked_until: datetime = Field(index=True)


class FaultyReading(SQLModel, table=True):
    """The care team's mark that a reading is wrong, and why; the reading itself stays."""

    __tablename__ = "faulty_reading"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    reading_id: UUID = Field(foreign_key="reading.id", unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    actor_id: UUID = Field(foreign_key="person.id")
    reason: str = Field(sa_type=Text)
    at: datetime
