"""Reads of access, always from a person."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.sharing.models import EmergencyAccess


def find_emergency(
    session: Session, *, actor: UUID, person: UUID, now: datetime
) -> EmergencyAccess | None:
    """The emergency access that lasts now."""
    return session.exec(
        select(EmergencyAccess)
        .where(
            EmergencyAccess.actor_id == actor,
            EmergencyAccess.person_id == person,
            col(EmergencyAccess.ends_at) > now,
        )
        .limit(1)
    ).first()


def list_emergencies(session: Session, person: UUID) -> list[EmergencyAccess]:
    """Every emergency access to a person's data, newest first."""
    return list(
        session.exec(
            select(EmergencyAccess)
            .where(EmergencyAccess.person_id == person)
            .order_by(col(EmergencyAccess.opened_at).desc())
        )
    )
