"""Enrolling somebody, whole: person, course, consents, contact data and plan in one act."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.messages import alerts
from citizen_app.messages.alerts import AlertChoice
from citizen_app.people import consents, enrolment
from citizen_app.people.enrolment import Enrolled, NewCourse
from citizen_app.people.rules import ConsentHow, ConsentKind
from citizen_app.people.sealing import Seal
from citizen_app.plans import service as plans
from citizen_app.plans.templates import PlanTemplate


@dataclass(frozen=True)
class NewConsent:
    """What the citizen agreed to, in which version of the words, and how."""

    kind: ConsentKind
    words_version: str
    how: ConsentHow


@dataclass(frozen=True)
class NewEnrolment:
    """All that is stored with a new course. An `alert` that is None leaves what is chosen;
    without a `template` the plan begins empty."""

    course: NewCourse
    consents: tuple[NewConsent, ...]
    alert: AlertChoice | None
    template: PlanTemplate | None = None


def enrol(
    session: Session,
    *,
    actor: UUID,
    enrolment_id: UUID,
    new: NewEnrolment,
    seal: Seal,
    now: datetime,
) -> Enrolled:
    """Finish an enrolment; doing it again changes nothing. Raises what `enrolment.finish` does."""
    done = enrolment.finish(
        session, actor=actor, enrolment=enrolment_id, course=new.course, seal=seal, now=now
    )
    if not done.is_new:
        return done
    for one in new.consents:
        consents.give(
            session,
            actor=actor,
            person=done.person,
            kind=one.kind,
            words_version=one.words_version,
            how=one.how,
            now=now,
        )
    if new.alert is not None:
        alerts.choose(session, actor=actor, person=done.person, choice=new.alert, now=now)
    _start_plan(session, actor, done, new, now)
    return done


def _start_plan(
    session: Session, actor: UUID, done: Enrolled, new: NewEnrolment, now: datetime
) -> None:
    if new.template is None:
        plans.start_plan(session, actor=actor, person=done.person, course=done.course, now=now)
        return
    plans.start_from_template(
        session,
        actor=actor,
        person=done.person,
        course=done.course,
        template=new.template,
        from_on=new.course.started_on,
        now=now,
    )
