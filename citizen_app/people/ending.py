"""Ending a course, and whether a person may still be told anything."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people.models import Course
from citizen_app.people.rules import Condition, CourseStatus, EndReason
from citizen_app.web.clock import COPENHAGEN


@dataclass(frozen=True)
class CourseOfTeam:
    """A course of a team, running or ended, and whose it is."""

    id: UUID
    person: UUID
    condition: Condition
    is_ended: bool


def find_course(session: Session, *, teams: Collection[UUID], course: UUID) -> CourseOfTeam:
    """A course that one of the teams follows or has followed; NotFound when it is none of
    theirs."""
    row = session.exec(
        select(Course).where(Course.id == course, col(Course.care_team_id).in_(teams))
    ).first()
    if row is None:
        raise NotFound
    return CourseOfTeam(row.id, row.person_id, row.condition, row.status is CourseStatus.ENDED)


def end_course(
    session: Session, *, actor: UUID, person: UUID, course: UUID, reason: EndReason, now: datetime
) -> None:
    """End one of the person's courses; one that has ended stays as it is."""
    audit.hold_chain(session, person=person)
    row = session.exec(
        select(Course).where(Course.id == course, Course.person_id == person)
    ).first()
    if row is None:
        raise NotFound
    if row.status is CourseStatus.ENDED:
        return
    row.status, row.end_reason = CourseStatus.ENDED, reason.value
    row.ended_on = now.astimezone(COPENHAGEN).date()
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="course:ended", subject=row.id, now=now
    )


def may_be_told(session: Session, *, person: UUID) -> bool:
    """False once a course has ended because the person died; whatever sends word outside of the
    app asks this first. True again when a team follows the person, as after a mistake."""
    courses = session.exec(
        select(Course.status, Course.end_reason).where(Course.person_id == person)
    ).all()
    is_followed = any(status is not CourseStatus.ENDED for status, _ in courses)
    return is_followed or all(reason != EndReason.DEAD.value for _, reason in courses)
