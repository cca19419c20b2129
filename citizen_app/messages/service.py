"""Writing and reading messages, for the citizen and for the care team."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.messages import alerts, photos, queries
from citizen_app.messages.models import Message, MessageDraft, MessageReading, MessageThread
from citizen_app.messages.photos import Writer
from citizen_app.messages.rules import Author, Standing, ThreadEvent, after
from citizen_app.messages.shapes import (
    DraftView,
    KeyTaken,
    MessageView,
    PhotoView,
    Read,
    SentMessage,
    SomethingNewer,
    ThreadLine,
    ThreadView,
)

MOST_THREADS = 200
LONGEST_DRAFT = 5000
NEW = "new"


def list_threads(session: Session, *, person: UUID) -> list[ThreadLine]:
    """The person's threads: those with something unread first, then the latest first."""
    unread = queries.count_unread(session, person)
    lines = [
        ThreadLine(
            row.id, row.subject, standing_of(row).state, row.changed_at, unread.get(row.id, 0)
        )
        for row in queries.list_threads(session, person, MOST_THREADS)
    ]
    return sorted(lines, key=lambda line: line.unread == 0)


def count_unread(session: Session, *, person: UUID) -> int:
    """How many messages the person has not read."""
    return sum(queries.count_unread(session, person).values())


def get_thread(session: Session, *, person: UUID, thread: UUID) -> ThreadView:
    """A thread of the person's with its messages. NotFound when there is none."""
    row = _thread_of(session, person, thread)
    found = queries.list_messages(session, person, thread)
    pictures = photos.photos_of(session, person=person, messages=[one.id for one, _ in found])
    return ThreadView(
        id=row.id,
        person=row.person_id,
        team=row.care_team_id,
        subject=row.subject,
        state=standing_of(row).state,
        messages=tuple(
            _view(message, reading, pictures.get(message.id, [])) for message, reading in found
        ),
        taken_by=row.taken_by,
    )


def start_thread(
    session: Session,
    *,
    actor: UUID,
    role: Author,
    person: UUID,
    team: UUID,
    key: UUID,
    subject: str,
    body: str,
    now: datetime,
) -> SentMessage:
    """Begin a thread with its first message; `subject` and `body` are cleaned and checked.

    The same key and text gives the first one again, another text raises KeyTaken.
    """
    audit.hold_chain(session, person=person)
    first = _first_with_key(session, person, actor, key, subject=subject, body=body)
    if first is not None:
        return first
    row = MessageThread(
        person_id=person, care_team_id=team, subject=subject, started_at=now, changed_at=now
    )
    session.add(row)
    session.flush()
    return _add(session, row, actor=actor, role=role, key=key, body=body, now=now)


def reply(
    session: Session,
    *,
    actor: UUID,
    role: Author,
    person: UUID,
    thread: UUID,
    key: UUID,
    body: str,
    now: datetime,
    seen: UUID | None = None,
) -> SentMessage:
    """Write in a thread of the person's, as `start_thread`.

    With `seen`, the newest message that the writer has read: SomethingNewer when there is one
    after it, and nothing is stored.
    """
    audit.hold_chain(session, person=person)
    row = _thread_of(session, person, thread)
    first = _first_with_key(session, person, actor, key, thread=row, body=body)
    if first is not None:
        return first
    if seen is not None and queries.find_newest(session, person, thread) != seen:
        raise SomethingNewer
    return _add(session, row, actor=actor, role=role, key=key, body=body, now=now)


def mark_read(
    session: Session, *, actor: UUID, role: Author, person: UUID, thread: UUID, now: datetime
) -> None:
    """Note that what the other side wrote is read; the first reader stands."""
    _thread_of(session, person, thread)
    from_citizen = role is not Author.CITIZEN
    for message in queries.list_unread(session, person, thread, from_citizen=from_citizen):
        row = MessageReading(message_id=message, actor_id=actor, role=role, read_at=now)
        insert_unless_taken(session, row, ["message_id"])


def find_draft(
    session: Session, *, actor: UUID, person: UUID, thread: UUID | None
) -> DraftView | None:
    """What the actor began to write in a thread, or for a new one."""
    row = queries.find_draft(session, person, actor, place_of(thread))
    return DraftView(row.key, row.subject, row.body, row.saved_at) if row else None


