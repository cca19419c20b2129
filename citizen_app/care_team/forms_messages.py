"""The form in which the care team answers a citizen."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from citizen_app.messages.rules import clean_text, problems_of, read_id
from citizen_app.messages.wording import problem_errors
from citizen_app.web.field_errors import FieldError


@dataclass(frozen=True)
class AnswerForm:
    """An answer being written; `seen` is the newest message on the page it was written on."""

    key: UUID
    body: str = ""
    seen: UUID | None = None

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
        )

    def errors(self) -> list[FieldError]:
        """What to write instead."""
        return problem_errors(problems_of(self.body))
