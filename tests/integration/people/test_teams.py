"""Who follows whom, in which role, and whom one can call."""

from datetime import date, time
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from citizen_app.database import NotFound
from citizen_app.people import service
from citizen_app.people.models import Course, Person
from citizen_app.people.rules import Condition, CourseStatus, Role
from tests.cast import Cast
from tests.factories import LONG_AGO, MONDAY_AND_THURSDAY, make_care_team, make_person


def set_course(session: Session, person: UUID, status: CourseStatus) -> None:
    course = session.exec(select(Course).where(Course.person_id == person)).one()
    course.status = status
    session.add(course)
    session.flush()


@pytest.mark.parametrize(
    ("status", "is_enrolled"),
    [(CourseStatus.ACTIVE, True), (CourseStatus.PAUSED, True), (CourseStatus.ENDED, False)],
)
def test_a_person_is_followed_while_a_course_has_not_ended(
    session: Session, cast: Cast, status: CourseStatus, is_enrolled: bool
) -> None:
    set_course(session, cast.anna, status)
    assert service.get_person(session, person=cast.anna).is_enrolled is is_enrolled


def test_a_stranger_is_not_followed_and_nobody_is_not_found(session: Session, cast: Cast) -> None:
    assert not service.get_person(session, person=cast.jens).is_enrolled
    with pytest.raises(NotFound):
        service.get_person(session, person=UUID(int=1))


def test_a_member_of_the_team_is_not_its_citizen(session: Session, cast: Cast) -> None:
    view = service.get_person(session, person=cast.erik)
    assert view.roles == {Role.NURSE}
    assert not view.is_enrolled


def test_a_course_is_only_its_own_persons(session: Session, cast: Cast) -> None:
    course = session.exec(select(Course.id).where(Course.person_id == cast.anna)).one()
    assert service.has_course(session, person=cast.anna, course=course)
    assert not service.has_course(session, person=cast.frida, course=course)
    set_course(session, cast.anna, CourseStatus.ENDED)
    assert not service.has_course(session, person=cast.anna, course=course)


def test_one_enrols_in_the_same_course_only_once(session: Session, cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        service.enrol(
            session,
            person=cast.anna,
            care_team=cast.team,
            condition=Condition.COPD,
            started_on=LONG_AGO.date(),
        )


def test_one_has_the_same_role_in_a_team_only_once(session: Session, cast: Cast) -> None:
    with pytest.raises(IntegrityError):
        service.add_member(session, person=cast.erik, care_team=cast.team, role=Role.NURSE)


def test_of_several_roles_the_most_clinical_is_named(session: Session, cast: Cast) -> None:
    for role in (Role.TRAINER, Role.DOCTOR, Role.ADMINISTRATOR):
        service.add_member(session, person=cast.bo, care_team=cast.team, role=role)
    roles = service.roles_of(session, people={cast.bo, cast.anna})
    assert roles == {cast.bo: Role.DOCTOR}


def test_names_are_known_by_id(session: Session, cast: Cast) -> None:
    assert service.names_of(session, people={cast.anna}) == {cast.anna: "Anna Andersen"}
    assert service.names_of(session, people=set()) == service.roles_of(session, people=()) == {}


def test_contacts_are_the_teams_numbers_and_the_own_clinic(session: Session, cast: Cast) -> None:
    contacts = service.contacts_of(session, person=cast.anna)
    assert contacts.emergency == "112"
    assert (contacts.clinic_name, contacts.clinic_phone) == ("Lægerne Havnegade", "98 00 00 01")
    assert (contacts.team_phone, contacts.support_phone) == ("96 00 00 01", "96 00 00 02")
    assert contacts.reading_hours == MONDAY_AND_THURSDAY
    assert contacts.reading_hours[0].opens == time(9)


def test_without_a_team_the_own_clinic_can_still_be_called(session: Session, cast: Cast) -> None:
    contacts = service.contacts_of(session, person=cast.jens)
    assert contacts.clinic_phone == "98 00 00 01"
    assert contacts.team_phone is None
    assert contacts.reading_hours == ()


def test_nobody_can_always_call_112(session: Session) -> None:
    assert service.contacts_of(session, person=UUID(int=1)).emergency == "112"


def test_of_two_teams_the_one_that_followed_first_is_called(session: Session, cast: Cast) -> None:
    heart = make_care_team(session, name="Hjerteteamet")
    service.enrol(
        session,
        person=cast.anna,
        care_team=heart,
        condition=Condition.HEART_FAILURE,
        started_on=date(2026, 3, 1),
    )
    assert service.contacts_of(session, person=cast.anna).team_name != "Hjerteteamet"
    session.exec(
        select(Course).where(Course.care_team_id == cast.team)
    ).one().status = CourseStatus.ENDED
    session.flush()
    assert service.contacts_of(session, person=cast.anna).team_name == "Hjerteteamet"


def test_a_language_is_remembered_for_the_person(session: Session, cast: Cast) -> None:
    service.remember_language(session, person=cast.anna, language="en")
    session.commit()
    row = session.get(Person, cast.anna)
    assert row is not None
    assert row.language == "en"
    assert service.get_person(session, person=make_person(session)).language is None


def test_a_team_is_found_by_its_name(session: Session, cast: Cast) -> None:
    team = make_care_team(session, name="KOL-teamet, Skagen")
    assert service.find_care_team(session, name="KOL-teamet, Skagen") == team
    assert service.find_care_team(session, name="KOL-teamet") is None
