"""Enrolling somebody by CPR number, in two steps: the number never stands in an address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound, insert_unless_taken
from citizen_app.people import queries
from citizen_app.people.models import Course, Enrolment, Person
from citizen_app.people.rules import Condition, CourseStatus, Cpr, cpr_fingerprint
from citizen_app.people.sealing import NotReadable, Seal

ENROLMENT_TIME = timedelta(hours=1)


class AlreadyFollowed(Conflict):
    """The team follows the person for this condition. `has_ended` is true where that course has
    begun and ended on this very day."""

    def __init__(self, person: UUID, *, has_ended: bool = False) -> None:
        super().__init__("the team follows this person already")
        self.person = person
        self.has_ended = has_ended


@dataclass(frozen=True)
class EnrolmentView:
    """An enrolment that has begun. `name` is known where the number belongs to somebody;
    `followed` are the teams and conditions of their running courses; `done_for` is the person
    once it is finished."""

    id: UUID
    masked: str
    name: str | None
    followed: frozenset[tuple[UUID, Condition]]
    done_for: UUID | None


@dataclass(frozen=True)
class NewCourse:
    """What a team enrols for. `name` counts only where nobody has the number yet; a `clinic` or
    a `phone` that is None leaves what is known."""

    care_team: UUID
    condition: Condition
    started_on: date
    name: str = ""
    phone: str | None = None
    clinic: tuple[str, str] | None = None


@dataclass(frozen=True)
class Enrolled:
    """What came of it; `is_new` is false when it was done before."""

    person: UUID
    course: UUID
    is_new: bool


def begin(session: Session, *, actor: UUID, cpr: Cpr, seal: Seal, now: datetime) -> UUID:
    """Begin with a number; the id of the enrolment. Those that nobody finished are forgotten."""
    queries.forget_enrolments(session, begun_until=now - ENROLMENT_TIME)
    fingerprint = cpr_fingerprint(cpr.plain, seal.finding)
    known = queries.find_by_cpr_fingerprint(session, fingerprint)
    row = Enrolment(
        actor_id=actor,
        cpr_fingerprint=fingerprint,
        birth_date=cpr.birth_date,
        person_id=known.id if known else None,
        begun_at=now,
    )
    row.cpr_sealed = seal.close(cpr.plain, owner=row.id)
    session.add(row)
    session.flush()
    if known is not None:
        audit.record(session, actor=actor, person=known.id, action="enrolment:found", now=now)
    return row.id


def get(
    session: Session, *, actor: UUID, enrolment: UUID, seal: Seal, now: datetime
) -> EnrolmentView:
    """An enrolment that the actor began within the hour; NotFound for any other."""
    row = _row(session, actor, enrolment, now, for_change=False)
    person = queries.find_person(session, row.person_id) if row.person_id else None
    courses = queries.list_courses(session, person.id) if person else []
    number = _number(row, seal) if row.cpr_sealed else None
    return EnrolmentView(
        id=row.id,
        masked=Cpr(number, row.birth_date).masked if number else "",
        name=person.name if person else None,
        followed=frozenset((course.care_team_id, course.condition) for course in courses),
        done_for=row.person_id if row.course_id else None,
    )


def finish(
    session: Session,
    *,
    actor: UUID,
    enrolment: UUID,
    course: NewCourse,
    seal: Seal,
    now: datetime,
) -> Enrolled:
    """Register the person where nobody has the number, and begin the course.

    Doing it again changes nothing. AlreadyFollowed when the team follows the person for this.
    """
    row = _row(session, actor, enrolment, now, for_change=True)
    if row.person_id is not None and row.course_id is not None:
        return Enrolled(row.person_id, row.course_id, is_new=False)
    person = _person_of(session, row, course, seal, now)
    # Two at once wait for each other here.
    audit.hold_chain(session, person=person)
    _refuse_twice(session, person, course)
    begun = Course(
        person_id=person,
        care_team_id=course.care_team,
        condition=course.condition,
        status=CourseStatus.ACTIVE,
        started_on=course.started_on,
    )
    session.add(begun)
    session.flush()
    row.person_id, row.course_id, row.cpr_sealed = person, begun.id, None
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="course:started", subject=begun.id, now=now
    )
    return Enrolled(person, begun.id, is_new=True)


def _row(
    session: Session, actor: UUID, enrolment: UUID, now: datetime, *, for_change: bool
) -> Enrolment:
    since = now - ENROLMENT_TIME
    row = queries.find_enrolment(
        session, actor, enrolment, begun_after=since, for_change=for_change
    )
    if row is None:
        raise NotFound
    return row


def _number(row: Enrolment, seal: Seal) -> str:
    try:
        return seal.open(row.cpr_sealed or "", owner=row.id)
    except NotReadable as error:
        # The keys were replaced meanwhile: the number is typed once more.
        raise NotFound from error


def _person_of(
    session: Session, row: Enrolment, course: NewCourse, seal: Seal, now: datetime
) -> UUID:
    number = _number(row, seal)
    fresh = Person(
        id=uuid4(),
        name=course.name,
        birth_date=row.birth_date,
        cpr_fingerprint=row.cpr_fingerprint,
        created_at=now,
    )
    fresh.cpr_sealed = seal.close(number, owner=fresh.id)
    if row.person_id is None:
        insert_unless_taken(session, fresh, ["cpr_fingerprint"])
    person = queries.find_by_cpr_fingerprint(session, row.cpr_fingerprint)
    if person is None:
        raise NotFound
    if person.cpr_sealed is None:
        person.cpr_sealed = seal.close(number, owner=person.id)
    if course.clinic is not None:
        person.clinic_name, person.clinic_phone = course.clinic
    person.phone = course.phone or person.phone
    session.add(person)
    session.flush()
    return person.id


def _refuse_twice(session: Session, person: UUID, course: NewCourse) -> None:
    for known in queries.list_courses_of_team(session, person, course.care_team):
        if known.condition is course.condition:
            has_ended = known.status is CourseStatus.ENDED
            if not has_ended or known.started_on == course.started_on:
                raise AlreadyFollowed(person, has_ended=has_ended)
