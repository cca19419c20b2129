"""The limits of one citizen: what stands and has stood, and setting others from now on."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import service, wording
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.forms_thresholds import ThresholdForm
from citizen_app.care_team.limits import ScopeLimits
from citizen_app.database import db
from citizen_app.measures.wording import unit_name
from citizen_app.people import wording as people_wording
from citizen_app.plans import service as plans
from citizen_app.plans.rules import Scope
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right, rights_of
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor

Answer = Response | tuple[str, int]


@bp.get("/citizens/<uuid:person_id>/thresholds")
@for_citizen(Right.SEE_CLINICAL)
def show_thresholds(person_id: UUID) -> str:
    """What stands for each measure and context, since when, by whom and why."""
    relation = sharing.relation_to(
        db.session, actor=current_actor().id, person=person_id, now=now()
    )
    return render_template(
        "care_team/show_thresholds.html",
        found=service.limits_view(db.session, person=person_id, now=now()),
        may_set=Right.SET_THRESHOLD in rights_of(relation),
        people_words=people_wording,
        wording=wording,
    )


@bp.get("/citizens/<uuid:person_id>/thresholds/<uuid:plan_id>/<scope:scope>")
@for_citizen(Right.SET_THRESHOLD)
def ask_for_threshold(person_id: UUID, plan_id: UUID, scope: Scope) -> str:
    """The form that sets the limits of one measure in one context."""
    return _form_page(person_id, plan_id, scope)


@bp.post("/citizens/<uuid:person_id>/thresholds/<uuid:plan_id>/<scope:scope>")
@for_citizen(Right.SET_THRESHOLD)
def set_threshold(person_id: UUID, plan_id: UUID, scope: Scope) -> Answer:
    """Set limits from now on."""
    form = ThresholdForm.read(request.form)
    parsed = form.parse(scope)
    if isinstance(parsed, list):
        return _form_page(person_id, plan_id, scope, form=form, errors=parsed), 422
    try:
        plans.change_threshold(
            db.session,
            actor=current_actor().id,
            person=person_id,
            plan=plan_id,
            threshold=parsed,
            stands=_stands(),
            now=now(),
        )
    except plans.ThresholdChanged:
        db.session.rollback()
        return _form_page(person_id, plan_id, scope, form=form, is_second=True), 409
    return _back(person_id, plan_id, scope)


@bp.post("/citizens/<uuid:person_id>/thresholds/<uuid:plan_id>/<scope:scope>/end")
@for_citizen(Right.SET_THRESHOLD)
def end_threshold(person_id: UUID, plan_id: UUID, scope: Scope) -> Answer:
    """Let the limits count no more from now on."""
    try:
        plans.end_threshold(
            db.session,
            actor=current_actor().id,
            person=person_id,
            plan=plan_id,
            scope=scope,
            stands=_stands(),
            now=now(),
        )
    except plans.ThresholdChanged:
        db.session.rollback()
        return _form_page(person_id, plan_id, scope, is_second=True), 409
    return _back(person_id, plan_id, scope)


def _back(person: UUID, plan: UUID, scope: Scope) -> Response:
    place = f"{plan}-{scope.name}"
    return redirect(url_for(".show_thresholds", person_id=person, _anchor=place), code=303)


def _stands() -> UUID | None:
    """The limits that were shown; what is no id was never shown."""
    try:
        return UUID(request.form.get("stands", ""))
    except ValueError:
        return None


def _form_page(
    person: UUID,
    plan: UUID,
    scope: Scope,
    *,
    form: ThresholdForm | None = None,
    errors: list[FieldError] | None = None,
    is_second: bool = False,
) -> str:
    found = service.limits_view(db.session, person=person, now=now())
    row = found.find(plan, scope)
    return render_template(
        "care_team/ask_for_threshold.html",
        found=found,
        plan=next(one for one in found.plans if one.plan == plan),
        row=row,
        # What the form was based on: a form with errors must not take over newer limits.
        stands=_shown(row, is_second or form is None),
        form=form or ThresholdForm.of(row.standing),
        errors=errors or [],
        error_of=by_field(errors or []),
        is_second=is_second,
        unit=unit_name(row.scope.measure),
        wording=wording,
    )


def _shown(row: ScopeLimits, is_fresh: bool) -> UUID | None:
    if is_fresh:
        return row.standing.id if row.standing else None
    return _stands()
