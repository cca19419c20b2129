"""What is wrong with one field, in words that say what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """`field_id` is the id of the input to go to; `message` is shown there and in the summary."""

    field_id: str
    message: object


def by_field(errors: Iterable[FieldError]) -> dict[str, object]:
    """The first message of each field."""
    messages: dict[str, object] = {}
    for error in errors:
        messages.setdefault(error.field_id, error.message)
    return messages
