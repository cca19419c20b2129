"""One citizen's page: plan, limits, usual ranges to confirm, pauses, notes."""

from typing import Any
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.action_plan import service as action_plan
from citizen_app.care_team import service, wording
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.forms import RangeForm, parse_note
from citizen_app.database import db
from citizen_app.people import wording as people_wording
from citizen_app.plans import service as plans
from citizen_app.plans.rules import BadRange
from citizen_app.plans.wording import REASONS
from citizen_app.plans.wording_schedules import schedule_text
from citizen_app.record import wording as record_wording
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right, rights_of
from citizen_app.trends import readouts
from citizen_app.trends import wording as trend_wording
from citizen_app.trends.pictures import small_picture
from citizen_app.typed_text import tidy
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor
from citizen_app.web.language import current_language

Answer = Response | tuple[str, int]


@bp.get("/citizens/<uuid:person_id>")
@for_citizen(Right.SEE_CLINICAL)
def show_citizen(person_id: UUID) -> str:
    """One citizen, whole."""
    return _page(person_id)


@bp.post("/citizens/<uuid:person_id>/usual")
@for_citizen(Right.CHANGE_PLAN)
def confirm_usual(person_id: UUID) -> Answer:
    """Let a range count as the citizen's usual, as suggested or as changed."""
    form = RangeForm.read(request.form)
    parsed = form.parse()
    if isinstance(parsed, list):
        return _page(person_id, ranges={form.name: form}, errors=parsed), 422
    try:
        service.confirm_usual(
            db.session,
            actor=current_actor().id,
            person=person_id,
            name=form.name,
            low=parsed[0],
            high=parsed[1],
            now=now(),
        )
    except BadRange:
        db.session.rollback()
        return _page(person_id, ranges={form.name: form}, errors=form.turned_round()), 422
    return _back(person_id, "usual")


@bp.post("/citizens/<uuid:person_id>/pauses/<uuid:pause_id>/confirm")
@for_citizen(Right.CHANGE_PLAN)
def confirm_pause(person_id: UUID, pause_id: UUID) -> Response:
    """Agree to a pause that the citizen has asked for."""
    plans.confirm_pause(
        db.session, actor=current_actor().id, person=person_id, pause_id=pause_id, now=now()
    )
    return _back_to_pauses(person_id)


@bp.post("/citizens/<uuid:person_id>/pauses/<uuid:pause_id>/end")
@for_citizen(Right.CHANGE_PLAN)
def end_pause(person_id: UUID, pause_id: UUID) -> Response:
    """End a pause early."""
    plans.end_pause(
        db.session, actor=current_actor().id, person=person_id, pause_id=pause_id, now=now()
    )
    return _back_to_pauses(person_id)


@bp.post("/citizens/<uuid:person_id>/notes")
@for_citizen(Right.WRITE_NOTE)
def write_note(person_id: UUID) -> Answer:
    """Keep a note for the team."""
    typed = tidy(request.form.get("note", ""))
    words = parse_note(typed)
    if isinstance(words, list):
        return _page(person_id, note=typed, errors=words), 422
    service.write_note(
        db.session,
        actor=current_actor().id,
        person=person_id,
        key=_key(),
        words=words,
        now=now(),
    )
    return _back(person_id, "notes")


def _key() -> UUID:
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        abort(422)


def _back(person: UUID, place: str) -> Response:
    return redirect(url_for(".show_citizen", person_id=person, _anchor=place), code=303)


def _back_to_pauses(person: UUID) -> Response:
    """To the page on which the pause was shown."""
    if request.form.get("back") == "plan":
        address = url_for("care_team.planning.show_plan", person_id=person, _anchor="pauses")
        return redirect(address, code=303)
    return _back(person, "pauses")


def _page(
    person: UUID,
    *,
    ranges: dict[str, RangeForm] | None = None,
    note: str = "",
    errors: list[FieldError] | None = None,
) -> str:
    parts = citizen_parts(person)
    forms = {one.name: RangeForm.of(one) for one in parts["citizen"].usual} | (ranges or {})
    parts |= {"forms": forms, "note": note, "errors": errors or []}
    return render_template(
        "care_team/show_citizen.html", **parts | {"error_of": by_field(errors or [])}
    )


def citizen_parts(person: UUID) -> dict[str, Any]:
    """What the parts of a citizen's page show, on screen and on paper."""
    actor = current_actor().id
    rights = rights_of(sharing.relation_to(db.session, actor=actor, person=person, now=now()))
    found = service.citizen_view(db.session, person=person, now=now())
    beside = service.following_of(db.session, actor=actor, person=person, now=now())
    return {
        "citizen": found,
        "forms": {one.name: RangeForm.of(one) for one in found.usual},
        "note": "",
        "key": uuid4(),
        "action_plan": action_plan.find_plan(db.session, person=person),
        "error_of": {},
        "may_plan": Right.CHANGE_PLAN in rights,
        "may_write": Right.WRITE_NOTE in rights,
        "language": current_language(),
        "schedule_text": schedule_text,
        "reasons": REASONS,
        "people_words": people_wording,
        "wording": wording,
        "words": record_wording,
        "drawn": [(one, small_picture(one, beside.background)) for one in beside.trends],
        "trend_words": trend_wording,
        "readouts": readouts,
        "threads": beside.threads,
        "equipment": beside.equipment,
    }
