"""The form that a message is written in: its texts, kept as typed, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from citizen_app.messages.rules import clean_line, clean_text, problems_of, read_id
from citizen_app.messages.shapes import DraftView
from citizen_app.messages.wording import problem_errors
from citizen_app.web.field_errors import FieldError


@dataclass(frozen=True)
class MessageForm:
    """A message being written. `seen` is the newest message on the page it was written on."""

    key: UUID
    subject: str = ""
    body: str = ""
    seen: UUID | None = None
    saves_draft: bool = False

    @classmethod
    def begin(cls, draft: DraftView | None = None, *, body: str = "") -> "MessageForm":
        """A blank form with a new key, or the draft where there is one."""
        if draft is None:
            return cls(uuid4(), body=body)
        return cls(draft.key, draft.subject, draft.body)

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "MessageForm":
        """The texts of a form that was sent; a key that was tampered with gives way to a new."""
        return cls(
            key=read_id(fields.get("key", "")) or uuid4(),
            subject=clean_line(fields.get("subject", "")),
            body=clean_text(fields.get("body", "")),
            seen=read_id(fields.get("seen", "")),
            saves_draft=fields.get("go") == "draft",
        )

    def errors(self, *, has_subject: bool) -> list[FieldError]:
        """What to write instead, field by field."""
        return problem_errors(problems_of(self.body, self.subject if has_subject else None))
