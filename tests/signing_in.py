"""The short way in: a session made by the sign-in room's own service, and its cookie."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from citizen_app.sign_in import service
from citizen_app.sign_in.sessions import lifetimes, session_cookie
from citizen_app.web.clock import now

if TYPE_CHECKING:
    from tests.checking_client import CheckingClient


def start_session(client: "CheckingClient", session: Session, person: UUID) -> str:
    """Give the client a living session for the person and return its token."""
    app = client.application
    with app.test_request_context():
        token = service.start_session(session, person=person, now=now(), lifetimes=lifetimes())
    session.commit()
    client.set_cookie(session_cookie(app), token)
    return token


def end_session(client: "CheckingClient") -> None:
    """Forget the cookie, as a browser that was closed."""
    client.delete_cookie(session_cookie(client.application))
