"""Reads about people, always starting from one person."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Subquery, delete, func, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from citizen_app.people.models import (
    CareTeam,
    Consent,
    Course,
    Enrolment,
    Membership,
    Person,
    Relative,
)
from citizen_app.people.rules import Condition, ConsentKind, CourseStatus, Role


def find_person(session: Session, person: UUID) -> Person | None:
    """The row of a person, if there is one."""
    return session.get(Person, person)


def find_by_identity(session: Session, issuer: str, subject: str) -> Person | None:
    """The person who has signed in with this identity before."""
    return session.exec(
        select(Person).where(Person.issuer == issuer, Person.subject == subject)
    ).first()


def find_by_cpr_fingerprint(session: Session, fingerprint: str) -> Person | None:
    """The person a team has enrolled under this number."""
    return session.exec(select(Person).where(Person.cpr_fingerprint == fingerprint)).first()


def take_identity(session: Session, person: UUID, issuer: str, subject: str) -> bool:
    """Note how the person signs in, unless it is known already; True when it was noted."""
    done = session.connection().execute(
        update(Person)
        .where(col(Person.id) == person, col(Person.subject).is_(None))
        .values(issuer=issuer, subject=subject)
    )
    session.expire_all()
    return bool(done.rowcount)


def list_courses(session: Session, person: UUID) -> list[Course]:
    """Courses that have not ended, oldest first."""
    return list(
        session.exec(
            select(Course)
            .where(Course.person_id == person, Course.status != CourseStatus.ENDED)
            .order_by(col(Course.started_on), col(Course.id))
        )
    )


def list_courses_with_teams(session: Session, person: UUID) -> list[tuple[Course, CareTeam]]:
    """Courses that have not ended with the teams that follow them, oldest first."""
    return list(
        session.exec(
            select(Course, CareTeam)
            .join(CareTeam, col(Course.care_team_id) == CareTeam.id)
            .where(Course.person_id == person, Course.status != CourseStatus.ENDED)
            .order_by(col(Course.started_on), col(Course.id))
        )
    )


def find_team(session: Session, person: UUID) -> CareTeam | None:
    """The care team of the person's oldest running course."""
    return session.exec(
        select(CareTeam)
        .join(Course, col(Course.care_team_id) == CareTeam.id)
        .where(Course.person_id == person, Course.status != CourseStatus.ENDED)
        .order_by(col(Course.started_on), col(Course.id))
    ).first()


def list_following_teams(session: Session, person: UUID) -> list[CareTeam]:
    """The care teams of the person's running courses, the oldest course first."""
    found = session.exec(
        select(CareTeam)
        .join(Course, col(Course.care_team_id) == CareTeam.id)
        .where(Course.person_id == person, Course.status != CourseStatus.ENDED)
        .order_by(col(Course.started_on), col(Course.id))
    )
    return list({row.id: row for row in found}.values())


def list_roles(session: Session, person: UUID) -> frozenset[Role]:
    """What the person is in any care team."""
    return frozenset(
        row.role for row in session.exec(select(Membership).where(Membership.person_id == person))
    )


def list_memberships_towards(session: Session, *, actor: UUID, person: UUID) -> list[Membership]:
    """The actor's memberships of teams that follow the person in a running course."""
    return list(
        session.exec(
            select(Membership)
            .join(Course, col(Course.care_team_id) == Membership.care_team_id)
            .where(
                Membership.person_id == actor,
                Course.person_id == person,
                Course.status != CourseStatus.ENDED,
            )
        )
    )


def list_citizens_of(session: Session, teams: Collection[UUID]) -> list[Person]:
    """The people whom the teams follow in a running course, by name."""
    followed = select(Course.person_id).where(
        col(Course.care_team_id).in_(teams), Course.status != CourseStatus.ENDED
    )
    return list(
        session.exec(select(Person).where(col(Person.id).in_(followed)).order_by(Person.name))
    )


