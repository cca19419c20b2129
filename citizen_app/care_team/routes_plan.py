"""A citizen's action plan, as the care team writes it and reads what it said before."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.action_plan import service as action_plan
from citizen_app.action_plan import wording as plan_wording
from citizen_app.action_plan.rules import MOST_PHONES, TIED_ZONES, ZONES, PlanContent
from citizen_app.care_team import service, wording
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.forms_plan import PlanForm
from citizen_app.care_team.plan_ties import TieOption, tie_options
from citizen_app.database import db
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.language import current_language

Answer = Response | str | tuple[str, int]
EDIT, KEEP = "edit", "keep"


@bp.get("/citizens/<uuid:person_id>/action-plan")
@for_citizen(Right.CHANGE_PLAN)
def change_action_plan(person_id: UUID) -> str:
    """The form, with the plan that counts in it, and every version there was."""
    plan = action_plan.find_plan(db.session, person=person_id)
    options = _options(person_id, plan)
    return _show_form(person_id, PlanForm.begin(plan, options), options, [])


@bp.post("/citizens/<uuid:person_id>/action-plan")
@for_citizen(Right.CHANGE_PLAN)
@may_answer_with_page
def write_action_plan(person_id: UUID) -> Answer:
    """Show the plan as the citizen will see it; then keep it as a new version."""
    plan = action_plan.find_plan(db.session, person=person_id)
    form, options = PlanForm.read(request.form), _options(person_id, plan)
    go = request.form.get("go")
    if go == EDIT:
        return _show_form(person_id, form, options, [])
    content = form.parse(options)
    if isinstance(content, list):
        return _show_form(person_id, form, options, content), 422
    if go != KEEP:
        return _show_check(person_id, form, content, options)
    try:
        action_plan.write_plan(
            db.session,
            actor=current_actor().id,
            person=person_id,
            key=form.key,
            seen=form.seen,
            content=content,
            now=now(),
        )
    except action_plan.PlanChanged:
        db.session.rollback()
        newer = form.seen_now(plan.id if plan else None)
        return _show_form(person_id, newer, options, [], is_late=True), 409
    return redirect(url_for(".show_citizen", person_id=person_id, _anchor="action-plan"), code=303)


@bp.get("/citizens/<uuid:person_id>/action-plan/versions/<uuid:version_id>")
@for_citizen(Right.SEE_CLINICAL)
def show_action_plan(person_id: UUID, version_id: UUID) -> str:
    """One version, also one that no longer counts."""
    plan = action_plan.get_version(db.session, person=person_id, version=version_id)
    return render_template(
        "care_team/show_action_plan.html",
        person=service.name_of(db.session, person=person_id),
        plan=plan,
        content=plan.content,
        options=_options(person_id, plan),
        **_words(),
    )


def _options(person: UUID, plan: action_plan.PlanView | None) -> list[TieOption]:
    return tie_options(
        db.session,
        person=person,
        kept=plan.content.ties if plan else (),
        language=current_language(),
        now=now(),
    )


def _show_form(
    person: UUID,
    form: PlanForm,
    options: Sequence[TieOption],
    errors: Sequence[FieldError],
    *,
    is_late: bool = False,
) -> str:
    return render_template(
        "care_team/change_action_plan.html",
        person=service.name_of(db.session, person=person),
        form=form,
        options=options,
        phones=range(1, MOST_PHONES + 1),
        versions=action_plan.list_versions(db.session, person=person),
        errors=errors,
        error_of=by_field(errors),
        is_late=is_late,
        **_words(),
    )


def _show_check(
    person: UUID, form: PlanForm, content: PlanContent, options: Sequence[TieOption]
) -> str:
    return render_template(
        "care_team/check_action_plan.html",
        person=service.name_of(db.session, person=person),
        form=form,
        content=content,
        options=options,
        **_words(),
    )


def _words() -> dict[str, object]:
    return {
        "zones": ZONES,
        "tied_zones": TIED_ZONES,
        "wording": plan_wording,
        "tie_text": wording.tie_text,
    }
