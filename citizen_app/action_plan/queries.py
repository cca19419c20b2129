"""Reads of action plans, always from a person."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.action_plan.models import (
    ActionPlanPhone,
    ActionPlanTie,
    ActionPlanVersion,
    ActionPlanZone,
)
from citizen_app.action_plan.rules import ZONES, Phone, PlanContent, Tie, ZoneText


def find_newest(
    session: Session, person: UUID, *, written_by: datetime | None = None
) -> ActionPlanVersion | None:
    """The version that counts, or that counted at a moment."""
    wanted = select(ActionPlanVersion).where(ActionPlanVersion.person_id == person)
    if written_by is not None:
        wanted = wanted.where(col(ActionPlanVersion.written_at) <= written_by)
    return session.exec(wanted.order_by(col(ActionPlanVersion.number).desc()).limit(1)).first()


def find_version(session: Session, person: UUID, version: UUID) -> ActionPlanVersion | None:
    """One version of the person's plan."""
    return session.exec(
        select(ActionPlanVersion).where(
            ActionPlanVersion.person_id == person, ActionPlanVersion.id == version
        )
    ).first()


def find_by_key(session: Session, person: UUID, key: UUID) -> ActionPlanVersion | None:
    """The version that was written with a key."""
    return session.exec(
        select(ActionPlanVersion).where(
            ActionPlanVersion.person_id == person, ActionPlanVersion.key == key
        )
    ).first()


def list_versions(session: Session, person: UUID) -> list[ActionPlanVersion]:
    """Every version of the person's plan, the newest first."""
    return list(
        session.exec(
            select(ActionPlanVersion)
            .where(ActionPlanVersion.person_id == person)
            .order_by(col(ActionPlanVersion.number).desc())
        )
    )


def content_of(session: Session, version: UUID) -> PlanContent:
    """All that a version says."""
    zones = session.exec(select(ActionPlanZone).where(ActionPlanZone.version_id == version))
    phones = session.exec(
        select(ActionPlanPhone)
        .where(ActionPlanPhone.version_id == version)
        .order_by(col(ActionPlanPhone.place))
    )
    return PlanContent(
        zones=tuple(
            sorted(
                (ZoneText(row.zone, row.feels, row.does) for row in zones),
                key=lambda text: ZONES.index(text.zone),
            )
        ),
        phones=tuple(Phone(row.name, row.number) for row in phones),
        ties=ties_of(session, version),
    )


def ties_of(session: Session, version: UUID) -> frozenset[Tie]:
    """When the zones of a version are shown."""
    rows = session.exec(select(ActionPlanTie).where(ActionPlanTie.version_id == version))
    return frozenset(
        Tie(row.zone, row.colour, row.measure, row.form_url, row.link_id) for row in rows
    )


def does_of(session: Session, version: UUID) -> dict[str, str]:
    """What to do in each zone of a version."""
    rows = session.exec(select(ActionPlanZone).where(ActionPlanZone.version_id == version))
    return {row.zone.value: row.does for row in rows}
