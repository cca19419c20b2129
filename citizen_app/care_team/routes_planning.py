"""A citizen's plan: what is asked and will be, and changing it with a look before it counts."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request

from citizen_app.care_team import planning
from citizen_app.care_team import wording_planning as wording
from citizen_app.care_team.forms_planning import OFTEN, FromForm, Times, TimesForm
from citizen_app.care_team.plan_pages import (
    Answer,
    Shown,
    activity_of,
    check_or,
    key_or_refuse,
    unless_changed,
    wants_to_edit,
)
from citizen_app.care_team.wording import pause_days
from citizen_app.database import db
from citizen_app.people import wording as people_words
from citizen_app.plans import service as plans
from citizen_app.plans.service import NewTimes, Stop
from citizen_app.plans.wording import REASONS
from citizen_app.plans.wording_schedules import schedule_text
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right, rights_of
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.language import current_language

planning_bp = Blueprint("planning", __name__, url_prefix="/citizens/<uuid:person_id>/plan")


@planning_bp.get("")
@for_citizen(Right.SEE_CLINICAL)
def show_plan(person_id: UUID) -> str:
    """The plan as it is and will be."""
    relation = sharing.relation_to(
        db.session, actor=current_actor().id, person=person_id, now=now()
    )
    return render_template(
        "care_team/plan/show_plan.html",
        page=planning.plan_page(db.session, person=person_id, now=now()),
        now=now(),
        may_plan=Right.CHANGE_PLAN in rights_of(relation),
        language=current_language(),
        schedule_text=schedule_text,
        reasons=REASONS,
        people_words=people_words,
        words=wording,
        pause_days=pause_days,
    )


@planning_bp.get("/history")
@for_citizen(Right.SEE_CLINICAL)
def show_history(person_id: UUID) -> str:
    """Who changed the plan, and when."""
    return render_template(
        "care_team/plan/show_history.html",
        history=planning.history_of(db.session, person=person_id),
        language=current_language(),
        words=wording,
    )


@planning_bp.get("/activities/<uuid:activity_id>/times")
@for_citizen(Right.CHANGE_PLAN)
def ask_for_times(person_id: UUID, activity_id: UUID) -> Answer:
    """The form that asks an activity at other times."""
    return unless_changed(
        person_id,
        lambda: _show_times(
            person_id,
            activity_id,
            TimesForm.begin(activity_of(person_id, activity_id).schedule, today()),
            [],
        ),
    )


@planning_bp.post("/activities/<uuid:activity_id>/times")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def change_times(person_id: UUID, activity_id: UUID) -> Answer:
    """What would be asked is shown first; then the new times count."""
    return unless_changed(person_id, lambda: _change_times(person_id, activity_id))


@planning_bp.get("/activities/<uuid:activity_id>/end")
@for_citizen(Right.CHANGE_PLAN)
def ask_for_end(person_id: UUID, activity_id: UUID) -> Answer:
    """From which day an activity is asked no more."""
    form = FromForm.begin("", today())
    return unless_changed(person_id, lambda: _show_end(person_id, activity_id, form, []))


@planning_bp.post("/activities/<uuid:activity_id>/end")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def endactivity_of(person_id: UUID, activity_id: UUID) -> Answer:
    """What would still be asked is shown first; then it ends."""
    return unless_changed(person_id, lambda: _endactivity_of(person_id, activity_id))


def _change_times(person: UUID, activity_id: UUID) -> Answer:
    times = TimesForm.read(request.form)
    asked = times.parse(today())
    if wants_to_edit():
        return _show_times(person, activity_id, times, [])
    if not isinstance(asked, Times):
        return _show_times(person, activity_id, times, asked), 422
    key = key_or_refuse(times)
    old = plans.find_activity(db.session, person=person, activity_id=activity_id)

    def store(seen: datetime) -> None:
        plans.change_times(
            db.session,
            actor=current_actor().id,
            person=person,
            activity_id=activity_id,
            schedule=asked.schedule,
            from_on=asked.from_on,
            key=key,
            now=now(),
            seen=seen,
        )

    change = NewTimes(activity_id, asked.schedule, asked.from_on)
    return check_or(person, change, Shown(old.title, asked, times.pairs()), store)


def _endactivity_of(person: UUID, activity_id: UUID) -> Answer:
    form = FromForm.read(request.form, "key")
    day = form.day(today())
    if wants_to_edit():
        return _show_end(person, activity_id, form, [])
    if isinstance(day, FieldError):
        return _show_end(person, activity_id, form, [day]), 422
    old = plans.find_activity(db.session, person=person, activity_id=activity_id)

    def store(seen: datetime) -> None:
        plans.stop_asking(
            db.session,
            actor=current_actor().id,
            person=person,
            activity_id=activity_id,
            from_on=day,
            now=now(),
            seen=seen,
        )

    shown = Shown(old.title, None, form.pairs("key"))
    return check_or(person, Stop(activity_id, day), shown, store)


def _show_times(person: UUID, activity_id: UUID, times: TimesForm, errors: list[FieldError]) -> str:
    activity = activity_of(person, activity_id)
    return render_template(
        "care_team/plan/change_times.html",
        person=planning.name_of(db.session, person=person),
        activity=activity,
        times=times,
        errors=errors,
        error_of=by_field(errors),
        often=OFTEN,
        words=wording,
        schedule_text=schedule_text,
        language=current_language(),
    )


def _show_end(person: UUID, activity_id: UUID, form: FromForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/plan/end_activity.html",
        person=planning.name_of(db.session, person=person),
        activity=activity_of(person, activity_id),
        form=form,
        errors=errors,
        error_of=by_field(errors),
        schedule_text=schedule_text,
        language=current_language(),
    )
