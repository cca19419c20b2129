"""Tables of action plans. A version is added and never changed; the newest one counts."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.measures import MeasureCode
from citizen_app.record.rules import Colour


class ActionPlanVersion(SQLModel, table=True):
    """One version of a citizen's plan. `key` makes writing it twice harmless."""

    __tablename__ = "action_plan_version"
    __table_args__ = (
        UniqueConstraint("person_id", "number"),
        UniqueConstraint("person_id", "key"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    number: int
    key: UUID
    author_id: UUID = Field(foreign_key="person.id")
    written_at: datetime


class ActionPlanZone(SQLModel, table=True):
    """The words of one zone."""

    __tablename__ = "action_plan_zone"

    version_id: UUID = Field(foreign_key="action_plan_version.id", primary_key=True)
    zone: Colour = Field(sa_type=enum_column(Colour, name="zone"), primary_key=True)
    feels: str = Field(sa_type=Text)
    does: str = Field(sa_type=Text)


class ActionPlanPhone(SQLModel, table=True):
    """Somebody to call."""

    __tablename__ = "action_plan_phone"

    version_id: UUID = Field(foreign_key="action_plan_version.id", primary_key=True)
    place: int = Field(primary_key=True)
    name: str = Field(max_length=60)
    number: str = Field(max_length=20)


class ActionPlanTie(SQLModel, table=True):
    """What shows a zone's words: a colour, of a measure, of a question, or of anything."""

    __tablename__ = "action_plan_tie"
    __table_args__ = (
        CheckConstraint("zone <> 'green' AND colour <> 'green'", name="never_green"),
        CheckConstraint("(form_url IS NULL) = (link_id IS NULL)", name="whole_question"),
        CheckConstraint("measure IS NULL OR link_id IS NULL", name="one_subject"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    version_id: UUID = Field(foreign_key="action_plan_version.id", index=True)
    zone: Colour = Field(sa_type=enum_column(Colour, name="tied_zone"))
    colour: Colour = Field(sa_type=enum_column(Colour, name="colour"))
    measure: MeasureCode | None = Field(
        default=None, sa_type=enum_column(MeasureCode, name="measure")
    )
    form_url: str | None = Field(default=None, max_length=300)
    link_id: str | None = Field(default=None, max_length=255)
