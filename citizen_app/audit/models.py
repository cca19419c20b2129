"""Tables of the audit trail."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class AuditEvent(SQLModel, table=True):
    """One act on one person's data. `subject_id` names the row, never its content."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("person_id", "sequence"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(index=True)
    sequence: int
    at: datetime
    actor_id: UUID | None = None
    action: str = Field(max_length=60)
    subject_id: UUID | None = None
    hash: str = Field(max_length=64)


class AuditChain(SQLModel, table=True):
    """The newest link of a person's chain; locking this row keeps the chain in one line."""

    __tablename__ = "audit_chain"

    person_id: UUID = Field(primary_key=True)
    sequence: int
    hash: str = Field(max_length=64)
