"""Reads of sessions and of sign-ins under way."""

from uuid import UUID

from sqlmodel import Session, col, select

from citizen_app.sign_in.models import BrowserSession, PendingSignIn
from citizen_app.sign_in.rules import fingerprint


def find_session(session: Session, token: str) -> BrowserSession | None:
    """The session behind a cookie's token, alive or not."""
    return session.exec(
        select(BrowserSession).where(BrowserSession.token_fingerprint == fingerprint(token))
    ).first()


def list_sessions(session: Session, person: UUID) -> list[BrowserSession]:
    """All sessions of a person, newest first."""
    return list(
        session.exec(
            select(BrowserSession)
            .where(BrowserSession.person_id == person)
            .order_by(col(BrowserSession.started_at).desc())
        )
    )


def list_pending(session: Session, browser: str) -> list[PendingSignIn]:
    """The sign-ins a browser has under way, newest first."""
    return list(
        session.exec(
            select(PendingSignIn)
            .where(PendingSignIn.browser_fingerprint == fingerprint(browser))
            .order_by(col(PendingSignIn.started_at).desc())
        )
    )
