"""What services of messages give and take."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from citizen_app.messages.rules import Author, ThreadState


class KeyTaken(Exception):
    """The key was used for another text: nothing was stored."""

    def __init__(self, first: "SentMessage") -> None:
        super().__init__("the key was used for another message")
        self.first = first


class SomethingNewer(Exception):
    """Somebody else wrote in the meantime: nothing was stored."""


@dataclass(frozen=True)
class SentMessage:
    """A message as the one who sent it gets it back."""

    id: UUID
    thread: UUID
    subject: str
    body: str
    sent_at: datetime


@dataclass(frozen=True)
class Read:
    """When the other side read a message first, and who that was."""

    role: Author
    at: datetime


@dataclass(frozen=True)
class PhotoView:
    """A photo, and how large it is in pixels."""

    id: UUID
    width: int
    height: int


@dataclass(frozen=True)
class MessageView:
    """A message as both sides see it."""

    id: UUID
    body: str
    role: Author
    actor: UUID
    sent_at: datetime
    read: Read | None
    photos: tuple[PhotoView, ...] = ()

    @property
    def is_from_citizen(self) -> bool:
        """Whether the citizen's side wrote it."""
        return self.role is Author.CITIZEN


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list. `unread` counts what the citizen has not read."""

    id: UUID
    subject: str
    state: ThreadState
    changed_at: datetime
    unread: int


@dataclass(frozen=True)
class InboxLine:
    """A thread in a team's inbox."""

    id: UUID
    person: UUID
    subject: str
    state: ThreadState
    changed_at: datetime
    waiting_since: datetime | None
    taken_by: UUID | None


@dataclass(frozen=True)
class ThreadView:
    """A whole thread, oldest message first."""

    id: UUID
    person: UUID
    team: UUID
    subject: str
    state: ThreadState
    messages: tuple[MessageView, ...]
    taken_by: UUID | None

    @property
    def unread(self) -> int:
        """How many messages the citizen has not read."""
        return sum(not one.is_from_citizen and one.read is None for one in self.messages)

    @property
    def newest(self) -> MessageView:
        """What was written last."""
        return self.messages[-1]


@dataclass(frozen=True)
class DraftView:
    """What was begun and not sent."""

    key: UUID
    subject: str
    body: str
    saved_at: datetime
