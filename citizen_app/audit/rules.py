"""How the links of the audit trail hang together."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

FIRST_HASH = "0" * 64


def link_hash(
    previous: str,
    *,
    person: UUID,
    sequence: int,
    at: datetime,
    actor: UUID | None,
    action: str,
    subject: UUID | None,
) -> str:
    """SHA-256 over the previous link's hash and every field of this one."""
    moment = at.astimezone(UTC).isoformat()
    fields = (previous, person, sequence, moment, actor or "", action, subject or "")
    return sha256("\n".join(str(field) for field in fields).encode()).hexdigest()