def save_draft(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    thread: UUID | None,
    key: UUID,
    subject: str,
    body: str,
    now: datetime,
) -> None:
    """Keep what was written so far; nothing when it was sent meanwhile, and blank forgets it.

    A draft with photos is not blank.
    """
    if thread is not None:
        _thread_of(session, person, thread)
    audit.hold_chain(session, person=person)
    if queries.find_by_key(session, person, actor, key) is not None:
        return
    row = queries.find_draft(session, person, actor, place_of(thread))
    writer = Writer(person, actor, key)
    if not subject and not body and not photos.list_unsent(session, writer=writer):
        if row is not None:
            photos.forget_unsent(session, writer=replace(writer, key=row.key), now=now)
            session.delete(row)
        return
    if row is None:
        row = MessageDraft(
            person_id=person, actor_id=actor, place=place_of(thread), key=key, saved_at=now
        )
    row.key, row.subject, row.body, row.saved_at = key, subject, body, now
    session.add(row)
    session.flush()


def is_sent(session: Session, *, actor: UUID, person: UUID, key: UUID) -> bool:
    """Whether a message was sent with the key."""
    return queries.find_by_key(session, person, actor, key) is not None


def place_of(thread: UUID | None) -> str:
    """Where a draft belongs."""
    return str(thread) if thread else NEW


def standing_of(row: MessageThread) -> Standing:
    """Where a stored thread stands."""
    return Standing(row.waiting_since, row.done_at)


def _thread_of(session: Session, person: UUID, thread: UUID) -> MessageThread:
    row = queries.find_thread(session, person, thread)
    if row is None:
        raise NotFound
    return row


def _first_with_key(
    session: Session,
    person: UUID,
    actor: UUID,
    key: UUID,
    *,
    body: str,
    subject: str | None = None,
    thread: MessageThread | None = None,
) -> SentMessage | None:
    """What was sent with the key before; KeyTaken when it was something else."""
    row = queries.find_by_key(session, person, actor, key)
    if row is None:
        return None
    sent = _sent(row, _thread_of(session, person, row.thread_id))
    same = sent.body == body and (sent.thread == thread.id if thread else sent.subject == subject)
    if not same:
        raise KeyTaken(sent)
    return sent


def _add(
    session: Session,
    row: MessageThread,
    *,
    actor: UUID,
    role: Author,
    key: UUID,
    body: str,
    now: datetime,
) -> SentMessage:
    message = Message(
        thread_id=row.id,
        person_id=row.person_id,
        actor_id=actor,
        role=role,
        key=key,
        body=body,
        sent_at=now,
    )
    session.add(message)
    is_citizen = role is Author.CITIZEN
    event = ThreadEvent.CITIZEN_WROTE if is_citizen else ThreadEvent.TEAM_WROTE
    standing = after(standing_of(row), event, now)
    row.waiting_since, row.done_at = standing.waiting_since, standing.done_at
    row.changed_at = now
    session.add(row)
    for place in (str(row.id), NEW):
        draft = queries.find_draft(session, row.person_id, actor, place)
        if draft is not None and draft.key == key:
            session.delete(draft)
    session.flush()
    photos.send_with(session, writer=Writer(row.person_id, actor, key), message=message.id)
    audit.record(
        session,
        actor=actor,
        person=row.person_id,
        action="message:sent",
        subject=message.id,
        now=now,
    )
    if not is_citizen:
        alerts.promise(session, person=row.person_id, message=message.id, now=now)
    return _sent(message, row)


def _sent(message: Message, thread: MessageThread) -> SentMessage:
    return SentMessage(message.id, thread.id, thread.subject, message.body, message.sent_at)


def _view(
    message: Message, reading: MessageReading | None, pictures: Sequence[PhotoView]
) -> MessageView:
    return MessageView(
        id=message.id,
        body=message.body,
        role=message.role,
        actor=message.actor_id,
        sent_at=message.sent_at,
        read=Read(reading.role, reading.read_at) if reading else None,
        photos=tuple(pictures),
    )
