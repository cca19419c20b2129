"""What is said about a citizen's devices: notes that are added and never changed."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.care_team import queries
from citizen_app.care_team.citizen import NoteView
from citizen_app.care_team.models import EquipmentNote
from citizen_app.database import Conflict, insert_unless_taken
from citizen_app.people import service as people

MOST = 20


def equipment_notes(session: Session, *, person: UUID, limit: int = MOST) -> list[NoteView]:
    """The newest first."""
    rows = queries.list_equipment_notes(session, person, limit=limit)
    names = people.names_of(session, people={row.author_id for row in rows})
    return [NoteView(row.id, row.words, names[row.author_id], row.written_at) for row in rows]


def write_equipment_note(
    session: Session, *, actor: UUID, person: UUID, key: UUID, words: str, now: datetime
) -> None:
    """Keep what is said now; the same key again changes nothing, other words raise Conflict."""
    row = EquipmentNote(person_id=person, key=key, author_id=actor, words=words, written_at=now)
    if insert_unless_taken(session, row, ["person_id", "key"]):
        audit.record(
            session, actor=actor, person=person, action="equipment:noted", subject=row.id, now=now
        )
        return
    first = queries.find_equipment_note(session, person, key)
    if first is None or (first.author_id, first.words) != (actor, words):
        raise Conflict("the key belongs to another note")
