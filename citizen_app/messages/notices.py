"""A notice: the same message to many citizens of a team, each as a thread of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session

from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.messages import queries
from citizen_app.messages.models import MessageNotice, NoticeDelivery
from citizen_app.messages.rules import Author
from citizen_app.messages.service import start_thread


class NoticeKeyTaken(Exception):
    """The key was used for another notice: nothing was sent."""


@dataclass(frozen=True)
class NoticeLine:
    """A notice with how many got it and how many have read it."""

    id: UUID
    team: UUID
    subject: str
    body: str
    sent_at: datetime
    delivered: int
    read: int


@dataclass(frozen=True)
class Delivery:
    """Who got a notice, and when they read it."""

    person: UUID
    read_at: datetime | None


def send_notice(
    session: Session,
    *,
    actor: UUID,
    role: Author,
    team: UUID,
    people: Collection[UUID],
    key: UUID,
    subject: str,
    body: str,
    now: datetime,
) -> UUID:
    """Send the same to all of them at once; the same key and text gives the first one again."""
    row = MessageNotice(
        care_team_id=team, actor_id=actor, key=key, subject=subject, body=body, sent_at=now
    )
    if not insert_unless_taken(session, row, ["actor_id", "key"]):
        return _first_with_key(session, actor, key, team=team, subject=subject, body=body)
    # In one order: two notices at once wait for each other instead of for ever.
    for person in sorted(people):
        sent = start_thread(
            session,
            actor=actor,
            role=role,
            person=person,
            team=team,
            key=uuid5(key, str(person)),
            subject=subject,
            body=body,
            now=now,
        )
        session.add(NoticeDelivery(message_id=sent.id, notice_id=row.id, person_id=person))
    session.flush()
    return row.id


def list_notices(session: Session, *, teams: Collection[UUID]) -> list[NoticeLine]:
    """The teams' notices, the latest first, with who has got and read them in numbers."""
    rows = queries.list_notices(session, teams)
    counts = queries.count_deliveries(session, [row.id for row in rows])
    return [
        NoticeLine(
            row.id,
            row.care_team_id,
            row.subject,
            row.body,
            row.sent_at,
            *counts.get(row.id, (0, 0)),
        )
        for row in rows
    ]


def get_notice(
    session: Session, *, teams: Collection[UUID], notice: UUID
) -> tuple[NoticeLine, list[Delivery]]:
    """One of the teams' notices and who got it. NotFound when it is none of theirs."""
    found = next((one for one in list_notices(session, teams=teams) if one.id == notice), None)
    if found is None:
        raise NotFound
    rows = queries.list_deliveries(session, notice)
    return found, [Delivery(person, read_at) for person, read_at in rows]


def _first_with_key(
    session: Session, actor: UUID, key: UUID, *, team: UUID, subject: str, body: str
) -> UUID:
    first = queries.find_notice_by_key(session, actor, key)
    if first is None or (first.care_team_id, first.subject, first.body) != (team, subject, body):
        raise NoticeKeyTaken
    return first.id
