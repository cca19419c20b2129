"""Beginning a citizen's own plan from a template."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict
from citizen_app.plans import queries
from citizen_app.plans.agenda import Agenda
from citizen_app.plans.changes import Addition, changed
from citizen_app.plans.changing import ask_more
from citizen_app.plans.planning import set_threshold, start_plan
from citizen_app.plans.rules import local_day
from citizen_app.plans.shapes import ActivityView, PlanView
from citizen_app.plans.template_folder import read_folder
from citizen_app.plans.templates import PlanTemplate


class PlanRuns(Conflict):
    """The course has a plan already, as after a second press."""


def list_templates(folder: Path, conditions: Collection[str] | None = None) -> list[PlanTemplate]:
    """The templates of a folder (`Settings.plan_templates_folder`) by name, for some conditions
    or all; files with problems are left out."""
    found = [read.template for read in read_folder(folder) if read.template is not None]
    return [one for one in found if conditions is None or one.condition in conditions]


def find_template(folder: Path, name: str) -> PlanTemplate | None:
    """The template of this name, if the folder has one."""
    return next((one for one in list_templates(folder) if one.name == name), None)


def start_from_template(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    course: UUID,
    template: PlanTemplate,
    from_on: date,
    now: datetime,
    with_thresholds: bool = False,
) -> PlanView:
    """Begin a plan in one of the person's courses and ask for what the template asks, from a day.

    `with_thresholds` sets the limits that the organisation has decided; only an actor who may set
    thresholds gives it. Placeholders are never set. Conflict for a day in the past, PlanRuns when
    the course has a plan, NotFound when it is not the person's. The forms that the template names
    must have been imported.
    """
    if from_on < local_day(now):
        raise Conflict("a plan does not begin in the past")
    audit.hold_chain(session, person=person)
    if any(one.course_id == course for one in queries.list_running_plans(session, person)):
        raise PlanRuns
    plan = start_plan(session, actor=actor, person=person, course=course, now=now)
    for place, activity in enumerate(template.activities):
        ask_more(
            session,
            actor=actor,
            person=person,
            plan=plan.id,
            activity=activity.begun(from_on),
            key=uuid5(plan.id, str(place)),
            now=now,
        )
    for one in template.thresholds if with_thresholds else ():
        if not one.is_placeholder:
            set_threshold(
                session,
                actor=actor,
                person=person,
                plan=plan.id,
                threshold=one.threshold,
                now=now,
            )
    return plan


def preview_template(template: PlanTemplate, *, from_on: date, now: datetime) -> Agenda:
    """What a plan that begins with the template on a local day would ask for."""
    activities: tuple[ActivityView, ...] = ()
    for activity in template.activities:
        activities = changed(activities, Addition(activity.begun(from_on)), now)
    return Agenda(activities, ())
