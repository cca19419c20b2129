"""The demo's sign-in provider: a WSGI application of its own that speaks real OpenID Connect."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from flask_babel import Babel, get_locale
from sqlalchemy import make_url

from citizen_app.config import Environment, Settings, UnsafeSettings
from citizen_app.demo.people import DEMO_PEOPLE, find_by_subject, find_demo_person
from citizen_app.demo.protocol import SCOPES, StandInServer, fingerprint
from citizen_app.demo.storage import Storage
from citizen_app.paths import TEMPLATES, TRANSLATIONS
from citizen_app.web.language import DEFAULT_LANGUAGE, LANGUAGES, wished_language
from citizen_app.web.security_headers import FIXED
from citizen_app.web.static_files import static_url

bp = Blueprint("stand_in", __name__)
LARGEST_BODY = 20_000


def create_provider(settings: Settings) -> Flask:
    """The stand-in for a real provider. Production never has it."""
    if settings.environment is Environment.PRODUCTION:
        raise UnsafeSettings("the stand-in provider must not run in production")
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="stand-in",
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
        BABEL_DEFAULT_LOCALE=DEFAULT_LANGUAGE,
    )
    Babel(app, locale_selector=_choose_language)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        app_name=settings.app_name, static_url=static_url, current_language=_current_language
    )
    storage = Storage(storage_file(settings))
    storage.prepare()
    app.extensions["stand_in"] = StandInServer(app, settings, storage)
    app.register_blueprint(bp)
    _add_headers(app, settings)
    return app


def storage_file(settings: Settings) -> Path:
    """Beside the database's file, or in `instance` where the database is a server."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        database = Path(url.database).absolute()
        return database.with_name(f"{database.stem}-stand-in.sqlite3")
    return Path("instance/stand-in.sqlite3").absolute()


@bp.get("/.well-known/openid-configuration")
def describe_provider() -> Response:
    """What a client needs to know."""
    issuer = _server().issuer
    return jsonify(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        jwks_uri=f"{issuer}/jwks",
        userinfo_endpoint=f"{issuer}/userinfo",
        end_session_endpoint=f"{issuer}/end-session",
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=["authorization_code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=["RS256"],
        token_endpoint_auth_methods_supported=["client_secret_basic"],
        code_challenge_methods_supported=["S256"],
        authorization_response_iss_parameter_supported=True,
        scopes_supported=list(SCOPES),
        claims_supported=["sub", "name", "cpr"],
        ui_locales_supported=list(LANGUAGES),
    )


@bp.get("/jwks")
def show_keys() -> Response:
    """The public half of the signing key."""
    return jsonify(keys=[_server().key.as_dict(private=False)])


@bp.get("/authorize")
def show_people() -> Response | str | tuple[str, int]:
    """The page where one chooses whom to be."""
    try:
        _server().get_consent_grant()
    except OAuth2Error as error:
        return _refuse(error)
    action = request.script_root + request.full_path
    return render_template("demo/show_people.html", people=DEMO_PEOPLE, action=action)


@bp.post("/authorize")
def choose_person() -> Response | tuple[str, int]:
    """Send the chosen person back with a code; without a choice it is a cancelled sign-in."""
    server = _server()
    person = find_demo_person(request.form.get("as", ""))
    try:
        grant = server.get_consent_grant(end_user=person)
    except OAuth2Error as error:
        return _refuse(error)
    answer: Response = server.create_authorization_response(grant_user=person, grant=grant)
    return answer


@bp.post("/token")
def exchange_code() -> Response:
    """A code for an ID token and an access token."""
    answer: Response = _server().create_token_response()
    return answer


@bp.get("/userinfo")
def show_userinfo() -> Response | tuple[Response, int]:
    """Claims about the person; the CPR number only here and only when asked for."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer" and token:
        found = _server().storage.find_token(fingerprint(token), int(time.time()))
    person = find_by_subject(found[0]) if found else None
    if found is None or person is None:
        return jsonify(error="invalid_token"), 401
    claims = {"sub": person.subject, "name": person.name}
    if "cpr" in found[1].split():
        claims["cpr"] = person.cpr
    return jsonify(claims)


@bp.get("/end-session")
def end_session() -> Response | str | tuple[str, int]:
    """Send a person who signed out back to the application."""
    server = _server()
    try:
        asked = server.validate_endpoint_request("end_session")
    except OAuth2Error as error:
        return _refuse(error)
    answer: Response | None = server.create_endpoint_response("end_session", asked)
    return answer if answer is not None else render_template("demo/show_signed_out.html")


def _refuse(error: OAuth2Error) -> Response | tuple[str, int]:
    if getattr(error, "redirect_uri", None):
        answer: Response = _server().handle_error_response(None, error)
        return answer
    return render_template("demo/show_refusal.html"), 400


def _server() -> StandInServer:
    server: StandInServer = current_app.extensions["stand_in"]
    return server


def _choose_language() -> str:
    wished = request.args.get("ui_locales", "")
    if wished in LANGUAGES:
        return wished
    return wished_language(request.accept_languages) or DEFAULT_LANGUAGE


def _current_language() -> str:
    locale: Any = get_locale()
    return str(locale.language) if locale else DEFAULT_LANGUAGE


def _add_headers(app: Flask, settings: Settings) -> None:
    issuer, own = urlsplit(settings.issuer), settings.public_origin
    # A form's policy covers the redirect that follows it, which leads to the application.
    targets = "'self'" if f"{issuer.scheme}://{issuer.netloc}" == own else f"'self' {own}"
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {targets}"
    )

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update({**FIXED, "Content-Security-Policy": policy})
        response.headers["Cache-Control"] = "no-store"
        return response
