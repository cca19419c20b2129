"""A citizen's devices: what those who look after them have noted."""

from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import service
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.forms import parse_note
from citizen_app.database import db
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right, rights_of
from citizen_app.typed_text import tidy
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor

Answer = Response | tuple[str, int]


@bp.get("/citizens/<uuid:person_id>/equipment")
@for_citizen(Right.CHANGE_EQUIPMENT)
def show_equipment(person_id: UUID) -> str:
    """What is known about the citizen's devices."""
    return _page(person_id)


@bp.post("/citizens/<uuid:person_id>/equipment")
@for_citizen(Right.CHANGE_EQUIPMENT)
def note_equipment(person_id: UUID) -> Answer:
    """Keep what is said about the devices now."""
    typed = tidy(request.form.get("note", ""))
    words = parse_note(typed)
    if isinstance(words, list):
        return _page(person_id, note=typed, errors=words), 422
    service.write_equipment_note(
        db.session, actor=current_actor().id, person=person_id, key=_key(), words=words, now=now()
    )
    return redirect(url_for(".show_equipment", person_id=person_id), code=303)


def _key() -> UUID:
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        abort(422)


def _page(person: UUID, *, note: str = "", errors: list[FieldError] | None = None) -> str:
    rights = rights_of(
        sharing.relation_to(db.session, actor=current_actor().id, person=person, now=now())
    )
    return render_template(
        "care_team/show_equipment.html",
        person=service.name_of(db.session, person=person),
        notes=service.equipment_notes(db.session, person=person),
        note=note,
        key=uuid4(),
        errors=errors or [],
        error_of=by_field(errors or []),
        may_see_all=Right.SEE_CLINICAL in rights,
    )
