"""The table of jobs."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.outbox.rules import JobState


class OutboxJob(SQLModel, table=True):
    """One thing to do. The payload holds ids, never words; `claim` is who does it until when."""

    __tablename__ = "outbox_job"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index("ix_outbox_job_due", "state", "due_at"),
        Index("ix_outbox_job_finished", "state", "finished_at"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(claim IS NULL) = (lease_until IS NULL)", name="whole_claim"),
        CheckConstraint("(state = 'waiting') = (finished_at IS NULL)", name="finished"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str = Field(max_length=60)
    key: str | None = Field(default=None, max_length=200)
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: JobState = Field(
        default=JobState.WAITING, sa_type=enum_column(JobState, name="job_state")
    )
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    claim: UUID | None = None
    lease_until: datetime | None = None
    finished_at: datetime | None = None
    reason: str | None = Field(default=None, max_length=200)
