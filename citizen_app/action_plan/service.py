"""Writing and reading action plans, and the words that a zone has for what was found."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.action_plan import queries
from citizen_app.action_plan.models import (
    ActionPlanPhone,
    ActionPlanTie,
    ActionPlanVersion,
    ActionPlanZone,
)
from citizen_app.action_plan.rules import TIED_ZONES, PlanContent, zones_for
from citizen_app.action_plan.shapes import PlanChanged, PlanView, VersionLine
from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import service as people
from citizen_app.record.rules import Finding
from citizen_app.record.shapes import ZoneWords

__all__ = [
    "PlanChanged",
    "PlanView",
    "VersionLine",
    "find_plan",
    "get_version",
    "list_versions",
    "words_for",
    "write_plan",
]


def find_plan(session: Session, *, person: UUID) -> PlanView | None:
    """The plan that counts now, or None where none was written."""
    row = queries.find_newest(session, person)
    return _view(session, row, is_current=True) if row else None


def get_version(session: Session, *, person: UUID, version: UUID) -> PlanView:
    """One version of the person's plan, also an old one. NotFound when it is not theirs."""
    row = queries.find_version(session, person, version)
    if row is None:
        raise NotFound
    newest = queries.find_newest(session, person)
    return _view(session, row, is_current=newest is not None and newest.id == row.id)


def list_versions(session: Session, *, person: UUID) -> list[VersionLine]:
    """Every version of the person's plan, the newest first."""
    return _lines(session, queries.list_versions(session, person))


def write_plan(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    key: UUID,
    seen: UUID | None,
    content: PlanContent,
    now: datetime,
) -> UUID:
    """Write a version that takes the place of the newest; old ones stay to be read.

    `seen` is the version that the writer looked at, None for the first one; PlanChanged when
    another has been written since. The same key and content gives the first one again.
    """
    audit.hold_chain(session, person=person)
    first = queries.find_by_key(session, person, key)
    if first is not None and queries.content_of(session, first.id) == content:
        return first.id
    newest = queries.find_newest(session, person)
    if first is not None or (newest.id if newest else None) != seen:
        raise PlanChanged
    row = ActionPlanVersion(
        person_id=person,
        number=newest.number + 1 if newest else 1,
        key=key,
        author_id=actor,
        written_at=now,
    )
    session.add(row)
    session.flush()
    _add_content(session, row.id, content)
    audit.record(
        session, actor=actor, person=person, action="action_plan:written", subject=row.id, now=now
    )
    return row.id


def words_for(
    session: Session,
    *,
    person: UUID,
    findings: Sequence[Finding],
    form_url: str | None,
    at: datetime,
) -> tuple[ZoneWords, ...]:
    """What the person's plan of that moment says to do about what was found, gravest first.

    Only zones that the nurse tied to it; no words are chosen or made by us.
    """
    if not any(finding.colour in TIED_ZONES for finding in findings):
        return ()
    newest = queries.find_newest(session, person)
    if newest is None:
        return ()
    is_current = newest.written_at <= at
    row = newest if is_current else queries.find_newest(session, person, written_by=at)
    if row is None:
        return ()
    zones = zones_for(queries.ties_of(session, row.id), findings, form_url)
    does = queries.does_of(session, row.id) if zones else {}
    return tuple(ZoneWords(zone, does[zone.value], is_current) for zone in zones)


def _add_content(session: Session, version: UUID, content: PlanContent) -> None:
    session.add_all(
        ActionPlanZone(version_id=version, zone=text.zone, feels=text.feels, does=text.does)
        for text in content.zones
    )
    session.add_all(
        ActionPlanPhone(version_id=version, place=place, name=phone.name, number=phone.number)
        for place, phone in enumerate(content.phones)
    )
    session.add_all(
        ActionPlanTie(
            version_id=version,
            zone=tie.zone,
            colour=tie.colour,
            measure=tie.measure,
            form_url=tie.form_url,
            link_id=tie.link_id,
        )
        for tie in content.ties
    )
    session.flush()


def _view(session: Session, row: ActionPlanVersion, *, is_current: bool) -> PlanView:
    (line,) = _lines(session, [row])
    return PlanView(line, queries.content_of(session, row.id), is_current)


def _lines(session: Session, rows: Sequence[ActionPlanVersion]) -> list[VersionLine]:
    authors = {row.author_id for row in rows}
    names = people.names_of(session, people=authors)
    roles = people.roles_of(session, people=authors)
    return [
        VersionLine(
            row.id, row.number, names[row.author_id], roles.get(row.author_id), row.written_at
        )
        for row in rows
    ]
