"""The form that a message is written in: its texts, kept as typed, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from citizen_app.messages.alerts import AlertChoice
from citizen_app.messages.rules import (
    AlertChannel,
    clean_email,
    clean_line,
    clean_phone,
    clean_text,
    problems_of,
    read_id,
)
from citizen_app.messages.shapes import DraftView
from citizen_app.messages.wording import BAD_EMAIL, BAD_PHONE, NO_CHANNEL, problem_errors
from citizen_app.web.field_errors import FieldError

REMOVE = "remove-"


@dataclass(frozen=True)
class MessageForm:
    """A message being written. `seen` is the newest message on the page it was written on;
    `removes` is a photo that is taken out."""

    key: UUID
    subject: str = ""
    body: str = ""
    seen: UUID | None = None
    saves_draft: bool = False
    removes: UUID | None = None

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
            removes=read_id(fields.get("go", "").removeprefix(REMOVE)),
        )

    def with_new_key(self) -> "MessageForm":
        """The same texts, to be sent as another message."""
        return replace(self, key=uuid4())

    def errors(self, *, has_subject: bool) -> list[FieldError]:
        """What to write instead, field by field."""
        return problem_errors(problems_of(self.body, self.subject if has_subject else None))


@dataclass(frozen=True)
class AlertForm:
    """How somebody wants to be told that there is news; the texts as typed."""

    channel: str
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, choice: AlertChoice) -> "AlertForm":
        """What was chosen before."""
        is_mail, is_sms = (choice.channel is one for one in (AlertChannel.EMAIL, AlertChannel.SMS))
        return cls(
            choice.channel.value,
            choice.address if is_mail else "",
            choice.address if is_sms else "",
        )

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> "AlertForm":
        """The texts of a form that was sent."""
        texts = (clean_line(fields.get(name, "")) for name in ("channel", "email", "phone"))
        return cls(*texts)

    def parse(self) -> AlertChoice | FieldError:
        """The choice, or what to write instead."""
        if self.channel == AlertChannel.NONE:
            return AlertChoice()
        if self.channel == AlertChannel.EMAIL:
            email = clean_email(self.email)
            return AlertChoice(AlertChannel.EMAIL, email) if email else _wrong("email", BAD_EMAIL)
        if self.channel == AlertChannel.SMS:
            phone = clean_phone(self.phone)
            return AlertChoice(AlertChannel.SMS, phone) if phone else _wrong("phone", BAD_PHONE)
        return _wrong("channel", NO_CHANNEL)


def _wrong(field: str, message: object) -> FieldError:
    return FieldError(field, message)
