"""Tables: imported questionnaire versions, and drafts that are not sent yet."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Questionnaire(SQLModel, table=True):
    """One version of a form, exactly as it was imported; rows are never changed."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("url", "version"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    url: str = Field(max_length=300)
    version: str = Field(max_length=60)
    title: str = Field(max_length=500)
    language: str = Field(max_length=35)
    original: str = Field(sa_column=Column(Text, nullable=False))
    content_hash: str = Field(max_length=64)
    imported_at: datetime


class RetiredQuestionnaire(SQLModel, table=True):
    """A version that is no longer offered for plans; those that ask for it go on."""

    __tablename__ = "retired_questionnaire"

    questionnaire_id: UUID = Field(foreign_key="questionnaire.id", primary_key=True)
    retired_by: UUID = Field(foreign_key="person.id")
    retired_at: datetime


class Draft(SQLModel, table=True):
    """What a person has answered and not sent; one for each task, and one extra an activity."""

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "uq_draft_task",
            "person_id",
            "activity_id",
            "window_start",
            unique=True,
            sqlite_where=text("window_start IS NOT NULL"),
            postgresql_where=text("window_start IS NOT NULL"),
        ),
        Index(
            "uq_draft_extra",
            "person_id",
            "activity_id",
            unique=True,
            sqlite_where=text("window_start IS NULL"),
            postgresql_where=text("window_start IS NULL"),
        ),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint("(window_start IS NULL) = (window_end IS NULL)", name="window"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    activity_id: UUID = Field(foreign_key="activity.id")
    window_start: datetime | None = None
    window_end: datetime | None = None
    questionnaire_id: UUID = Field(foreign_key="questionnaire.id")
    submission_key: UUID = Field(default_factory=uuid4, unique=True)
    answers: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    revision: int = 0
    started_at: datetime
    changed_at: datetime
