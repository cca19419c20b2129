"""The help and settings page, and the choice of language."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.database import db
from citizen_app.people import consents, relatives
from citizen_app.people import service as people
from citizen_app.people.consent_words import find_version, load_words
from citizen_app.record.wording import ROLES
from citizen_app.sharing import service as sharing
from citizen_app.web.guards import citizen, current_person, find_actor, public
from citizen_app.web.language import LANGUAGE_COOKIE, LANGUAGES, current_language
from citizen_app.web.registry import registry

bp = Blueprint("settings", __name__, url_prefix="/settings")

ONE_YEAR = 31_536_000


@bp.get("")
@public
def show_settings() -> str:
    """Whom to call, which language, and the way out."""
    actor = find_actor()
    opened = sharing.emergencies_of(db.session, person=actor.id) if actor else []
    treating = [one.actor for one in opened]
    return render_template(
        "settings/show_settings.html",
        actor=actor,
        opened=opened,
        names=people.names_of(db.session, people=treating),
        roles=people.roles_of(db.session, people=treating),
        role_words=ROLES,
    )


@bp.get("/helpers")
@citizen
def show_helpers() -> str:
    """The relatives on one's list, and what one has agreed to."""
    person = current_person()
    words = load_words(current_app.config["SETTINGS"].consents_file)
    given = [one for one in consents.consents_of(db.session, person=person) if one.stands]
    return render_template(
        "settings/show_helpers.html",
        relatives=relatives.relatives_of(db.session, person=person),
        consents=[(one, find_version(words, one.kind, one.words_version)) for one in given],
        language=current_language(),
    )


@bp.post("/language")
@public
def change_language() -> Response:
    """Remember the language: on the person when signed in, and on this device."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(422)
    actor = find_actor()
    if actor is not None:
        registry().remember_language(actor.id, language)
    answer = redirect(url_for("settings.show_settings"), code=303)
    answer.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=ONE_YEAR,
        secure=current_app.config["SETTINGS"].is_https,
        httponly=True,
        samesite="Lax",
    )
    return answer
