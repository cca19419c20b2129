"""Finding people at sign-in, and whom they can call."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Subquery
from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.people import queries
from citizen_app.people.delegations import (
    NurseView,
    give_delegation,
    nurses_of,
    withdraw_delegation,
)
from citizen_app.people.ending import CourseOfTeam, end_course, find_course, may_be_told
from citizen_app.people.models import CareTeam, Course, Membership, Person
from citizen_app.people.places import municipalities
from citizen_app.people.rules import (
    NOBODY,
    ROLES,
    Condition,
    Contacts,
    CourseStatus,
    ReadingHours,
    Role,
    cpr_fingerprint,
    plain_cpr,
)
from citizen_app.people.sealing import Seal

__all__ = [
    "CourseOfTeam",
    "CourseView",
    "NurseView",
    "PersonName",
    "PersonView",
    "RolesTowards",
    "TeamView",
    "add_care_team",
    "add_member",
    "add_person",
    "citizens_of",
    "citizens_with",
    "contacts_of",
    "courses_of",
    "end_course",
    "enrol",
    "find_by_cpr",
    "find_care_team",
    "find_course",
    "forget_identity",
    "get_person",
    "give_delegation",
    "has_course",
    "link_identity",
    "may_be_told",
    "members_of",
    "names_of",
    "nurses_of",
    "remember_language",
    "roles_of",
    "roles_towards",
    "teams_following",
    "teams_of",
    "withdraw_delegation",
]


@dataclass(frozen=True)
class PersonView:
    """A person as others see them. `is_enrolled` is true while a care team follows them."""

    id: UUID
    name: str
    language: str | None
    is_enrolled: bool
    roles: frozenset[Role]


@dataclass(frozen=True)
class TeamView:
    """A care team as its members and citizens name it."""

    id: UUID
    name: str


@dataclass(frozen=True)
class PersonName:
    """A person as a list names them."""

    id: UUID
    name: str


@dataclass(frozen=True)
class CourseView:
    """A running course: for what, followed by which team, since when."""

    id: UUID
    condition: Condition
    status: CourseStatus
    team: str
    started_on: date


@dataclass(frozen=True)
class RolesTowards:
    """What somebody is to a citizen; `has_delegation`: a doctor's leave to set thresholds."""

    roles: frozenset[Role]
    has_delegation: bool


def roles_towards(session: Session, *, actor: UUID, person: UUID) -> RolesTowards:
    """The actor's roles in teams that follow the person in a running course."""
    rows = queries.list_memberships_towards(session, actor=actor, person=person)
    return RolesTowards(
        roles=frozenset(row.role for row in rows),
        has_delegation=any(row.delegated_at is not None for row in rows),
    )


def teams_of(session: Session, *, person: UUID, roles: Collection[Role]) -> list[TeamView]:
    """The care teams in which the person has one of the roles, by name."""
    return [TeamView(row.id, row.name) for row in queries.list_teams_of(session, person, roles)]


def teams_following(session: Session, *, person: UUID) -> list[TeamView]:
    """The care teams that follow the person in a running course, the oldest course first."""
    return [TeamView(row.id, row.name) for row in queries.list_following_teams(session, person)]


def citizens_of(session: Session, *, teams: Collection[UUID]) -> list[PersonName]:
    """The people whom the teams follow in a running course, by name."""
    return [PersonName(row.id, row.name) for row in queries.list_citizens_of(session, teams)]


def followed_by(teams: Collection[UUID]) -> Subquery:
    """Columns `id` and `name` of those whom the teams follow, for a query of many rows."""
    return queries.followed_by(teams)


@dataclass(frozen=True)
class CourseCount:
    """How many people of a municipality follow a course for a condition, and where it stands."""

    municipality: str | None
    condition: Condition
    status: CourseStatus
    people: int


def count_courses(session: Session, *, teams: Collection[UUID]) -> list[CourseCount]:
    """Everybody who has ever had a course with the teams, by their newest for each condition."""
    return [CourseCount(*row) for row in queries.count_newest_courses(session, teams)]


def municipality_of(session: Session, *, person: UUID) -> str | None:
    """The code of the municipality that somebody has noted for the person."""
    row = queries.find_person(session, person)
    return row.municipality if row else None


def set_municipality(
    session: Session, *, actor: UUID, person: UUID, municipality: str | None, now: datetime
) -> None:
    """Note in which municipality the person lives, by its code; ValueError for an unknown code."""
    if municipality is not None and municipality not in municipalities():
        raise ValueError("there is no such municipality")
    row = queries.find_person(session, person)
    if row is None:
        raise NotFound
    if row.municipality != municipality:
        row.municipality = municipality
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="contact:changed", subject=person, now=now
        )


def hold(session: Session, *, people: Collection[UUID]) -> None:
    """Until the transaction ends, nobody else adds anything about these people.

    PostgreSQL only: on SQLite one transaction writes at a time.
    """
    queries.hold_people(session, people)


def members_of(session: Session, *, team: UUID, roles: Collection[Role]) -> list[PersonName]:
    """The people who have one of the roles in the team, by name."""
    return [PersonName(row.id, row.name) for row in queries.list_members(session, team, roles)]


def citizens_with(
    session: Session,
    *,
    team: UUID,
    conditions: Collection[Condition],
    statuses: Collection[CourseStatus],
) -> list[PersonName]:
    """The people with a course of the team's of these conditions and statuses, by name."""
    rows = queries.list_citizens_with(session, team, conditions, statuses)
    return [PersonName(row.id, row.name) for row in rows]


