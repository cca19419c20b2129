"""Asking a citizen for more: readings or a questionnaire, seen before it counts."""

from datetime import datetime
from uuid import UUID

from flask import abort, render_template, request

from citizen_app.care_team import planning
from citizen_app.care_team import wording_planning as wording
from citizen_app.care_team.forms_planning import OFTEN, AskForm, Times, TimesForm
from citizen_app.care_team.plan_pages import Answer, Shown, check_or, key_or_refuse, wants_to_edit
from citizen_app.care_team.routes_planning import planning_bp
from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.people import wording as people_words
from citizen_app.plans import service as plans
from citizen_app.plans.rules import ActivityKind, Text
from citizen_app.plans.service import Addition, NewActivity
from citizen_app.questionnaires.titles import FormChoice, list_choices, title_of
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.language import current_language

__all__ = ["planning_bp"]


@planning_bp.get("/readings/add")
@for_citizen(Right.CHANGE_PLAN)
def add_readings(person_id: UUID) -> str:
    """The form that asks for readings."""
    return _show_add(person_id, AskForm(), TimesForm.begin(None, today()), None, [])


@planning_bp.post("/readings/add")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def save_readings(person_id: UUID) -> Answer:
    """What would be asked is shown first; then it is asked."""
    return _add(person_id, None)


@planning_bp.get("/questionnaires/add")
@for_citizen(Right.CHANGE_PLAN)
def add_questionnaire(person_id: UUID) -> str:
    """The form that asks for a questionnaire."""
    choices = list_choices(db.session)
    return _show_add(person_id, AskForm(), TimesForm.begin(None, today()), choices, [])


@planning_bp.post("/questionnaires/add")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def save_questionnaire(person_id: UUID) -> Answer:
    """What would be asked is shown first; then it is asked."""
    return _add(person_id, list_choices(db.session))


def _add(person: UUID, choices: list[FormChoice] | None) -> Answer:
    form, times = AskForm.read(request.form), TimesForm.read(request.form)
    asked = times.parse(today())
    errors = form.errors(forms=None if choices is None else [one.id for one in choices])
    errors += [] if isinstance(asked, Times) else asked
    if wants_to_edit():
        return _show_add(person, form, times, choices, [])
    if errors or not isinstance(asked, Times):
        return _show_add(person, form, times, choices, errors), 422
    plan, key = _plan(person, form), key_or_refuse(times)
    activity = _new_activity(form, asked, choices)

    def store(seen: datetime) -> None:
        plans.ask_more(
            db.session,
            actor=current_actor().id,
            person=person,
            plan=plan,
            activity=activity,
            key=key,
            now=now(),
            seen=seen,
        )

    shown = Shown(activity.title, asked, [*form.pairs(), *times.pairs()])
    return check_or(person, Addition(activity), shown, store)


def _show_add(
    person: UUID,
    form: AskForm,
    times: TimesForm,
    choices: list[FormChoice] | None,
    errors: list[FieldError],
) -> str:
    running = plans.plans_of(db.session, person=person)
    courses = {one.id: one for one in people.courses_of(db.session, person=person)}
    return render_template(
        "care_team/plan/add_activity.html",
        person=planning.name_of(db.session, person=person),
        form=form,
        times=times,
        forms=None if choices is None else [(str(one.id), _form_name(one)) for one in choices],
        plans=[
            (str(one.id), people_words.CONDITIONS[courses[one.course_id].condition])
            for one in running
            if one.course_id in courses
        ],
        errors=errors,
        error_of=by_field(errors),
        often=OFTEN,
        words=wording,
    )


def _new_activity(form: AskForm, asked: Times, choices: list[FormChoice] | None) -> NewActivity:
    chosen = next((one for one in choices or [] if str(one.id) == form.form), None)
    measures = form.chosen_measures() if chosen is None else ()
    if form.title:
        title = Text(form.title, form.title, current_language())
    elif chosen is not None:
        title = title_of(db.session, chosen)
    else:
        title = wording.title_of_readings(measures)
    return NewActivity(
        kind=ActivityKind.QUESTIONNAIRE if chosen else ActivityKind.READINGS,
        title=title,
        schedule=asked.schedule,
        from_on=asked.from_on,
        measures=measures,
        questionnaire_url=chosen.url if chosen else None,
        questionnaire_version=chosen.version if chosen else None,
    )


def _plan(person: UUID, form: AskForm) -> UUID:
    """The only running plan, or the one that the form names."""
    running = [one.id for one in plans.plans_of(db.session, person=person)]
    if len(running) == 1:
        return running[0]
    return next((one for one in running if str(one) == form.plan), None) or abort(404)


def _form_name(choice: FormChoice) -> str:
    return f"{choice.title} ({choice.version})"
