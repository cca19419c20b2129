"""Tables of sessions and of sign-ins under way. Secrets are stored as fingerprints only."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class BrowserSession(SQLModel, table=True):
    """One signed-in browser. The row is the session: without it the cookie means nothing."""

    __tablename__ = "browser_session"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_fingerprint: str = Field(max_length=64, unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    started_at: datetime
    last_seen_at: datetime
    ends_at: datetime = Field(index=True)
    id_token_hint: str | None = None
    remembered: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class PendingSignIn(SQLModel, table=True):
    """A sign-in that was sent to the provider and has not come back."""

    __tablename__ = "pending_sign_in"

    state_fingerprint: str = Field(max_length=64, primary_key=True)
    browser_fingerprint: str = Field(max_length=64, index=True)
    nonce: str = Field(max_length=100)
    code_verifier: str = Field(max_length=128)
    next_path: str = Field(max_length=500)
    started_at: datetime = Field(index=True)
