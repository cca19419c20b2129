"""The page "I am away or in hospital": ask for a pause, see it, end it."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.database import db
from citizen_app.plans import service
from citizen_app.plans.forms import PauseAsked, PauseForm
from citizen_app.plans.rules import BadPause, PauseReason, local_day
from citizen_app.plans.wording import REASONS, problem_error
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import citizen, current_actor, current_person

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("/pause")
@citizen
def show_pause() -> str:
    """The pause of today or the next one, else the form that asks for one."""
    today = local_day(now())
    pause = service.next_pause(db.session, person=current_person(), today=today)
    if pause is None:
        return _form(PauseForm.blank(today), [])
    return render_template(
        "plans/show_pause.html",
        pause=pause,
        reason=REASONS[pause.reason],
        has_begun=pause.span.from_on <= today,
    )


@bp.post("/pause")
@citizen
def ask_for_pause() -> Response | tuple[str, int]:
    """Ask for a pause; it counts at once."""
    form = PauseForm.read(request.form)
    asked = form.parse()
    if isinstance(asked, PauseAsked):
        try:
            service.ask_for_pause(
                db.session,
                actor=current_actor().id,
                person=current_person(),
                from_on=asked.from_on,
                until_on=asked.until_on,
                reason=asked.reason,
                now=now(),
                longest=_longest(),
            )
        except BadPause as problem:
            return _form(form, [problem_error(problem.problem, longest=_longest())]), 422
        return redirect(url_for(".show_pause"), code=303)
    return _form(form, asked), 422


@bp.post("/pauses/<uuid:pause_id>/end")
@citizen
def end_pause(pause_id: UUID) -> Response:
    """End a pause early and go back to today's tasks."""
    service.end_pause(
        db.session,
        actor=current_actor().id,
        person=current_person(),
        pause_id=pause_id,
        now=now(),
    )
    return redirect(url_for("today.show_today"), code=303)


def _longest() -> timedelta:
    return timedelta(days=current_app.config["SETTINGS"].longest_pause_days)


def _form(form: PauseForm, errors: list[FieldError]) -> str:
    return render_template(
        "plans/ask_for_pause.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        reasons=[(reason.value, REASONS[reason]) for reason in PauseReason],
    )
