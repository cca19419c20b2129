"""Makes rows for tests: plain functions that flush and never commit."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlmodel import Session

from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Contacts, ReadingHours, Role

LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TEST_KEY = b"only-in-tests"
TEAM_CONTACTS = Contacts(
    out_of_hours_name="Lægevagten",
    out_of_hours_phone="70 11 31 31",
    team_phone="96 00 00 01",
    support_phone="96 00 00 02",
)
MONDAY_AND_THURSDAY = (ReadingHours(weekdays=(0, 3), opens=time(9), closes=time(12)),)


def make_person(
    session: Session,
    *,
    name: str = "Anna Andersen",
    cpr: str | None = None,
    now: datetime = LONG_AGO,
    clinic: tuple[str, str] | None = ("Lægerne Havnegade", "98 00 00 01"),
) -> UUID:
    """A person whom no team follows."""
    return people.add_person(
        session,
        name=name,
        now=now,
        cpr=cpr,
        key=TEST_KEY,
        birth_date=date(1951, 3, 14),
        clinic=clinic,
    )


def make_care_team(session: Session, *, name: str = "KOL-teamet, Testrup") -> UUID:
    """A team that reads on Monday and Thursday from 9 to 12."""
    return people.add_care_team(
        session, name=name, contacts=TEAM_CONTACTS, hours=MONDAY_AND_THURSDAY
    )


def make_citizen(session: Session, *, care_team: UUID, name: str = "Anna Andersen") -> UUID:
    """A person whom the team follows for COPD."""
    person = make_person(session, name=name)
    people.enrol(
        session,
        person=person,
        care_team=care_team,
        condition=Condition.COPD,
        started_on=LONG_AGO.date(),
    )
    return person


def make_member(session: Session, *, care_team: UUID, role: Role, name: str) -> UUID:
    """A person with a role in the team."""
    person = make_person(session, name=name, clinic=None)
    people.add_member(session, person=person, care_team=care_team, role=role)
    return person
