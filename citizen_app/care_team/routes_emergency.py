"""Emergency access: a CPR number and a reason, in a form that is never part of an address."""

from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import emergency
from citizen_app.care_team import wording_emergency as words
from citizen_app.care_team.forms_emergency import EmergencyForm
from citizen_app.database import NotFound, db, own_transaction
from citizen_app.people import service as people
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_team
from citizen_app.sharing.rules import EMERGENCY_LASTS, Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor

emergency_bp = Blueprint("emergency", __name__, url_prefix="/emergency")

Answer = Response | tuple[str, int]


@emergency_bp.get("")
@for_team(Right.OPEN_EMERGENCY)
def ask_for_reason() -> str:
    """The form, and what opening means."""
    return _show(EmergencyForm(), [])


@emergency_bp.post("")
@for_team(Right.OPEN_EMERGENCY)
def open_record() -> Answer:
    """Open the citizen's record for a while; a citizen of one's own needs no emergency."""
    form = EmergencyForm.read(request.form)
    errors = form.errors()
    if errors:
        return _show(form, errors), 422
    actor = current_actor().id
    try:
        person = emergency.find_citizen(db.session, actor=actor, cpr=form.cpr, key=_key())
    except NotFound:
        db.session.rollback()
        with own_transaction() as own:
            emergency.note_vain_search(own, actor=actor, now=now())
        return _show(form, [FieldError("cpr", words.NOBODY)]), 422
    if not emergency.is_followed(db.session, actor=actor, person=person, now=now()):
        _open(actor, person, form.reason)
    return redirect(url_for("care_team.show_citizen", person_id=person), code=303)


def _open(actor: UUID, person: UUID, reason: str) -> None:
    opened = sharing.open_in_an_emergency(
        db.session, actor=actor, person=person, reason=reason, now=now()
    )
    subject, body = words.told_words(
        opened,
        name=current_actor().name,
        role=people.roles_of(db.session, people=[actor])[actor],
        language=people.get_person(db.session, person=person).language,
    )
    emergency.tell_citizen(db.session, opened=opened, person=person, subject=subject, body=body)


def _key() -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    return secret.encode()


def _show(form: EmergencyForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/ask_for_reason.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        minutes=int(EMERGENCY_LASTS.total_seconds() // 60),
    )
