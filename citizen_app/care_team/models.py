"""Tables of what the care team writes for itself."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


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