def followed_by(teams: Collection[UUID]) -> Subquery:
    """Id and name of everybody whom the teams follow in a running course, to be joined."""
    followed = select(Course.person_id).where(
        col(Course.care_team_id).in_(teams), Course.status != CourseStatus.ENDED
    )
    return (
        select_columns(col(Person.id).label("id"), col(Person.name).label("name"))
        .where(col(Person.id).in_(followed))
        .subquery("followed")
    )


def count_newest_courses(
    session: Session, teams: Collection[UUID]
) -> list[tuple[str | None, Condition, CourseStatus, int]]:
    """How many people of each municipality and condition stand where, by their newest course."""
    place = func.row_number().over(
        partition_by=(col(Course.person_id), col(Course.condition)),
        order_by=(col(Course.started_on).desc(), col(Course.id)),
    )
    newest = (
        select_columns(
            col(Course.person_id), col(Course.condition), col(Course.status), place.label("place")
        )
        .where(col(Course.care_team_id).in_(teams))
        .subquery()
    )
    rows = session.execute(
        select_columns(col(Person.municipality), newest.c.condition, newest.c.status, func.count())
        .join(newest, newest.c.person_id == col(Person.id))
        .where(newest.c.place == 1)
        .group_by(col(Person.municipality), newest.c.condition, newest.c.status)
    )
    return [
        (municipality, condition, status, count) for municipality, condition, status, count in rows
    ]


def hold_people(session: Session, people: Collection[UUID]) -> None:
    """Let everybody wait who would add something about these people."""
    wanted = select(Person.id).where(col(Person.id).in_(people)).order_by(col(Person.id))
    session.exec(wanted.with_for_update()).all()


def list_teams_of(session: Session, person: UUID, roles: Collection[Role]) -> list[CareTeam]:
    """The teams in which the person has one of the roles, by name."""
    found = session.exec(
        select(CareTeam)
        .join(Membership, col(Membership.care_team_id) == CareTeam.id)
        .where(Membership.person_id == person, col(Membership.role).in_(roles))
        .order_by(CareTeam.name)
    )
    return list({row.id: row for row in found}.values())


def list_members(session: Session, team: UUID, roles: Collection[Role]) -> list[Person]:
    """The people who have one of the roles in the team, by name."""
    members = select(Membership.person_id).where(
        Membership.care_team_id == team, col(Membership.role).in_(roles)
    )
    return list(
        session.exec(select(Person).where(col(Person.id).in_(members)).order_by(Person.name))
    )


def list_members_with(session: Session, team: UUID, role: Role) -> list[tuple[Person, Membership]]:
    """The people who have a role in the team with their membership, by name."""
    return list(
        session.exec(
            select(Person, Membership)
            .join(Membership, col(Membership.person_id) == Person.id)
            .where(Membership.care_team_id == team, Membership.role == role)
            .order_by(Person.name)
        )
    )


def find_membership(session: Session, team: UUID, person: UUID, role: Role) -> Membership | None:
    """A person's membership of the team in a role, held until the transaction ends."""
    return session.exec(
        select(Membership)
        .where(
            Membership.care_team_id == team,
            Membership.person_id == person,
            Membership.role == role,
        )
        .with_for_update()
    ).first()


def list_citizens_with(
    session: Session,
    team: UUID,
    conditions: Collection[Condition],
    statuses: Collection[CourseStatus],
) -> list[Person]:
    """The people with a course of the team's of these kinds, by name."""
    chosen = select(Course.person_id).where(
        Course.care_team_id == team,
        col(Course.condition).in_(conditions),
        col(Course.status).in_(statuses),
    )
    return list(
        session.exec(select(Person).where(col(Person.id).in_(chosen)).order_by(Person.name))
    )


def list_memberships(session: Session, people: Collection[UUID]) -> list[Membership]:
    """The memberships of several people."""
    return list(session.exec(select(Membership).where(col(Membership.person_id).in_(people))))


