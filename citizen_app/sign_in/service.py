"""Starting, finding and ending sessions, and remembering sign-ins that are under way."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from citizen_app.sign_in import queries
from citizen_app.sign_in.models import BrowserSession, PendingSignIn
from citizen_app.sign_in.rules import (
    LAST_SEEN_EVERY,
    MOST_PENDING,
    SIGN_IN_TIME,
    Lifetimes,
    fingerprint,
    is_alive,
    is_last_seen_due,
)

TOKEN_BYTES = 32


@dataclass(frozen=True)
class SignedIn:
    """A living session. `remembered` is what pages have stored in it."""

    id: UUID
    person: UUID
    remembered: dict[str, Any]
    is_last_seen_due: bool


@dataclass(frozen=True)
class SentToProvider:
    """What must be known again when a person comes back from the provider."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    next_path: str


@dataclass(frozen=True)
class Ended:
    """A session that was ended, with what the provider wants to hear about it."""

    person: UUID
    id_token_hint: str | None = field(repr=False)


def new_token() -> str:
    """A secret of 256 bits for a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def start_session(
    session: Session,
    *,
    person: UUID,
    now: datetime,
    lifetimes: Lifetimes,
    replaces: str | None = None,
    id_token_hint: str | None = None,
) -> str:
    """Begin a session and return its token, the only copy there is.

    The browser's earlier session (`replaces`, a token) ends. Sessions that are over are removed.
    """
    if replaces:
        end_session(session, token=replaces)
    forget_ended(session, now=now)
    token = new_token()
    session.add(
        BrowserSession(
            token_fingerprint=fingerprint(token),
            person_id=person,
            started_at=now,
            last_seen_at=now,
            ends_at=now + lifetimes.absolute,
            id_token_hint=id_token_hint,
        )
    )
    session.flush()
    return token


def find_session(
    session: Session, *, token: str, now: datetime, lifetimes: Lifetimes
) -> SignedIn | None:
    """The session behind a cookie's token, or None when there is none that still lives."""
    row = queries.find_session(session, token)
    if row is None or not is_alive(
        last_seen_at=row.last_seen_at, ends_at=row.ends_at, now=now, idle=lifetimes.idle
    ):
        return None
    return SignedIn(
        id=row.id,
        person=row.person_id,
        remembered=dict(row.remembered),
        is_last_seen_due=is_last_seen_due(last_seen_at=row.last_seen_at, now=now),
    )


def mark_seen(session: Session, *, session_id: UUID, now: datetime) -> None:
    """Note that the session was used; does nothing when another request just did."""
    session.execute(
        update(BrowserSession)
        .where(
            col(BrowserSession.id) == session_id,
            col(BrowserSession.last_seen_at) <= now - LAST_SEEN_EVERY,
        )
        .values(last_seen_at=now)
    )


def remember(session: Session, *, session_id: UUID, values: dict[str, Any]) -> None:
    """Store what pages keep in the session. A session that was ended meanwhile stays ended."""
    session.execute(
        update(BrowserSession)
        .where(col(BrowserSession.id) == session_id)
        .values(remembered=dict(values))
    )


def end_session(session: Session, *, token: str) -> Ended | None:
    """End the session at once, wherever its cookie may be; None when it was already over."""
    row = queries.find_session(session, token)
    if row is None:
        return None
    session.delete(row)
    session.flush()
    return Ended(person=row.person_id, id_token_hint=row.id_token_hint)


def end_all_sessions(session: Session, *, person: UUID) -> int:
    """End every session of a person and return how many there were."""
    rows = queries.list_sessions(session, person)
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def forget_ended(session: Session, *, now: datetime) -> None:
    """Remove sessions past their last hour and sign-ins that nobody came back from."""
    session.execute(delete(BrowserSession).where(col(BrowserSession.ends_at) <= now))
    session.execute(
        delete(PendingSignIn).where(col(PendingSignIn.started_at) <= now - SIGN_IN_TIME)
    )


def remember_sign_in(
    session: Session, *, browser: str, sent: SentToProvider, now: datetime
) -> None:
    """Keep a sign-in that is on its way to the provider; a browser may have five of them."""
    for row in queries.list_pending(session, browser)[MOST_PENDING - 1 :]:
        session.delete(row)
    session.add(
        PendingSignIn(
            state_fingerprint=fingerprint(sent.state),
            browser_fingerprint=fingerprint(browser),
            nonce=sent.nonce,
            code_verifier=sent.code_verifier,
            next_path=sent.next_path,
            started_at=now,
        )
    )
    session.flush()


def take_sign_in(
    session: Session, *, browser: str, state: str, now: datetime
) -> SentToProvider | None:
    """Take out the sign-in that this browser began with this state; a second call finds none."""
    taken = session.execute(
        delete(PendingSignIn)
        .where(
            col(PendingSignIn.state_fingerprint) == fingerprint(state),
            col(PendingSignIn.browser_fingerprint) == fingerprint(browser),
            col(PendingSignIn.started_at) > now - SIGN_IN_TIME,
        )
        .returning(
            col(PendingSignIn.nonce),
            col(PendingSignIn.code_verifier),
            col(PendingSignIn.next_path),
        )
    ).first()
    if taken is None:
        return None
    return SentToProvider(
        state=state, nonce=taken.nonce, code_verifier=taken.code_verifier, next_path=taken.next_path
    )
