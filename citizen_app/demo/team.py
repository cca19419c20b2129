"""The demo's care team and its people, made through the people room."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.people import DEMO_PEOPLE
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Contacts, ReadingHours, Role
from citizen_app.people.sealing import Seal

TEAM_NAME = "KOL-teamet i Fjordby"
CONTACTS = Contacts(
    out_of_hours_name="Lægevagten",
    out_of_hours_phone="96 00 00 03",
    team_phone="96 00 00 01",
    support_phone="96 00 00 02",
)
CLINIC = ("Lægehuset i Fjordby", "96 00 00 04")
MONDAY_AND_THURSDAY = (ReadingHours(weekdays=(0, 3), opens=time(9), closes=time(12)),)
CITIZENS = ("citizen", "new-citizen")
STAFF = {
    "trainer": Role.TRAINER,
    "nurse": Role.NURSE,
    "doctor": Role.DOCTOR,
    "administrator": Role.ADMINISTRATOR,
}
# Nobody has put this person on a list: signing in shows the friendly page.
UNKNOWN = "stranger"


@dataclass(frozen=True)
class Team:
    """Ids of the demo: the team, the people by role word, and the courses of the citizens."""

    id: UUID
    people: dict[str, UUID]
    courses: dict[str, UUID]

    @property
    def nurse(self) -> UUID:
        """Who writes plans and looks at what was sent."""
        return self.people["nurse"]


def find_people(session: Session, *, key: bytes) -> dict[str, UUID]:
    """The demo people who are in the database already, by role word."""
    found = {demo.role: people.find_by_cpr(session, cpr=demo.cpr, key=key) for demo in DEMO_PEOPLE}
    return {role: person for role, person in found.items() if person is not None}


def make_team(
    session: Session,
    *,
    key: bytes,
    registered_at: datetime,
    started_on: dict[str, date],
    seal: Seal | None = None,
) -> Team:
    """Register everybody but the stranger; `started_on` says when each citizen's course began."""
    team = people.add_care_team(
        session, name=TEAM_NAME, contacts=CONTACTS, hours=MONDAY_AND_THURSDAY
    )
    made = {
        demo.role: people.add_person(
            session,
            name=demo.name,
            now=registered_at,
            cpr=demo.cpr,
            key=key,
            seal=seal,
            birth_date=demo.born,
            clinic=CLINIC if demo.role in CITIZENS else None,
        )
        for demo in DEMO_PEOPLE
        if demo.role != UNKNOWN
    }
    for role, title in STAFF.items():
        people.add_member(session, person=made[role], care_team=team, role=title)
    people.give_delegation(
        session, actor=made["doctor"], team=team, nurse=made["nurse"], now=registered_at
    )
    courses = {
        role: people.enrol(
            session,
            person=made[role],
            care_team=team,
            condition=Condition.COPD,
            started_on=started_on[role],
        )
        for role in CITIZENS
    }
    return Team(team, made, courses)


def add_neighbour(session: Session, *, team: Team, name: str, began: datetime) -> Team:
    """Register one more citizen, known by name and without a sign-in; the team with her in it."""
    person = people.add_person(session, name=name, now=began, clinic=CLINIC)
    course = people.enrol(
        session,
        person=person,
        care_team=team.id,
        condition=Condition.COPD,
        started_on=began.date(),
    )
    return replace(
        team, people={**team.people, name: person}, courses={**team.courses, name: course}
    )
