"""The help and settings page, and the choice of language."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.web.guards import find_actor, public
from citizen_app.web.language import LANGUAGE_COOKIE, LANGUAGES
from citizen_app.web.registry import registry

bp = Blueprint("settings", __name__, url_prefix="/settings")

ONE_YEAR = 31_536_000


@bp.get("")
@public
def show_settings() -> str:
    """Whom to call, which language, and the way out."""
    return render_template("settings/show_settings.html", actor=find_actor())


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
