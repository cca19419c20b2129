"""The pages of signing in and out, and the way to the provider and back."""

from urllib.parse import urlsplit

import structlog
from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from citizen_app.audit import service as audit
from citizen_app.config import Settings
from citizen_app.database import db, own_transaction
from citizen_app.people import service as people
from citizen_app.sign_in import provider as oidc
from citizen_app.sign_in import service
from citizen_app.sign_in.rules import SIGN_IN_TIME, looks_local
from citizen_app.sign_in.service import SentToProvider
from citizen_app.sign_in.sessions import (
    browser_cookie,
    init_sessions,
    lifetimes,
    server_session,
    set_cookie,
)
from citizen_app.web.clock import now
from citizen_app.web.guards import find_actor, public, writes_on_get
from citizen_app.web.language import current_language

bp = Blueprint("sign_in", __name__)
log = structlog.get_logger("citizen_app")

LONGEST_CODE = 4096
CANCELLED = frozenset({"access_denied", "user_cancelled", "user_aborted"})


@bp.record_once
def prepare_application(state: BlueprintSetupState) -> None:
    """Give the application its sessions and its provider."""
    app = state.app
    init_sessions(app)  # type: ignore[arg-type]
    app.extensions["sign_in_provider"] = oidc.create_provider(app.config["SETTINGS"])


@bp.get("/sign-in")
@public
def show_sign_in() -> Response | str:
    """What this is, and the one button."""
    next_path = _safe_next(request.args.get("next", ""))
    if find_actor() is not None:
        return redirect(next_path, code=303)
    return render_template("sign_in/show_sign_in.html", next_path=next_path)


@bp.post("/sign-in")
@public
def start_sign_in() -> Response:
    """Send the person to the provider, and remember that this browser went there."""
    next_path = _safe_next(request.form.get("next", ""))
    try:
        departure = oidc.depart(
            _provider(),
            redirect_uri=_own_address("sign_in.finish_sign_in"),
            language=current_language(),
            again="again" in request.form,
        )
    except oidc.SignInFailed as failure:
        return _failed(failure, next_path)
    browser = request.cookies.get(browser_cookie()) or service.new_token()
    sent = SentToProvider(departure.state, departure.nonce, departure.code_verifier, next_path)
    service.remember_sign_in(db.session, browser=browser, sent=sent, now=now())
    answer = redirect(departure.url, code=303)
    set_cookie(answer, browser_cookie(), browser, lives=SIGN_IN_TIME)
    return answer


@bp.get("/sign-in/callback")
@public
@writes_on_get
def finish_sign_in() -> Response:
    """Take the provider's answer: state first, then who sent it, then what it says."""
    if request.method != "GET":  # a HEAD would use the answer up
        abort(405)
    sent = _take_sign_in()
    if sent is None:
        return _page("start_again", 400)
    try:
        if "error" in request.args:
            oidc.check_sender(_provider(), issuer=request.args.get("iss"))
            return _not_signed_in(sent)
        identity = oidc.arrive(
            _provider(),
            code=request.args.get("code", "")[:LONGEST_CODE],
            issuer=request.args.get("iss"),
            code_verifier=sent.code_verifier,
            nonce=sent.nonce,
            redirect_uri=_own_address("sign_in.finish_sign_in"),
        )
    except oidc.SignInFailed as failure:
        return _failed(failure, sent.next_path)
    return _welcome(identity, sent.next_path)


@bp.get("/sign-in/not-enrolled")
@public
def show_not_enrolled() -> Response | str:
    """For those who signed in well and for whom there is nothing here, or nothing yet."""
    actor = find_actor()
    if actor is not None and (actor.is_enrolled or actor.is_staff):
        return redirect(url_for("start"), code=303)
    return render_template("sign_in/show_not_enrolled.html", actor=actor)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session here at once, then the provider's own where it can be ended."""
    current = server_session()
    ended = None
    if current.token:
        # Stored before the provider is asked anything: it may be slow or gone.
        with own_transaction() as own:
            ended = service.end_session(own, token=current.token)
            if ended is not None:
                audit.record(
                    own, actor=ended.person, person=ended.person, action="session:ended", now=now()
                )
    current.end()
    return redirect(_after_sign_out(ended), code=303)


@bp.get("/sign-in/signed-out")
@public
def show_signed_out() -> str:
    """A clear end."""
    return render_template("sign_in/show_signed_out.html")


def _take_sign_in() -> SentToProvider | None:
    browser, state = request.cookies.get(browser_cookie()), request.args.get("state")
    if not browser or not state:
        return None
    # Taken in a transaction of its own: an answer counts once, however this request ends.
    with own_transaction() as own:
        return service.take_sign_in(own, browser=browser, state=state, now=now())


def _welcome(identity: oidc.Identity, next_path: str) -> Response:
    person = people.link_identity(
        db.session,
        issuer=identity.issuer,
        subject=identity.subject,
        cpr=identity.cpr,
        key=_settings().secret_key.get_secret_value().encode(),
    )
    if person is None:
        log.info("sign_in_refused", reason="not_enrolled")
        return redirect(url_for("sign_in.show_not_enrolled"), code=303)
    current = server_session()
    token = service.start_session(
        db.session,
        person=person,
        now=now(),
        lifetimes=lifetimes(),
        replaces=current.token,
        id_token_hint=identity.id_token_hint,
    )
    current.begin(token)
    audit.record(db.session, actor=person, person=person, action="session:started", now=now())
    return redirect(next_path, code=303)


def _not_signed_in(sent: SentToProvider) -> Response:
    """An error from the provider, told in our words; cancelling is none."""
    if request.args["error"] in CANCELLED:
        return _page("cancelled", 200, next_path=sent.next_path)
    log.warning("sign_in_failed", reason="provider_error")
    return _page("refused", 400, next_path=sent.next_path)


def _failed(failure: oidc.SignInFailed, next_path: str) -> Response:
    log.warning("sign_in_failed", reason=str(failure))
    db.session.rollback()
    if isinstance(failure, oidc.ProviderUnavailable):
        answer = _page("unavailable", 503, next_path=next_path)
        answer.headers["Retry-After"] = "30"
        return answer
    return _page("refused", 400, next_path=next_path)


def _page(outcome: str, status: int, next_path: str | None = None) -> Response:
    page = render_template(
        "sign_in/show_outcome.html", outcome=outcome, next_path=next_path or url_for("start")
    )
    return make_response(page, status)


def _after_sign_out(ended: service.Ended | None) -> str:
    signed_out = _own_address("sign_in.show_signed_out")
    if ended is None:
        return signed_out
    try:
        hint = ended.id_token_hint
        return oidc.logout_url(_provider(), id_token_hint=hint, back_to=signed_out) or signed_out
    except oidc.SignInFailed as failure:
        log.warning("provider_not_signed_out", reason=str(failure))
        return signed_out


def _safe_next(wanted: str) -> str:
    """The page to go on to: one of our own that can be shown, else the start."""
    start: str = url_for("start")
    if not looks_local(wanted):
        return start
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(wanted).path, method="GET")
    except (HTTPException, RequestRedirect):
        return start
    return start if endpoint.startswith("sign_in.") else wanted


def _own_address(endpoint: str) -> str:
    # From the settings, never from the Host header of a request.
    return _settings().public_origin + url_for(endpoint)


def _provider() -> oidc.Provider:
    provider: oidc.Provider = current_app.extensions["sign_in_provider"]
    return provider


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
