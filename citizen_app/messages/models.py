"""Tables of messages. A message is added and never changed."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from citizen_app.database import enum_column
from citizen_app.messages.rules import AlertChannel, AlertState, Author


class MessageThread(SQLModel, table=True):
    """What a citizen and a care team write about one subject, and whose turn it is."""

    __tablename__ = "message_thread"
    __table_args__ = (
        Index("ix_message_thread_person", "person_id", "changed_at"),
        Index("ix_message_thread_inbox", "care_team_id", "waiting_since"),
        CheckConstraint("waiting_since IS NULL OR done_at IS NULL", name="one_state"),
        CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name="whole_taking"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    care_team_id: UUID = Field(foreign_key="care_team.id")
    subject: str = Field(max_length=100)
    started_at: datetime
    changed_at: datetime
    waiting_since: datetime | None = None
    done_at: datetime | None = None
    taken_by: UUID | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime | None = None


class Message(SQLModel, table=True):
    """One text. `key` makes sending it twice harmless; `role` is what its writer was then."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("person_id", "actor_id", "key"),
        Index("ix_message_thread", "thread_id", "sent_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    thread_id: UUID = Field(foreign_key="message_thread.id")
    person_id: UUID = Field(foreign_key="person.id")
    actor_id: UUID = Field(foreign_key="person.id")
    role: Author = Field(sa_type=enum_column(Author, name="author"))
    key: UUID
    body: str = Field(sa_column=Column(Text, nullable=False))
    sent_at: datetime


class MessageReading(SQLModel, table=True):
    """Who on the other side read a message first, and when."""

    __tablename__ = "message_reading"

    message_id: UUID = Field(foreign_key="message.id", primary_key=True)
    actor_id: UUID = Field(foreign_key="person.id")
    role: Author = Field(sa_type=enum_column(Author, name="reader"))
    read_at: datetime


class MessageDraft(SQLModel, table=True):
    """What somebody began to write. `place` is the thread's id, or "new"."""

    __tablename__ = "message_draft"
    __table_args__ = (UniqueConstraint("person_id", "actor_id", "place"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    actor_id: UUID = Field(foreign_key="person.id")
    place: str = Field(max_length=36)
    key: UUID
    subject: str = Field(default="", sa_column=Column(Text, nullable=False))
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    saved_at: datetime


class MessagePhoto(SQLModel, table=True):
    """A photo with a message. Until it is sent, `key` says with which one it will go.

    The names are those of files; the picture is kept large and small.
    """

    __tablename__ = "message_photo"
    __table_args__ = (UniqueConstraint("person_id", "actor_id", "key", "large_hash"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    actor_id: UUID = Field(foreign_key="person.id")
    key: UUID
    message_id: UUID | None = Field(default=None, foreign_key="message.id", index=True)
    large_name: str = Field(max_length=32)
    large_hash: str = Field(max_length=64)
    small_name: str = Field(max_length=32)
    small_hash: str = Field(max_length=64)
    width: int
    height: int
    kept_at: datetime


class MessageSnippet(SQLModel, table=True):
    """A text that a team writes often."""

    __tablename__ = "message_snippet"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    care_team_id: UUID = Field(foreign_key="care_team.id", index=True)
    title: str = Field(max_length=100)
    body: str = Field(sa_column=Column(Text, nullable=False))


class MessageNotice(SQLModel, table=True):
    """The same message to many: each citizen gets it as a thread of their own."""

    __tablename__ = "message_notice"
    __table_args__ = (
        UniqueConstraint("actor_id", "key"),
        Index("ix_message_notice_team", "care_team_id", "sent_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    care_team_id: UUID = Field(foreign_key="care_team.id")
    actor_id: UUID = Field(foreign_key="person.id")
    key: UUID
    subject: str = Field(max_length=100)
    body: str = Field(sa_column=Column(Text, nullable=False))
    sent_at: datetime


class NoticeDelivery(SQLModel, table=True):
    """The thread and message by which a notice came to one citizen."""

    __tablename__ = "message_notice_delivery"

    message_id: UUID = Field(foreign_key="message.id", primary_key=True)
    notice_id: UUID = Field(foreign_key="message_notice.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)


class MessageAlertChoice(SQLModel, table=True):
    """How a person wants to be told that there is news."""

    __tablename__ = "message_alert_choice"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    channel: AlertChannel = Field(sa_type=enum_column(AlertChannel, name="chosen_channel"))
    address: str = Field(max_length=254)
    chosen_at: datetime


class MessageAlert(SQLModel, table=True):
    """The word that a message has come, and how far it has come itself."""

    __tablename__ = "message_alert"

    message_id: UUID = Field(foreign_key="message.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    channel: AlertChannel = Field(sa_type=enum_column(AlertChannel, name="alert_channel"))
    state: AlertState = Field(sa_type=enum_column(AlertState, name="alert_state"))
    changed_at: datetime
