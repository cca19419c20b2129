"""What action plans give to other rooms: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from citizen_app.action_plan.rules import PlanContent
from citizen_app.errors import Conflict
from citizen_app.people.rules import Role


@dataclass(frozen=True)
class VersionLine:
    """A version in a list: who wrote it, in which role (None when they have left), and when."""

    id: UUID
    number: int
    author: str
    role: Role | None
    written_at: datetime


@dataclass(frozen=True)
class PlanView:
    """One version, whole. Only the newest is current."""

    line: VersionLine
    content: PlanContent
    is_current: bool

    @property
    def id(self) -> UUID:
        """The version."""
        return self.line.id


class PlanChanged(Conflict):
    """Somebody has written a newer version than the one that was looked at; nothing is stored."""