def get_person(session: Session, *, person: UUID) -> PersonView:
    """The person with what they are to care teams. NotFound when there is no such person."""
    row = queries.find_person(session, person)
    if row is None:
        raise NotFound
    return PersonView(
        id=row.id,
        name=row.name,
        language=row.language,
        is_enrolled=bool(queries.list_courses(session, person)),
        roles=queries.list_roles(session, person),
    )


def names_of(session: Session, *, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of several people, by id."""
    return {row.id: row.name for row in queries.list_people(session, people)} if people else {}


def roles_of(session: Session, *, people: Collection[UUID]) -> dict[UUID, Role]:
    """The most clinical role of each of several members of care teams; those without one are
    left out."""
    found: dict[UUID, Role] = {}
    for row in queries.list_memberships(session, people) if people else []:
        found[row.person_id] = min(found.get(row.person_id, row.role), row.role, key=ROLES.index)
    return found


def link_identity(
    session: Session, *, issuer: str, subject: str, cpr: str | None, key: bytes
) -> UUID | None:
    """The person behind a sign-in, or None when no team has registered them.

    The first sign-in is matched by `cpr` (ten characters) and remembered as (issuer, subject);
    later ones need no number. A person already linked to another identity is not taken over.
    """
    known = queries.find_by_identity(session, issuer, subject)
    if known is not None:
        return known.id
    person = find_by_cpr(session, cpr=cpr, key=key) if cpr else None
    if person is None or queries.take_identity(session, person, issuer, subject):
        return person
    # Somebody else was faster: the same person in another window, or another one.
    known = queries.find_by_identity(session, issuer, subject)
    return known.id if known else None


def find_by_cpr(session: Session, *, cpr: str, key: bytes) -> UUID | None:
    """The person registered under a CPR number, if there is one; nonsense is nobody's number."""
    try:
        fingerprint = cpr_fingerprint(cpr, key)
    except ValueError:
        return None
    person = queries.find_by_cpr_fingerprint(session, fingerprint)
    return person.id if person else None


def forget_identity(session: Session, *, person: UUID) -> None:
    """Let the next sign-in be matched by CPR number again, as when a provider was replaced."""
    row = queries.find_person(session, person)
    if row is None:
        raise NotFound
    row.issuer = row.subject = None
    session.add(row)
    session.flush()


def contacts_of(session: Session, *, person: UUID) -> Contacts:
    """Whom the person can call, from their care team and their own clinic."""
    row, team = queries.find_person(session, person), queries.find_team(session, person)
    if row is None:
        return NOBODY
    clinic = Contacts(clinic_name=row.clinic_name, clinic_phone=row.clinic_phone)
    if team is None:
        return clinic
    return replace(
        clinic,
        out_of_hours_name=team.out_of_hours_name,
        out_of_hours_phone=team.out_of_hours_phone,
        team_name=team.name,
        team_phone=team.phone,
        support_phone=team.support_phone,
        reading_hours=tuple(ReadingHours.from_json(hours) for hours in team.reading_hours),
    )


def courses_of(session: Session, *, person: UUID) -> list[CourseView]:
    """The courses of a person that have not ended, oldest first."""
    return [
        CourseView(row.id, row.condition, row.status, team.name, row.started_on)
        for row, team in queries.list_courses_with_teams(session, person)
    ]


def has_course(session: Session, *, person: UUID, course: UUID) -> bool:
    """Whether a course that has not ended is the person's."""
    return any(row.id == course for row in queries.list_courses(session, person))


def remember_language(session: Session, *, person: UUID, language: str) -> None:
    """Store the language a person has chosen."""
    row = queries.find_person(session, person)
    if row is not None:
        row.language = language
        session.add(row)


def add_person(
    session: Session,
    *,
    name: str,
    now: datetime,
    cpr: str | None = None,
    key: bytes = b"",
    birth_date: date | None = None,
    clinic: tuple[str, str] | None = None,
    seal: Seal | None = None,
) -> UUID:
    """Register a person; `clinic` is the name and phone number of their own doctor.

    With a `seal` the number itself is kept too, encrypted.
    """
    row = Person(
        name=name,
        birth_date=birth_date,
        cpr_fingerprint=cpr_fingerprint(cpr, key) if cpr else None,
        clinic_name=clinic[0] if clinic else None,
        clinic_phone=clinic[1] if clinic else None,
        created_at=now,
    )
    if cpr and seal:
        row.cpr_sealed = seal.close(plain_cpr(cpr), owner=row.id)
    session.add(row)
    session.flush()
    return row.id


def add_care_team(
    session: Session, *, name: str, contacts: Contacts, hours: tuple[ReadingHours, ...]
) -> UUID:
    """Make a care team with the numbers that its citizens may call."""
    row = CareTeam(
        name=name,
        phone=contacts.team_phone,
        support_phone=contacts.support_phone,
        out_of_hours_name=contacts.out_of_hours_name,
        out_of_hours_phone=contacts.out_of_hours_phone,
        reading_hours=[window.to_json() for window in hours],
    )
    session.add(row)
    session.flush()
    return row.id


def add_member(session: Session, *, person: UUID, care_team: UUID, role: Role) -> None:
    """Give a person a role in a care team."""
    session.add(Membership(person_id=person, care_team_id=care_team, role=role))
    session.flush()


def enrol(
    session: Session, *, person: UUID, care_team: UUID, condition: Condition, started_on: date
) -> UUID:
    """Begin a course: from now on the team follows the person."""
    row = Course(
        person_id=person,
        care_team_id=care_team,
        condition=condition,
        status=CourseStatus.ACTIVE,
        started_on=started_on,
    )
    session.add(row)
    session.flush()
    return row.id


def find_care_team(session: Session, *, name: str) -> UUID | None:
    """The care team of this name, or None."""
    team = queries.find_team_by_name(session, name)
    return team.id if team else None
