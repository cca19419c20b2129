"""Flask's session, kept in our own table: the browser holds a secret and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Flask, Request, Response, current_app, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as BaseResponse

from citizen_app.config import Settings
from citizen_app.database import SAFE_METHODS, NotFound, db, may_write, own_transaction
from citizen_app.people import service as people
from citizen_app.sign_in import service
from citizen_app.sign_in.rules import Lifetimes
from citizen_app.sign_in.service import SignedIn
from citizen_app.web.clock import now
from citizen_app.web.registry import Actor

log = structlog.get_logger("citizen_app")


class NobodySignedIn(RuntimeError):
    """Only a signed-in person has a session that something can be stored in."""


class ServerSession(SessionMixin):
    """The session of one request; the database is asked when somebody looks into it."""

    def __init__(self, token: str | None) -> None:
        self.token = token
        self.modified = False
        self.new_token: str | None = None
        self.has_ended = False
        self._found: SignedIn | None = None
        self._is_loaded = token is None
        self._values: dict[str, Any] = {}

    @property
    def signed_in(self) -> SignedIn | None:
        """The living session behind the browser's token."""
        if not self._is_loaded and self.token is not None:
            self._found = service.find_session(
                db.session, token=self.token, now=now(), lifetimes=lifetimes()
            )
            self._values = self._found.remembered if self._found else {}
            self._is_loaded = True
        return self._found

    def begin(self, token: str) -> None:
        """Answer with a new token; the one that came with the request is dead."""
        self.new_token = token
        self._found, self._is_loaded, self._values = None, True, {}

    def end(self) -> None:
        """Answer without a session."""
        self.has_ended = True
        self._found, self._is_loaded, self._values = None, True, {}

    def __getitem__(self, key: str) -> Any:
        if not self.signed_in:
            raise KeyError(key)
        return self._values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if not self.signed_in:
            raise NobodySignedIn(key)
        self._values[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._values[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._values if self.signed_in else ())

    def __len__(self) -> int:
        return len(self._values) if self.signed_in else 0


class TableSessions(SessionInterface):
    """Reads the token from the cookie and sets it again after sign-in and sign-out."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The request's session, not looked up yet."""
        return ServerSession(request.cookies.get(session_cookie(app)))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie. The rows were stored before, in the request's one commit."""
        ours = cast(ServerSession, session)
        if response.status_code >= 400:
            return
        if ours.new_token:
            set_cookie(response, session_cookie(app), ours.new_token)
        elif ours.has_ended:
            drop_cookie(response, session_cookie(app))


def init_sessions(app: Flask) -> None:
    """Use the table; store what pages remember just before the request's commit."""
    app.session_interface = TableSessions()
    app.after_request(_store_remembered)


def server_session() -> ServerSession:
    """Flask's session of this request, as what it is."""
    return cast(ServerSession, session._get_current_object())  # type: ignore[attr-defined]


def signed_in_person() -> UUID | None:
    """Who is signed in in this browser; notes at most once a minute that they were here."""
    found = server_session().signed_in
    if found is None:
        return None
    if found.is_last_seen_due and not _is_polled():
        _mark_seen(found.id)
    return found.person


def load_actor() -> Actor | None:
    """Who is signed in, as guards and pages want to know it."""
    person = signed_in_person()
    if person is None:
        return None
    try:
        view = people.get_person(db.session, person=person)
    except NotFound:
        return None
    return Actor(view.id, view.name, view.is_enrolled, view.language, is_staff=bool(view.roles))


def lifetimes() -> Lifetimes:
    """How long sessions live, by the settings."""
    settings = _settings()
    return Lifetimes(
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(hours=settings.session_hours),
    )


def session_cookie(app: Flask) -> str:
    """The cookie's name; browsers keep `__Host-` names to https, this host and path /."""
    return _cookie_name(app.config["SETTINGS"], "session")


def browser_cookie() -> str:
    """The short-lived cookie that ties a sign-in to the browser it began in."""
    return _cookie_name(_settings(), "sign-in")


def set_cookie(
    response: BaseResponse, name: str, value: str, *, lives: timedelta | None = None
) -> None:
    """Set one of our two cookies."""
    response.set_cookie(
        name,
        value,
        max_age=lives,
        path="/",
        secure=_settings().is_https,
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(response: BaseResponse, name: str) -> None:
    """Ask the browser to forget one of our cookies."""
    response.delete_cookie(
        name, path="/", secure=_settings().is_https, httponly=True, samesite="Lax"
    )


def _cookie_name(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.is_https else name


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _store_remembered(response: Response) -> Response:
    current = server_session()
    found = current.signed_in if current.modified else None
    if found is not None and request.method not in SAFE_METHODS and response.status_code < 400:
        service.remember(db.session, session_id=found.id, values={**current})
    return response


def _is_polled() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_polled", False)


def _mark_seen(session_id: UUID) -> None:
    if may_write():
        service.mark_seen(db.session, session_id=session_id, now=now())
        return
    try:
        with own_transaction() as own:
            service.mark_seen(own, session_id=session_id, now=now())
    except OperationalError:
        log.warning("last_seen_not_stored")
