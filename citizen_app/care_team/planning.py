"""A citizen's plan as the care team changes it: what is asked, what will be, and the end of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.audit.service import Act
from citizen_app.messages import alerts
from citizen_app.people import service as people
from citizen_app.people.rules import EndReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day, midnight
from citizen_app.plans.service import ActivityView, Agenda, PlannedTask, PlanTemplate
from citizen_app.questionnaires.titles import not_imported
from citizen_app.record import service as record

DAYS_AHEAD = 7
ACTS = 100
LONG_AGO = date(2000, 1, 1)
ACTIONS = (
    "plan:started",
    "plan:ended",
    "plan:changed",
    "activity:added",
    "activity:changed",
    "activity:ended",
    "threshold:set",
    "pause:asked",
    "pause:confirmed",
    "pause:ended",
    "course:ended",
)


@dataclass(frozen=True, slots=True)
class AskedOn:
    """A day and what is asked on it, by time."""

    day: date
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A citizen's plan as it is and will be.

    `activities` hold those that are asked now or later; `without_plan` are courses in which
    nothing has been agreed yet.
    """

    person: people.PersonName
    courses: tuple[people.CourseView, ...]
    running: tuple[plans.PlanView, ...]
    without_plan: tuple[people.CourseView, ...]
    activities: tuple[ActivityView, ...]
    pauses: tuple[plans.PauseView, ...]
    days: tuple[AskedOn, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What was done to a plan and by whom; `activities` tells what each act was about."""

    person: people.PersonName
    acts: tuple[Act, ...]
    names: Mapping[UUID, str]
    activities: Mapping[UUID, ActivityView]


def plan_page(session: Session, *, person: UUID, now: datetime) -> PlanPage:
    """Everything on the page of a plan, in a fixed number of queries."""
    today = local_day(now)
    agenda = plans.read_agenda(session, person=person, since=today - DAY)
    courses = tuple(people.courses_of(session, person=person))
    running = tuple(plans.plans_of(session, person=person))
    planned = {plan.course_id for plan in running}
    return PlanPage(
        person=name_of(session, person=person),
        courses=courses,
        running=running,
        without_plan=tuple(course for course in courses if course.id not in planned),
        activities=tuple(one for one in agenda.activities if _lies_ahead(one, now)),
        pauses=tuple(
            one for one in agenda.pauses if one.span.ended_at is None and one.span.until_on > today
        ),
        days=next_days(agenda, today),
    )


def name_of(session: Session, *, person: UUID) -> people.PersonName:
    """The citizen by name."""
    return people.PersonName(person, people.get_person(session, person=person).name)


def next_days(agenda: Agenda, first: date, days: int = DAYS_AHEAD) -> tuple[AskedOn, ...]:
    """What is asked on a local day and those after it; what a pause covers is left out."""
    last = first + (days - 1) * DAY
    tasks = [task for task in agenda.tasks(first, last) if not task.is_paused]
    return tuple(
        AskedOn(day, tuple(task for task in tasks if task.ref.window.day == day))
        for day in (first + passed * DAY for passed in range(days))
    )


def activity_of(session: Session, *, person: UUID, activity_id: UUID) -> ActivityView:
    """An activity that may still be changed; ChangedMeanwhile when it has an end."""
    found = plans.find_activity(session, person=person, activity_id=activity_id)
    if found.valid_until is not None:
        raise plans.ChangedMeanwhile
    return found


def history_of(session: Session, *, person: UUID) -> History:
    """Who changed the plan and when, newest first, from the audit trail."""
    acts = audit.list_acts(session, person=person, actions=ACTIONS, limit=ACTS)
    actors = {act.actor for act in acts if act.actor is not None}
    activities = plans.activities_between(
        session, person=person, since=midnight(LONG_AGO), until=midnight(date(9000, 1, 1))
    )
    return History(
        person=name_of(session, person=person),
        acts=tuple(acts),
        names=people.names_of(session, people=actors),
        activities={one.id: one for one in activities},
    )


def begin_empty(
    session: Session, *, actor: UUID, person: UUID, course: UUID, now: datetime
) -> None:
    """Begin a plan with nothing in it, unless the course has one."""
    audit.hold_chain(session, person=person)
    if all(plan.course_id != course for plan in plans.plans_of(session, person=person)):
        plans.start_plan(session, actor=actor, person=person, course=course, now=now)


def missing_forms(session: Session, template: PlanTemplate) -> tuple[str, ...]:
    """The questionnaires of a template that nobody has imported yet, as address and version."""
    return tuple(f"{url}|{version}" for url, version in not_imported(session, template.forms))


def waiting_of(session: Session, *, person: UUID) -> int:
    """How many of the citizen's submissions nobody has acted on yet."""
    found = record.waiting_counts(session, people=[person])
    return sum(one.count for one in found.get(person, ()))


def end_course(
    session: Session, *, actor: UUID, course: people.CourseOfTeam, reason: EndReason, now: datetime
) -> None:
    """End a course and what was agreed in it.

    From tomorrow nothing is asked. When the citizen has died, all their courses end, nothing is
    asked from this moment, and no word of any kind goes out any more.
    """
    has_died = reason is EndReason.DEAD
    audit.hold_chain(session, person=course.person)
    running = [one.id for one in people.courses_of(session, person=course.person)]
    ending = running if has_died else [one for one in running if one == course.id]
    _end_plans(
        session, actor=actor, person=course.person, courses=ending, now=now, at_once=has_died
    )
    for one in ending:
        people.end_course(
            session, actor=actor, person=course.person, course=one, reason=reason, now=now
        )
    if has_died:
        alerts.call_off(session, person=course.person)


def _end_plans(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    courses: Collection[UUID],
    now: datetime,
    at_once: bool,
) -> None:
    for plan in plans.plans_of(session, person=person):
        if plan.course_id in courses:
            plans.end_plan(
                session, actor=actor, person=person, plan=plan.id, now=now, at_once=at_once
            )


def _lies_ahead(activity: ActivityView, now: datetime) -> bool:
    until = activity.valid_until
    return until is None or (until > now and until > activity.valid_from)
