"""Beginning a plan from a template, pauses made by the team, and the end of a course."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import planning
from citizen_app.care_team import wording_planning as wording
from citizen_app.care_team.forms_planning import (
    NO_PAUSE_REASON,
    NO_TEMPLATE,
    FromForm,
    parse_end_reason,
)
from citizen_app.care_team.plan_pages import Answer, to_plan, wants_to_edit
from citizen_app.database import NotFound, db
from citizen_app.people import service as people
from citizen_app.people import wording as people_words
from citizen_app.people.rules import EndReason
from citizen_app.plans import service as plans
from citizen_app.plans.forms import PauseAsked, PauseForm
from citizen_app.plans.rules import BadPause, PauseReason
from citizen_app.plans.service import PlanTemplate
from citizen_app.plans.wording_schedules import schedule_text
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import current_teams, for_citizen, for_team
from citizen_app.sharing.rules import Access, Right
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.language import current_language

courses_bp = Blueprint("courses", __name__)
templates_bp = Blueprint("templates", __name__, url_prefix="/templates")

PLACE = "/citizens/<uuid:person_id>/plan"
# The choice of a plan that begins with nothing in it.
EMPTY = "empty"


@templates_bp.get("")
@for_team(Right.MANAGE_TEMPLATES)
def show_templates() -> str:
    """Every template of the organisation, as it would be if it began today."""
    return render_template(
        "care_team/plan/show_templates.html",
        templates=plans.list_templates(_folder()),
        today=today(),
        schedule_text=schedule_text,
        conditions={condition.value: name for condition, name in people_words.CONDITIONS.items()},
        hours_text=people_words.reading_hours_text,
        language=current_language(),
        words=wording,
    )


@courses_bp.get(f"{PLACE}/begin")
@for_citizen(Right.CHANGE_PLAN)
def ask_for_template(person_id: UUID) -> str:
    """What a plan can begin with."""
    return _show_begin(person_id, FromForm.begin("", today()), [])


@courses_bp.post(f"{PLACE}/begin")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def begin_plan(person_id: UUID) -> Answer:
    """What would be asked is shown first; then the plan begins."""
    form = FromForm.read(request.form, "template")
    day = form.day(today())
    course, template = _chosen(person_id, form.choice)
    errors = [day] if isinstance(day, FieldError) else []
    if form.choice != EMPTY and template is None:
        errors.append(FieldError("template", NO_TEMPLATE))
    if wants_to_edit():
        return _show_begin(person_id, form, [])
    if course is None and not errors:
        # A second press: the course has its plan.
        return to_plan(person_id)
    if errors or isinstance(day, FieldError) or course is None:
        return _show_begin(person_id, form, errors), 422
    missing = planning.missing_forms(db.session, template) if template else ()
    if request.form.get("go") == "save" and not missing:
        _begin(person_id, course, template, day)
        return to_plan(person_id)
    return _show_check_begin(person_id, form, template, day)


@courses_bp.get(f"{PLACE}/pauses/add")
@for_citizen(Right.CHANGE_PLAN)
def add_pause(person_id: UUID) -> str:
    """The form for a pause that the team and the citizen have agreed."""
    return _show_pause(person_id, PauseForm.blank(today()), [])


@courses_bp.post(f"{PLACE}/pauses/add")
@for_citizen(Right.CHANGE_PLAN)
def save_pause(person_id: UUID) -> Answer:
    """Make a pause; it is confirmed from the beginning."""
    form = PauseForm.read(request.form)
    asked = form.parse()
    if not isinstance(asked, PauseAsked):
        return _show_pause(person_id, form, [_for_staff(error) for error in asked]), 422
    longest = timedelta(days=current_app.config["SETTINGS"].longest_pause_days)
    actor = current_actor().id
    try:
        pause = plans.ask_for_pause(
            db.session,
            actor=actor,
            person=person_id,
            from_on=asked.from_on,
            until_on=asked.until_on,
            reason=asked.reason,
            now=now(),
            longest=longest,
        )
    except BadPause as bad:
        error = wording.pause_error(bad.problem, longest.days)
        return _show_pause(person_id, form, [error]), 422
    plans.confirm_pause(db.session, actor=actor, person=person_id, pause_id=pause.id, now=now())
    return to_plan(person_id)


@courses_bp.get(f"{PLACE}/courses/<uuid:course_id>/end")
@for_citizen(Right.CHANGE_PLAN)
def ask_for_reason(person_id: UUID, course_id: UUID) -> str:
    """Why a course ends."""
    if not any(one.id == course_id for one in people.courses_of(db.session, person=person_id)):
        raise NotFound
    return _show_end(_course(person_id, course_id), "", [])


@courses_bp.post("/courses/<uuid:course_id>/end")
@for_team(Right.CHANGE_PLAN)
@may_answer_with_page
def end_course(course_id: UUID) -> Answer:
    """What it means is shown first; then the course ends.

    The address names no citizen: after a second press the team follows her no more.
    """
    teams = [team.id for team in current_teams()]
    course = people.find_course(db.session, teams=teams, course=course_id)
    if course.is_ended:
        return redirect(url_for("care_team.show_work_list"), code=303)
    typed = request.form.get("reason", "")
    reason = parse_end_reason(typed)
    if isinstance(reason, FieldError):
        return _show_end(course, "", [reason]), 422
    if wants_to_edit():
        return _show_end(course, typed, [])
    if request.form.get("go") != "save":
        return _show_check_end(course, reason)
    planning.end_course(
        db.session, actor=current_actor().id, course=course, reason=reason, now=now()
    )
    return _after_the_end(course.person)


def _after_the_end(person: UUID) -> Response:
    """To the plan while the team follows the citizen in another course, else to the work list."""
    answer = sharing.access_to(
        db.session, actor=current_actor().id, person=person, right=Right.SEE_CLINICAL, now=now()
    )
    if answer is Access.ALLOWED:
        return to_plan(person)
    return redirect(url_for("care_team.show_work_list"), code=303)


def _begin(person: UUID, course: UUID, template: PlanTemplate | None, day: date) -> None:
    actor, moment = current_actor().id, now()
    if template is None:
        planning.begin_empty(db.session, actor=actor, person=person, course=course, now=moment)
        return
    right = Right.SET_THRESHOLD
    answer = sharing.access_to(db.session, actor=actor, person=person, right=right, now=moment)
    plans.start_from_template(
        db.session,
        actor=actor,
        person=person,
        course=course,
        template=template,
        from_on=day,
        now=moment,
        with_thresholds=answer is Access.ALLOWED,
    )


def _chosen(person: UUID, choice: str) -> tuple[UUID | None, PlanTemplate | None]:
    """The course that the plan would be in, and the template, if it is one for that course."""
    courses = planning.plan_page(db.session, person=person, now=now()).without_plan
    template = plans.find_template(_folder(), choice)
    fitting = [one for one in courses if template is None or one.condition == template.condition]
    return (fitting[0].id if fitting else None), template


def _show_begin(person: UUID, form: FromForm, errors: list[FieldError]) -> str:
    courses = planning.plan_page(db.session, person=person, now=now()).without_plan
    found = plans.list_templates(_folder(), {course.condition for course in courses})
    return render_template(
        "care_team/plan/begin_plan.html",
        person=planning.name_of(db.session, person=person),
        form=form,
        templates=found,
        empty=EMPTY,
        errors=errors,
        error_of=by_field(errors),
        language=current_language(),
    )


def _show_check_begin(
    person: UUID, form: FromForm, template: PlanTemplate | None, day: date
) -> str:
    agenda = (
        plans.preview_template(template, from_on=day, now=now())
        if template
        else plans.Agenda((), ())
    )
    return render_template(
        "care_team/plan/check_begin.html",
        person=planning.name_of(db.session, person=person),
        template=template,
        missing=planning.missing_forms(db.session, template) if template else (),
        activities=agenda.activities,
        days=planning.next_days(agenda, day),
        pairs=form.pairs("template"),
        day=day,
        schedule_text=schedule_text,
        words=wording,
        language=current_language(),
    )


def _show_pause(person: UUID, form: PauseForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/plan/add_pause.html",
        person=planning.name_of(db.session, person=person),
        form=form,
        errors=errors,
        error_of=by_field(errors),
        reasons=[(reason.value, wording.PAUSE_REASONS[reason]) for reason in PauseReason],
    )


def _for_staff(error: FieldError) -> FieldError:
    return FieldError("reason", NO_PAUSE_REASON) if error.field_id == "reason" else error


def _course(person: UUID, course: UUID) -> people.CourseOfTeam:
    teams = [team.id for team in people.teams_following(db.session, person=person)]
    return people.find_course(db.session, teams=teams, course=course)


def _show_end(course: people.CourseOfTeam, reason: str, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/plan/end_course.html",
        person=planning.name_of(db.session, person=course.person),
        course=course,
        condition=people_words.CONDITIONS[course.condition],
        reason=reason,
        reasons=wording.end_reason_choices(),
        waiting=planning.waiting_of(db.session, person=course.person),
        errors=errors,
        error_of=by_field(errors),
    )


def _show_check_end(course: people.CourseOfTeam, reason: EndReason) -> str:
    return render_template(
        "care_team/plan/check_end.html",
        person=planning.name_of(db.session, person=course.person),
        course=course,
        condition=people_words.CONDITIONS[course.condition],
        reason=reason,
        reason_text=people_words.END_REASONS[reason],
        has_died=reason is EndReason.DEAD,
        waiting=planning.waiting_of(db.session, person=course.person),
    )


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].plan_templates_folder
    return folder
