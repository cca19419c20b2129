"""What the demo's care team asks for. Every limit and every advice is an invented example."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.team import Team
from citizen_app.measures import MeasureCode, Position
from citizen_app.paths import CONTENT
from citizen_app.people.rules import Condition
from citizen_app.plans import service as plans
from citizen_app.plans.rules import (
    ActivityKind,
    ChangeLimits,
    Daily,
    OnDemand,
    Schedule,
    Slot,
    Text,
    ThresholdLimits,
    Weekly,
    local_day,
)
from citizen_app.plans.service import ActivityView, NewActivity, NewThreshold
from citizen_app.questionnaires.importing import Imported

ALL_DAY = (Slot(time(0), 24 * 60),)
MONDAYS = (1,)
OXYGEN = (MeasureCode.SPO2, MeasureCode.PULSE)
WEEKLY = (MeasureCode.WEIGHT, MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)
OTHERS = (MeasureCode.TEMPERATURE, MeasureCode.SIT_TO_STAND)

QUESTIONS = Text(da="Svar på dagens spørgsmål", en="Answer today's questions")
MEASURE_OXYGEN = Text(da="Mål iltmætning og puls", en="Measure oxygen level and pulse")
MEASURE_WEEKLY = Text(da="Mål vægt og blodtryk", en="Measure weight and blood pressure")
MEASURE_OTHERS = Text(
    da="Mål temperatur, eller rejs og sæt dig", en="Measure temperature, or sit and stand"
)
CALL = "Eksempel: Hvil dig i en halv time, og mål igen. Er tallet stadig lavt, så ring til teamet."
MADE_UP = "Eksempel: Tallet er fundet på til demoen."
WATCH = "Eksempel: Mål igen i eftermiddag. Har du mere åndenød end ellers, så ring til teamet."


@dataclass(frozen=True)
class Asked:
    """The activities that the history answers."""

    questions: ActivityView
    oxygen: ActivityView
    weekly: ActivityView


def plan_for_citizen(session: Session, *, team: Team, form: Imported, now: datetime) -> Asked:
    """Questions and oxygen every day, weight and blood pressure on Mondays; open all day."""
    plan = _start(session, team, "citizen", now)
    first = local_day(now)
    questions = _ask(session, team, plan, "citizen", _questions(form, Daily(ALL_DAY), first), now)
    oxygen = _readings(MEASURE_OXYGEN, OXYGEN, Daily(ALL_DAY), first)
    weekly = _readings(MEASURE_WEEKLY, WEEKLY, Weekly(MONDAYS, ALL_DAY), first)
    others = _readings(MEASURE_OTHERS, OTHERS, OnDemand(), first)
    asked = Asked(
        questions,
        _ask(session, team, plan, "citizen", oxygen, now),
        _ask(session, team, plan, "citizen", weekly, now),
    )
    _ask(session, team, plan, "citizen", others, now)
    _set_thresholds(session, team, plan, "citizen", now)
    return asked


def plan_for_new_citizen(session: Session, *, team: Team, now: datetime) -> None:
    """The template that we ship: oxygen twice a day for 14 days and then twice a week."""
    (template,) = plans.list_templates(CONTENT / "plan_templates", {Condition.COPD})
    plan = plans.start_from_template(
        session,
        actor=team.nurse,
        person=team.people["new-citizen"],
        course=team.courses["new-citizen"],
        template=template,
        from_on=local_day(now),
        now=now,
    )
    _set_thresholds(session, team, plan.id, "new-citizen", now)


def plan_for_neighbour(session: Session, *, team: Team, role: str, now: datetime) -> ActivityView:
    """Oxygen every day."""
    plan = _start(session, team, role, now)
    oxygen = _readings(MEASURE_OXYGEN, OXYGEN, Daily(ALL_DAY), local_day(now))
    _set_thresholds(session, team, plan, role, now)
    return _ask(session, team, plan, role, oxygen, now)


def _start(session: Session, team: Team, role: str, now: datetime) -> UUID:
    return plans.start_plan(
        session, actor=team.nurse, person=team.people[role], course=team.courses[role], now=now
    ).id


def _ask(
    session: Session, team: Team, plan: UUID, role: str, activity: NewActivity, now: datetime
) -> ActivityView:
    person = team.people[role]
    return plans.add_activity(
        session, actor=team.nurse, person=person, plan=plan, activity=activity, now=now
    )


def _questions(form: Imported, schedule: Schedule, first: date) -> NewActivity:
    return NewActivity(
        kind=ActivityKind.QUESTIONNAIRE,
        title=QUESTIONS,
        schedule=schedule,
        from_on=first,
        questionnaire_url=form.url,
        questionnaire_version=form.version,
    )


def _readings(
    title: Text, measures: tuple[MeasureCode, ...], schedule: Schedule, first: date
) -> NewActivity:
    return NewActivity(
        kind=ActivityKind.READINGS,
        title=title,
        schedule=schedule,
        from_on=first,
        measures=measures,
    )


def _set_thresholds(session: Session, team: Team, plan: UUID, role: str, now: datetime) -> None:
    for threshold in _thresholds():
        plans.set_threshold(
            session,
            actor=team.people["doctor"],
            person=team.people[role],
            plan=plan,
            threshold=replace(threshold, reason=MADE_UP),
            now=now,
        )


def _thresholds() -> tuple[NewThreshold, ...]:
    """Placeholders: a real team sets its own for each citizen."""
    return (
        NewThreshold(
            MeasureCode.SPO2,
            ThresholdLimits(red_below=Decimal(88), yellow_below=Decimal(91)),
            position=Position.REST,
            with_oxygen=False,
            red_words=CALL,
            yellow_words=WATCH,
        ),
        NewThreshold(
            MeasureCode.PULSE,
            ThresholdLimits(
                yellow_below=Decimal(50), yellow_above=Decimal(105), red_above=Decimal(120)
            ),
        ),
        NewThreshold(
            MeasureCode.SYSTOLIC,
            ThresholdLimits(
                yellow_below=Decimal(100), yellow_above=Decimal(160), red_above=Decimal(180)
            ),
        ),
        NewThreshold(
            MeasureCode.TEMPERATURE,
            ThresholdLimits(yellow_above=Decimal("37.9"), red_above=Decimal("38.9")),
        ),
        NewThreshold(
            MeasureCode.WEIGHT,
            ThresholdLimits(
                change=ChangeLimits(days=7, yellow_rise=Decimal(3), red_rise=Decimal(4))
            ),
        ),
    )
