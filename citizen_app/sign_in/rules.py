"""Decisions about sessions, sign-ins under way and the way back, on plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

LAST_SEEN_EVERY = timedelta(minutes=1)
SIGN_IN_TIME = timedelta(minutes=10)
MOST_PENDING = 5
LONGEST_PATH = 500

# Letters that mean the same to every browser: no backslash, no second slash, no dots that climb.
_LOCAL_PATH = re.compile(
    r"/(?!/)(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/?)*(?:\?[A-Za-z0-9=&_.~:+%-]*)?", re.ASCII
)


@dataclass(frozen=True)
class Lifetimes:
    """How long a session may rest, and how long it may live whatever happens."""

    idle: timedelta
    absolute: timedelta


def fingerprint(token: str) -> str:
    """The SHA-256 of a secret, in hexadecimal; only this is stored."""
    return sha256(token.encode()).hexdigest()


def is_alive(*, last_seen_at: datetime, ends_at: datetime, now: datetime, idle: timedelta) -> bool:
    """Whether a session may still be used; at the exact end it may not."""
    return now < ends_at and now < last_seen_at + idle


def is_last_seen_due(*, last_seen_at: datetime, now: datetime) -> bool:
    """Whether the time of the last request should be written again."""
    return now - last_seen_at >= LAST_SEEN_EVERY


def looks_local(path: str) -> bool:
    """Whether a text can only be understood as a path on our own site.

    The caller still has to ask whether such a page exists.
    """
    return len(path) <= LONGEST_PATH and _LOCAL_PATH.fullmatch(path) is not None


def claim_text(claims: Mapping[str, Any], name: str) -> str | None:
    """A claim as text, or None when there is none. A dot in the name is literal."""
    value = claims.get(name)
    return value.strip() or None if isinstance(value, str) else None
