"""Tables of access beyond a care team's own citizens."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class EmergencyAccess(SQLModel, table=True):
    """Somebody who treats has opened a citizen's record with a reason that the citizen sees."""

    __tablename__ = "emergency_access"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    actor_id: UUID = Field(foreign_key="person.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    reason: str = Field(max_length=500)
    opened_at: datetime
    ends_at: datetime
