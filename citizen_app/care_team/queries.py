"""Reads of what the care team writes for itself, always starting from people."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.care_team.models import CareNote, EquipmentNote, FollowUp


def list_open_follow_ups(session: Session, people: Collection[UUID]) -> list[FollowUp]:
    """What is still to be done about several people, the first due first."""
    return list(
        session.exec(
            select(FollowUp)
            .where(col(FollowUp.person_id).in_(people), col(FollowUp.done_at).is_(None))
            .order_by(col(FollowUp.due_on), col(FollowUp.made_at))
        )
    )


def find_follow_up(
    session: Session, person: UUID, follow_up_id: UUID, *, for_change: bool = False
) -> FollowUp | None:
    """One follow-up about the person; `for_change` makes a second who wants that wait."""
    wanted = select(FollowUp).where(FollowUp.person_id == person, FollowUp.id == follow_up_id)
    return session.exec(wanted.with_for_update() if for_change else wanted).first()


def list_notes(session: Session, person: UUID, *, limit: int) -> list[CareNote]:
    """The newest notes about a person."""
    return list(
        session.exec(
            select(CareNote)
            .where(CareNote.person_id == person)
            .order_by(col(CareNote.written_at).desc(), col(CareNote.id))
            .limit(limit)
        )
    )


def find_note_by_key(session: Session, person: UUID, key: UUID) -> CareNote | None:
    """The note that was written under a key."""
    return session.exec(
        select(CareNote).where(CareNote.person_id == person, CareNote.key == key)
    ).first()


def list_equipment_notes(session: Session, person: UUID, *, limit: int) -> list[EquipmentNote]:
    """The newest notes about a person's devices."""
    return list(
        session.exec(
            select(EquipmentNote)
            .where(EquipmentNote.person_id == person)
            .order_by(col(EquipmentNote.written_at).desc(), col(EquipmentNote.id))
            .limit(limit)
        )
    )


def find_equipment_note(session: Session, person: UUID, key: UUID) -> EquipmentNote | None:
    """The note that was written under a key."""
    return session.exec(
        select(EquipmentNote).where(EquipmentNote.person_id == person, EquipmentNote.key == key)
    ).first()