def list_people(session: Session, people: Collection[UUID]) -> list[Person]:
    """The rows of several people."""
    return list(session.exec(select(Person).where(col(Person.id).in_(people))))


def find_team_by_name(session: Session, name: str) -> CareTeam | None:
    """The care team of this name."""
    return session.exec(select(CareTeam).where(CareTeam.name == name)).first()


def list_courses_of_team(session: Session, person: UUID, team: UUID) -> list[Course]:
    """The person's courses with a team, ended or not; those that run come first."""
    rows = session.exec(
        select(Course).where(Course.person_id == person, Course.care_team_id == team)
    )
    return sorted(rows, key=lambda row: row.status is CourseStatus.ENDED)


def find_enrolment(
    session: Session, actor: UUID, enrolment: UUID, *, begun_after: datetime, for_change: bool
) -> Enrolment | None:
    """An enrolment that the actor began, held until the transaction ends where it changes."""
    wanted = select(Enrolment).where(
        Enrolment.id == enrolment,
        Enrolment.actor_id == actor,
        col(Enrolment.begun_at) > begun_after,
    )
    return session.exec(wanted.with_for_update() if for_change else wanted).first()


def forget_enrolments(session: Session, *, begun_until: datetime) -> None:
    """Forget enrolments with their numbers, finished or not."""
    session.connection().execute(delete(Enrolment).where(col(Enrolment.begun_at) <= begun_until))


def list_consents(session: Session, person: UUID) -> list[Consent]:
    """Everything the person has agreed to, the newest first."""
    return list(
        session.exec(
            select(Consent)
            .where(Consent.person_id == person)
            .order_by(col(Consent.given_at).desc(), col(Consent.id))
        )
    )


def list_standing_consents(session: Session, person: UUID, kind: ConsentKind) -> list[Consent]:
    """What the person has agreed to of one kind and not taken back."""
    return list(
        session.exec(
            select(Consent).where(
                Consent.person_id == person,
                Consent.kind == kind,
                col(Consent.withdrawn_at).is_(None),
            )
        )
    )


def find_consent(session: Session, person: UUID, consent: UUID) -> Consent | None:
    """A consent of the person."""
    return session.exec(
        select(Consent).where(Consent.person_id == person, Consent.id == consent)
    ).first()


def list_agreeing(session: Session, people: Collection[UUID], kind: ConsentKind) -> list[UUID]:
    """Those of the people with a standing consent of a kind."""
    return list(
        session.exec(
            select(Consent.person_id).where(
                col(Consent.person_id).in_(people),
                Consent.kind == kind,
                col(Consent.withdrawn_at).is_(None),
            )
        )
    )


def list_relatives(session: Session, person: UUID) -> list[Relative]:
    """The relatives who stand on the person's list, by name."""
    return list(
        session.exec(
            select(Relative)
            .where(Relative.person_id == person, col(Relative.ended_at).is_(None))
            .order_by(Relative.name, col(Relative.id))
        )
    )


def find_relative(session: Session, person: UUID, relative: UUID) -> Relative | None:
    """A relative of the person, ended or not."""
    return session.exec(
        select(Relative).where(Relative.person_id == person, Relative.id == relative)
    ).first()


def find_relative_by_key(session: Session, person: UUID, key: UUID) -> Relative | None:
    """The relative who was registered with a key."""
    return session.exec(
        select(Relative).where(Relative.person_id == person, Relative.key == key)
    ).first()


def list_sealed(session: Session) -> list[Person | Relative | Enrolment]:
    """Every row with an encrypted number; for commands only."""
    return [
        *session.exec(select(Person).where(col(Person.cpr_sealed).is_not(None))),
        *session.exec(select(Relative).where(col(Relative.cpr_sealed).is_not(None))),
        *session.exec(select(Enrolment).where(col(Enrolment.cpr_sealed).is_not(None))),
    ]
