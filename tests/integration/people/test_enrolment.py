"""Enrolling by CPR number: once, whoever does it and however often."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from citizen_app.audit.models import AuditEvent
from citizen_app.database import NotFound
from citizen_app.people import contact, enrolment, service
from citizen_app.people.enrolment import AlreadyFollowed, Enrolled, NewCourse
from citizen_app.people.models import Course, Enrolment, Person
from citizen_app.people.rules import Condition, CourseStatus, parse_cpr
from citizen_app.people.sealing import Seal
from tests.at_once import at_once
from tests.cast import Cast
from tests.factories import LONG_AGO, TEST_KEY, make_person

SEAL = Seal(TEST_KEY, (b"1" * 32,))
NUMBER = parse_cpr("251248-9996")
TODAY = date(2026, 11, 23)


def begin(session: Session, actor: UUID, number: str = "251248-9996") -> UUID:
    return enrolment.begin(session, actor=actor, cpr=parse_cpr(number), seal=SEAL, now=LONG_AGO)


def course(team: UUID, name: str = "Kirsten Krog", **changed: object) -> NewCourse:
    wanted: dict[str, object] = {"condition": Condition.COPD, "started_on": TODAY, **changed}
    return NewCourse(care_team=team, name=name, **wanted)  # type: ignore[arg-type]


def finish(session: Session, actor: UUID, begun: UUID, new: NewCourse) -> Enrolled:
    return enrolment.finish(
        session, actor=actor, enrolment=begun, course=new, seal=SEAL, now=LONG_AGO
    )


def test_an_unknown_number_becomes_a_person_with_a_course(session: Session, cast: Cast) -> None:
    new = course(cast.team, phone="+4512345678", clinic=("Lægehuset", "+4587654321"))
    done = finish(session, cast.erik, begin(session, cast.erik), new)
    row = session.get_one(Person, done.person)
    assert (row.name, row.birth_date, row.phone) == ("Kirsten Krog", NUMBER.birth_date, new.phone)
    assert (row.clinic_name, row.clinic_phone) == new.clinic
    assert row.cpr_sealed
    assert NUMBER.plain not in row.cpr_sealed
    assert service.find_by_cpr(session, cpr="251248-9996", key=TEST_KEY) == done.person
    (found,) = service.courses_of(session, person=done.person)
    assert (found.condition, found.status) == (Condition.COPD, CourseStatus.ACTIVE)


def test_a_known_person_keeps_name_and_numbers(session: Session, cast: Cast) -> None:
    known = make_person(session, name="Kirsten Krogh", cpr=NUMBER.plain)
    begun = begin(session, cast.erik)
    view = enrolment.get(session, actor=cast.erik, enrolment=begun, seal=SEAL, now=LONG_AGO)
    assert (view.name, view.masked) == ("Kirsten Krogh", "251248-••••")
    done = finish(session, cast.erik, begun, course(cast.team, name=""))
    assert done.person == known
    found = contact.contact_of(session, person=known, seal=SEAL)
    assert (found.name, found.clinic_phone) == ("Kirsten Krogh", "98 00 00 01")
    assert found.masked == "251248-••••"


def test_a_double_click_enrols_once(session: Session, cast: Cast) -> None:
    begun = begin(session, cast.erik)
    first = finish(session, cast.erik, begun, course(cast.team))
    again = finish(session, cast.erik, begun, course(cast.team))
    assert (first.is_new, again.is_new) == (True, False)
    assert (first.person, first.course) == (again.person, again.course)


def test_the_number_is_kept_no_longer_than_the_enrolment_takes(
    session: Session, cast: Cast
) -> None:
    begun = begin(session, cast.erik)
    finish(session, cast.erik, begun, course(cast.team))
    assert session.get_one(Enrolment, begun).cpr_sealed is None
    late = LONG_AGO + timedelta(hours=1)
    with pytest.raises(NotFound):
        enrolment.get(session, actor=cast.erik, enrolment=begun, seal=SEAL, now=late)
    enrolment.begin(session, actor=cast.erik, cpr=NUMBER, seal=SEAL, now=late)
    assert session.exec(select(Enrolment).where(Enrolment.id == begun)).first() is None


def test_an_enrolment_that_no_key_opens_begins_anew(session: Session, cast: Cast) -> None:
    begun = begin(session, cast.erik)
    other = Seal(TEST_KEY, (b"2" * 32,))
    with pytest.raises(NotFound):
        enrolment.get(session, actor=cast.erik, enrolment=begun, seal=other, now=LONG_AGO)


def test_an_enrolment_is_only_for_the_one_who_began_it(session: Session, cast: Cast) -> None:
    begun = begin(session, cast.erik)
    with pytest.raises(NotFound):
        enrolment.get(session, actor=cast.hanne, enrolment=begun, seal=SEAL, now=LONG_AGO)
    with pytest.raises(NotFound):
        finish(session, cast.hanne, begun, course(cast.team))


def test_the_same_course_twice_is_refused_and_another_is_not(session: Session, cast: Cast) -> None:
    done = finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    with pytest.raises(AlreadyFollowed) as refused:
        finish(session, cast.hanne, begin(session, cast.hanne), course(cast.team))
    assert (refused.value.person, refused.value.has_ended) == (done.person, False)
    heart = course(cast.team, condition=Condition.HEART_FAILURE)
    assert finish(session, cast.hanne, begin(session, cast.hanne), heart).is_new
    assert finish(session, cast.gitte, begin(session, cast.gitte), course(cast.other_team)).is_new


def test_a_course_that_has_ended_may_begin_anew_on_another_day(
    session: Session, cast: Cast
) -> None:
    done = finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    session.get_one(Course, done.course).status = CourseStatus.ENDED
    session.flush()
    with pytest.raises(AlreadyFollowed) as refused:
        finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    assert refused.value.has_ended
    later = course(cast.team, started_on=TODAY + timedelta(days=1))
    assert finish(session, cast.erik, begin(session, cast.erik), later).is_new


@pytest.mark.parametrize("is_known", [True, False])
def test_two_at_once_give_one(session: Session, cast: Cast, is_known: bool) -> None:
    if is_known:
        make_person(session, name="Kirsten Krogh", cpr=NUMBER.plain)
    acts = []
    for actor in (cast.erik, cast.hanne):
        acts.append(
            partial(finish, actor=actor, begun=begin(session, actor), new=course(cast.team))
        )
    results = at_once(session, acts)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyFollowed", "Enrolled"]
    assert len(session.exec(select(Course).where(Course.started_on == TODAY)).all()) == 1
    found = session.exec(select(Person).where(Person.birth_date == NUMBER.birth_date)).all()
    assert len(found) <= 1


def test_every_step_about_a_known_person_is_written_down(session: Session, cast: Cast) -> None:
    known = make_person(session, cpr=NUMBER.plain)
    finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    contact.show_cpr(session, actor=cast.erik, person=known, seal=SEAL, now=LONG_AGO)
    trail = select(AuditEvent).where(AuditEvent.person_id == known)
    events = session.exec(trail.order_by(col(AuditEvent.sequence)))
    actions = ["enrolment:found", "course:started", "cpr:shown"]
    assert [(one.action, one.actor_id) for one in events] == [(act, cast.erik) for act in actions]


def test_a_number_is_shown_whole_where_a_key_opens_it(session: Session, cast: Cast) -> None:
    done = finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    other = Seal(TEST_KEY, (b"2" * 32,))
    shown = [
        contact.show_cpr(session, actor=cast.erik, person=person, seal=seal, now=LONG_AGO)
        for person, seal in ((done.person, SEAL), (done.person, other), (cast.anna, SEAL))
    ]
    assert shown == ["251248-9996", None, None]
    assert contact.contact_of(session, person=done.person, seal=other).masked == "251248-••••"
    assert contact.contact_of(session, person=cast.anna, seal=SEAL).masked is None


def test_every_number_is_encrypted_anew_with_the_first_key(session: Session, cast: Cast) -> None:
    done = finish(session, cast.erik, begin(session, cast.erik), course(cast.team))
    begin(session, cast.erik, "010150-1234")
    newer = Seal(TEST_KEY, (b"2" * 32, b"1" * 32))
    assert contact.seal_again(session, seal=newer) == (2, 0)
    assert contact.seal_again(session, seal=newer) == (0, 0)
    assert contact.seal_again(session, seal=Seal(TEST_KEY, (b"3" * 32,))) == (0, 2)
    only = Seal(TEST_KEY, (b"2" * 32,))
    shown = contact.show_cpr(session, actor=cast.erik, person=done.person, seal=only, now=LONG_AGO)
    assert shown == "251248-9996"
