"""Makes the demo's team, people and plans through the services that the app itself uses."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.history import make_history
from citizen_app.demo.people import DEMO_PEOPLE, DemoPerson
from citizen_app.measures import MeasureCode, Position
from citizen_app.paths import CONTENT
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Contacts, ReadingHours, Role
from citizen_app.plans import service as plans
from citizen_app.plans.rules import (
    ActivityKind,
    Daily,
    Schedule,
    Slot,
    Text,
    ThresholdLimits,
    Weekly,
    local_day,
)
from citizen_app.questionnaires.importing import Imported, import_questionnaire

DAYS_BEHIND = 90
TEAM = Contacts(
    team_phone="70 00 00 01",
    support_phone="70 00 00 02",
    out_of_hours_name="Lægevagten",
    out_of_hours_phone="1813",
)
READING_HOURS = (ReadingHours(weekdays=(0, 3), opens=time(9), closes=time(12)),)
CLINIC = ("Lægerne ved Åen", "70 00 00 03")
STAFF = {
    "nurse": Role.NURSE,
    "doctor": Role.DOCTOR,
    "trainer": Role.TRAINER,
    "administrator": Role.ADMINISTRATOR,
}
CITIZENS = ("citizen", "new-citizen")
# Long windows, so that whoever tries the demo finds something to do at any hour.
WHOLE_DAY = Slot(time(0), 24 * 60)
CALL_US = "Tallet er lavt. Mål igen om lidt. Er det stadig lavt, så ring til teamet."


def make_demo(session: Session, *, key: bytes, now: datetime) -> bool:
    """Everybody of the demo, once; False when they were there already.

    `key` is the one that CPR numbers are found by. The caller commits.
    """
    if people.find_care_team(session, name="KOL-teamet i Andeby") is not None:
        return False
    form = import_questionnaire(
        session,
        source=(CONTENT / "questionnaires" / "kol-daily.json").read_text("utf-8"),
        now=now,
    )
    team = people.add_care_team(
        session, name="KOL-teamet i Andeby", contacts=TEAM, hours=READING_HOURS
    )
    ids = {
        person.role: _add(session, person, key=key, now=now)
        for person in DEMO_PEOPLE
        if person.role != "stranger"
    }
    for word, role in STAFF.items():
        people.add_member(session, person=ids[word], care_team=team, role=role)
    today = local_day(now)
    for word, days in zip(CITIZENS, (DAYS_BEHIND, 0), strict=True):
        _follow(session, ids, word, team, form, began=today - timedelta(days=days), now=now)
    make_history(session, citizen=ids["citizen"], nurse=ids["nurse"], now=now)
    return True


def _add(session: Session, person: DemoPerson, *, key: bytes, now: datetime) -> UUID:
    return people.add_person(
        session,
        name=person.name,
        now=now,
        cpr=person.cpr,
        key=key,
        birth_date=person.born,
        clinic=CLINIC if person.role in CITIZENS else None,
    )


def _follow(
    session: Session,
    ids: dict[str, UUID],
    word: str,
    team: UUID,
    form: Imported,
    *,
    began: date,
    now: datetime,
) -> None:
    citizen, nurse = ids[word], ids["nurse"]
    course = people.enrol(
        session, person=citizen, care_team=team, condition=Condition.COPD, started_on=began
    )
    start = now - (local_day(now) - began)
    plan = plans.start_plan(session, actor=nurse, person=citizen, course=course, now=start).id
    for activity in _activities(form, began):
        plans.add_activity(
            session, actor=nurse, person=citizen, plan=plan, activity=activity, now=start
        )
    for threshold in _thresholds():
        plans.set_threshold(
            session, actor=nurse, person=citizen, plan=plan, threshold=threshold, now=start
        )


def _activities(form: Imported, began: date) -> list[plans.NewActivity]:
    daily = Daily((WHOLE_DAY,))
    weekly = Weekly((1, 4), (WHOLE_DAY,))
    return [
        plans.NewActivity(
            kind=ActivityKind.QUESTIONNAIRE,
            title=Text(da="Daglige spørgsmål", en="Daily questions"),
            schedule=daily,
            from_on=began,
            questionnaire_url=form.url,
            questionnaire_version=form.version,
        ),
        _readings(
            Text(da="Mål iltmætning og puls", en="Measure oxygen level and pulse"),
            (MeasureCode.SPO2, MeasureCode.PULSE),
            daily,
            began,
        ),
        _readings(
            Text(da="Mål blodtryk og vægt", en="Measure blood pressure and weight"),
            (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC, MeasureCode.WEIGHT),
            weekly,
            began,
        ),
    ]


def _readings(
    title: Text, measures: tuple[MeasureCode, ...], schedule: Schedule, began: date
) -> plans.NewActivity:
    return plans.NewActivity(
        kind=ActivityKind.READINGS,
        title=title,
        schedule=schedule,
        from_on=began,
        measures=measures,
    )


def _thresholds() -> list[plans.NewThreshold]:
    """PLACEHOLDERS, not clinical limits: a clinician sets each citizen's own."""
    return [
        plans.NewThreshold(
            MeasureCode.SPO2,
            ThresholdLimits(red_below=Decimal(85), yellow_below=Decimal(88)),
            position=Position.REST,
            with_oxygen=False,
            red_words=CALL_US,
        ),
        plans.NewThreshold(
            MeasureCode.PULSE,
            ThresholdLimits(
                red_below=Decimal(50),
                yellow_below=Decimal(55),
                yellow_above=Decimal(110),
                red_above=Decimal(130),
            ),
        ),
    ]
