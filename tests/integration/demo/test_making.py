"""The demo is made once, through the services, and keeps what people do in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlmodel import Session, func, select

from citizen_app.audit import service as audit
from citizen_app.care_team import service as care_team
from citizen_app.database import open_session
from citizen_app.demo.neighbours import NEIGHBOURS
from citizen_app.demo.people import find_demo_person
from citizen_app.demo.service import make_demo
from citizen_app.demo.team import find_people
from citizen_app.measures import MeasureCode, SkipReason
from citizen_app.people import service as people
from citizen_app.people.models import Person
from citizen_app.people.rules import Role
from citizen_app.plans.rules import local_day
from citizen_app.record import service as record
from citizen_app.record.models import Submission
from citizen_app.record.rules import Colour, SubmissionState, TaskStateName
from citizen_app.record.shapes import Receipt
from tests.databases import Databases

KEY = b"only-in-tests"
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
ISSUER = "http://127.0.0.1:8000/stand-in"


@pytest.fixture(scope="module")
def made(databases: Databases) -> Iterator[Session]:
    """One demo for all tests of this file."""
    url = databases.new()
    with open_session(url) as session:
        assert make_demo(session, key=KEY, now=NOW)
        session.commit()
        yield session
    databases.remove(url)


@pytest.fixture
def session(made: Session) -> Iterator[Session]:
    """What a test changes is not kept."""
    yield made
    made.rollback()


@pytest.fixture
def cast_of_demo(session: Session) -> dict[str, UUID]:
    return find_people(session, key=KEY)


def receipts(session: Session, person: UUID) -> list[Receipt]:
    return record.list_receipts(session, person=person, limit=1000)[0]


def test_everybody_is_there_but_the_stranger(cast_of_demo: dict[str, UUID]) -> None:
    assert len(cast_of_demo) == 8
    assert "stranger" not in cast_of_demo


def test_only_the_citizens_are_followed(session: Session, cast_of_demo: dict[str, UUID]) -> None:
    views = {role: people.get_person(session, person=id_) for role, id_ in cast_of_demo.items()}
    assert {role for role, view in views.items() if view.is_enrolled} == {"citizen", "new-citizen"}
    assert {role for role, view in views.items() if view.roles} == {
        "nurse",
        "doctor",
        "trainer",
        "administrator",
    }


@pytest.mark.parametrize("role", ["citizen", "new-citizen"])
def test_there_is_something_to_do_at_any_hour(
    session: Session, cast_of_demo: dict[str, UUID], role: str
) -> None:
    states = record.task_states(session, person=cast_of_demo[role], day=local_day(NOW), now=NOW)
    assert [state.state for state in states].count(TaskStateName.OPEN) >= 2


def test_the_citizen_has_three_months_behind_her(
    session: Session, cast_of_demo: dict[str, UUID]
) -> None:
    sent = receipts(session, cast_of_demo["citizen"])
    assert len(sent) > 150
    assert {receipt.colour for receipt in sent} >= {Colour.GREEN, Colour.YELLOW, Colour.RED}
    assert {receipt.state for receipt in sent} == set(SubmissionState)
    assert all(receipt.received_at < NOW for receipt in sent)
    assert receipts(session, cast_of_demo["new-citizen"]) == []


def test_the_past_holds_a_correction_and_readings_left_out(
    session: Session, cast_of_demo: dict[str, UUID]
) -> None:
    readings = [r for sent in receipts(session, cast_of_demo["citizen"]) for r in sent.readings]
    assert [r.measure for r in readings if r.replaces] == [MeasureCode.WEIGHT]
    assert {r.skip_reason for r in readings} == {
        None,
        SkipReason.TOO_UNWELL,
        SkipReason.DEVICE_FAULT,
    }


def test_the_nurse_has_something_of_everything_to_do(
    session: Session, cast_of_demo: dict[str, UUID]
) -> None:
    record.notice_missed(session, now=NOW)
    team = people.teams_of(session, person=cast_of_demo["nurse"], roles=set(Role))[0]
    totals = care_team.work_list(session, teams=[team.id], now=NOW).totals
    assert {state.value for state in totals} >= {"red", "yellow", "missed", "green"}


def test_its_audit_trail_is_whole(session: Session, cast_of_demo: dict[str, UUID]) -> None:
    assert audit.find_break(session, person=cast_of_demo["citizen"]) is None


def test_making_it_again_keeps_everything(session: Session, cast_of_demo: dict[str, UUID]) -> None:
    before = session.exec(select(func.count()).select_from(Submission)).one()
    assert not make_demo(session, key=KEY, now=NOW)
    assert session.exec(select(func.count()).select_from(Submission)).one() == before
    assert len(session.exec(select(Person)).all()) == 8 + len(NEIGHBOURS)


def test_people_can_sign_in_again_when_the_demo_has_another_port(
    session: Session, cast_of_demo: dict[str, UUID]
) -> None:
    citizen = find_demo_person("citizen")
    assert citizen is not None
    for issuer in (ISSUER, ISSUER.replace("8000", "9000")):
        found = people.link_identity(
            session, issuer=issuer, subject=citizen.subject, cpr=citizen.cpr, key=KEY
        )
        assert found == cast_of_demo["citizen"]
        make_demo(session, key=KEY, now=NOW)
