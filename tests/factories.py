"""Makes rows for tests: plain functions that flush and never commit."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.measures import MeasureCode
from citizen_app.people import queries as people_queries
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Contacts, ReadingHours, Role
from citizen_app.plans import service as plans
from citizen_app.plans.rules import (
    ActivityKind,
    Daily,
    PauseReason,
    Schedule,
    Slot,
    Text,
    local_day,
)

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


FIRST_DAY = LONG_AGO.date()
MORNING = Slot(time(8), 240)
EVENING = Slot(time(18), 180)
OXYGEN_AND_PULSE = (MeasureCode.SPO2, MeasureCode.PULSE)


def make_plan(
    session: Session, *, person: UUID, shows_triage: bool = False, now: datetime = LONG_AGO
) -> UUID:
    """A plan within the person's oldest course, started by the person."""
    course = people_queries.list_courses(session, person)[0].id
    return plans.start_plan(
        session, actor=person, person=person, course=course, now=now, shows_triage=shows_triage
    ).id


def make_activity(
    session: Session,
    *,
    person: UUID,
    plan: UUID,
    schedule: Schedule | None = None,
    title: Text | None = None,
    measures: tuple[MeasureCode, ...] = OXYGEN_AND_PULSE,
    questionnaire: tuple[str, str] | None = None,
    from_on: date = FIRST_DAY,
    until_on: date | None = None,
) -> plans.ActivityView:
    """Readings every morning from 8 to 12, or the (url, version) of a questionnaire."""
    url, version = questionnaire or (None, None)
    activity = plans.NewActivity(
        kind=ActivityKind.QUESTIONNAIRE if questionnaire else ActivityKind.READINGS,
        title=title or Text(da="Mål iltmætning og puls", en="Measure oxygen level and pulse"),
        schedule=schedule or Daily((MORNING,)),
        from_on=from_on,
        until_on=until_on,
        measures=() if questionnaire else measures,
        questionnaire_url=url,
        questionnaire_version=version,
    )
    return plans.add_activity(
        session, actor=person, person=person, plan=plan, activity=activity, now=LONG_AGO
    )


def make_pause(
    session: Session, *, person: UUID, now: datetime, days: int = 7, starts_in: int = 0
) -> plans.PauseView:
    """A pause the person asks for, from today or some days ahead."""
    from_on = local_day(now) + timedelta(days=starts_in)
    return plans.ask_for_pause(
        session,
        actor=person,
        person=person,
        from_on=from_on,
        until_on=from_on + timedelta(days=days),
        reason=PauseReason.AWAY,
        now=now,
    )
