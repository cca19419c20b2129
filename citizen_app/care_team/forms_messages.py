"""The forms in which the care team answers a citizen, keeps texts and writes to many."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from citizen_app.messages.rules import clean_line, clean_text, problems_of, read_id
from citizen_app.messages.wording import problem_errors
from citizen_app.people.rules import Condition, CourseStatus
from citizen_app.web.field_errors import FieldError


@dataclass(frozen=True)
class AnswerForm:
    """An answer being written; `seen` is the newest message on the page it was written on."""

    key: UUID
    body: str = ""
    seen: UUID | None = None
    inserts: str = ""

    @classmethod
    def begin(cls, *, body: str = "") -> "AnswerForm":
        """A form with a new key."""
        return cls(uuid4(), body)

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "AnswerForm":
        """The texts of a form that was sent; a key that was tampered with gives way to a new."""
        return cls(
            key=read_id(fields.get("key", "")) or uuid4(),
            body=clean_text(fields.get("body", "")),
            seen=read_id(fields.get("seen", "")),
            inserts=fields.get("insert", ""),
        )

    def with_text(self, text: str) -> "AnswerForm":
        """The form with one of the ready texts put in at the end."""
        return replace(self, body="\n\n".join(part for part in (self.body, text) if part))

    def errors(self) -> list[FieldError]:
        """What to write instead."""
        return problem_errors(problems_of(self.body))


@dataclass(frozen=True)
class TextForm:
    """A subject and a text that many get, or that is kept for later; the team it is for."""

    key: UUID
    team: UUID | None = None
    subject: str = ""
    body: str = ""
    condition: str = ""
    status: str = "active"
    is_seen: bool = False

    @classmethod
    def begin(cls) -> "TextForm":
        """A blank form with a new key."""
        return cls(uuid4())

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "TextForm":
        """The texts of a form that was sent."""
        return cls(
            key=read_id(fields.get("key", "")) or uuid4(),
            team=read_id(fields.get("team", "")),
            subject=clean_line(fields.get("subject", "")),
            body=clean_text(fields.get("body", "")),
            condition=fields.get("condition", ""),
            status=fields.get("status", ""),
            is_seen=fields.get("go") == "send",
        )

    def with_new_key(self) -> "TextForm":
        """The same texts, to be sent as another."""
        return replace(self, key=uuid4())

    @property
    def conditions(self) -> list[Condition]:
        """The conditions that were chosen; all when none was."""
        return [one for one in Condition if self.condition in {one.value, ""}]

    @property
    def statuses(self) -> list[CourseStatus]:
        """The statuses that were chosen; never ended courses."""
        running = (CourseStatus.ACTIVE, CourseStatus.PAUSED)
        return [one for one in running if self.status in {one.value, "running"}]

    def errors(self) -> list[FieldError]:
        """What to write instead."""
        return problem_errors(problems_of(self.body, self.subject))
