"""Tables of what the care team writes for itself."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.people.rules import Condition


class CareNote(SQLModel, table=True):
    """A note of the care team about a citizen, dated and signed; never changed."""

    __tablename__ = "care_note"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_care_note_person_id_written_at", "person_id", "written_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    key: UUID
    author_id: UUID = Field(foreign_key="person.id")
    words: str = Field(sa_type=Text)
    written_at: datetime


class EquipmentNote(SQLModel, table=True):
    """What is said about a citizen's devices, dated and signed; the newest one counts."""

    __tablename__ = "equipment_note"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_equipment_note_person_id_written_at", "person_id", "written_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    key: UUID
    author_id: UUID = Field(foreign_key="person.id")
    words: str = Field(sa_type=Text)
    written_at: datetime


class ProgrammeSize(SQLModel, table=True):
    """How many people of an area could take part; the newest row counts, the others stay."""

    __tablename__ = "programme_size"
    __table_args__ = (
        Index("ix_programme_size_condition_area", "condition", "area", "set_at"),
        CheckConstraint("people > 0", name="people"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    condition: Condition = Field(sa_type=enum_column(Condition, name="condition"))
    area: str = Field(max_length=10)
    people: int
    set_by: UUID = Field(foreign_key="person.id")
    set_at: datetime


class FollowUp(SQLModel, table=True):
    """Something the care team will do about a citizen on a day, until somebody has done it."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    key: UUID
    words: str = Field(max_length=200)
    due_on: date
    made_by: UUID = Field(foreign_key="person.id")
    made_at: datetime
    done_at: datetime | None = None
    done_by: UUID | None = Field(default=None, foreign_key="person.id")
