"""What a draft holds: for each question its values, who gave them, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from citizen_app.fhir_forms import Answers, Value, from_plain, to_plain
from citizen_app.measures.context import Position, ReadingContext

Entries = Mapping[str, "Entry"]


@dataclass(frozen=True)
class Entry:
    """One visited item. `values` is empty for a page that was only read and for a question
    left blank; `text` is what was typed where it could not be understood. `fields` are all
    fields of a page of readings as typed, kept with the page's own linkId."""

    values: tuple[Value, ...]
    by: UUID
    at: datetime
    text: str | None = None
    context: ReadingContext | None = None
    fields: Mapping[str, str] | None = None

    def says_the_same(self, other: "Entry") -> bool:
        """Whether only who gave it and when differ."""
        return self._said == other._said

    @property
    def _said(self) -> tuple[object, ...]:
        return (self.values, self.text, self.context, self.fields)


def answers_of(entries: Entries) -> Answers:
    """The values alone, as the engine wants them."""
    return Answers({link_id: entry.values for link_id, entry in entries.items()})


def entries_to_plain(entries: Entries) -> dict[str, Any]:
    """As plain JSON values for the draft's column; decimals are strings."""
    plain = to_plain(answers_of(entries))
    return {
        link_id: {
            "values": plain.get(link_id, []),
            "by": str(entry.by),
            "at": entry.at.isoformat(),
            "text": entry.text,
            "context": _context_to_plain(entry.context),
            "fields": None if entry.fields is None else dict(entry.fields),
        }
        for link_id, entry in entries.items()
    }


def entries_from_plain(plain: Mapping[str, Any]) -> dict[str, Entry]:
    """What `entries_to_plain` wrote; ValueError for anything else."""
    answers = from_plain({link_id: row["values"] for link_id, row in plain.items()})
    return {
        link_id: Entry(
            values=answers.get(link_id, ()),
            by=UUID(row["by"]),
            at=datetime.fromisoformat(row["at"]),
            text=row["text"],
            context=_context_from_plain(row["context"]),
            fields=row["fields"],
        )
        for link_id, row in plain.items()
    }


def _context_to_plain(context: ReadingContext | None) -> dict[str, Any] | None:
    if context is None:
        return None
    oxygen = context.oxygen_l_per_min
    return {
        "position": context.position.value,
        "oxygen_l_per_min": None if oxygen is None else str(oxygen),
    }


def _context_from_plain(plain: Mapping[str, Any] | None) -> ReadingContext | None:
    if plain is None:
        return None
    oxygen = plain["oxygen_l_per_min"]
    return ReadingContext(Position(plain["position"]), None if oxygen is None else Decimal(oxygen))
