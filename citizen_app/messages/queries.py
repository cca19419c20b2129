"""Reads of messages, always from a person or a team."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from citizen_app.messages.models import (
    Message,
    MessageAlert,
    MessageAlertChoice,
    MessageDraft,
    MessageNotice,
    MessagePhoto,
    MessageReading,
    MessageSnippet,
    MessageThread,
    NoticeDelivery,
)
from citizen_app.messages.rules import AlertState, Author

NOT_READ = (
    ~select(MessageReading.message_id).where(MessageReading.message_id == Message.id).exists()
)


def find_thread(session: Session, person: UUID, thread: UUID) -> MessageThread | None:
    """A thread of the person's."""
    return session.exec(
        select(MessageThread).where(MessageThread.person_id == person, MessageThread.id == thread)
    ).first()


def list_threads(session: Session, person: UUID, limit: int) -> list[MessageThread]:
    """The person's threads, the latest first."""
    return list(
        session.exec(
            select(MessageThread)
            .where(MessageThread.person_id == person)
            .order_by(col(MessageThread.changed_at).desc(), col(MessageThread.id))
            .limit(limit)
        )
    )


def count_unread(session: Session, person: UUID) -> dict[UUID, int]:
    """How many messages of the team's the person has not read, by thread."""
    rows = session.execute(
        select(Message.thread_id, func.count())
        .where(Message.person_id == person, Message.role != Author.CITIZEN, NOT_READ)
        .group_by(col(Message.thread_id))
    )
    return {row[0]: row[1] for row in rows}


def list_messages(
    session: Session, person: UUID, thread: UUID
) -> list[tuple[Message, MessageReading | None]]:
    """The messages of a thread of the person's with who read them, oldest first."""
    rows = session.execute(
        select(Message, MessageReading)
        .outerjoin(MessageReading, col(MessageReading.message_id) == Message.id)
        .where(Message.person_id == person, Message.thread_id == thread)
        .order_by(col(Message.sent_at), col(Message.id))
    )
    return [(row[0], row[1]) for row in rows]


def find_newest(session: Session, person: UUID, thread: UUID) -> UUID | None:
    """The message that was written last in a thread of the person's."""
    return session.exec(
        select(Message.id)
        .where(Message.person_id == person, Message.thread_id == thread)
        .order_by(col(Message.sent_at).desc(), col(Message.id).desc())
        .limit(1)
    ).first()


def list_unread(session: Session, person: UUID, thread: UUID, *, from_citizen: bool) -> list[UUID]:
    """The messages of one side that the other has not read."""
    side = Message.role == Author.CITIZEN if from_citizen else Message.role != Author.CITIZEN
    return list(
        session.exec(
            select(Message.id).where(
                Message.person_id == person, Message.thread_id == thread, side, NOT_READ
            )
        )
    )


def find_by_key(session: Session, person: UUID, actor: UUID, key: UUID) -> Message | None:
    """The message that somebody sent about the person with this key."""
    return session.exec(
        select(Message).where(
            Message.person_id == person, Message.actor_id == actor, Message.key == key
        )
    ).first()


def find_draft(session: Session, person: UUID, actor: UUID, place: str) -> MessageDraft | None:
    """What somebody began to write at a place."""
    return session.exec(
        select(MessageDraft).where(
            MessageDraft.person_id == person,
            MessageDraft.actor_id == actor,
            MessageDraft.place == place,
        )
    ).first()


def list_unsent_photos(
    session: Session, person: UUID, actor: UUID, key: UUID
) -> list[MessagePhoto]:
    """The photos of a message that somebody is writing, the first one first."""
    return list(
        session.exec(
            select(MessagePhoto)
            .where(
                MessagePhoto.person_id == person,
                MessagePhoto.actor_id == actor,
                MessagePhoto.key == key,
                col(MessagePhoto.message_id).is_(None),
            )
            .order_by(col(MessagePhoto.kept_at), col(MessagePhoto.id))
        )
    )


def count_unsent_photos(session: Session, person: UUID, actor: UUID) -> int:
    """How many photos somebody has kept and not sent, in everything begun."""
    return session.exec(
        select(func.count()).where(
            MessagePhoto.person_id == person,
            MessagePhoto.actor_id == actor,
            col(MessagePhoto.message_id).is_(None),
        )
    ).one()


def list_photos(session: Session, person: UUID, messages: Collection[UUID]) -> list[MessagePhoto]:
    """The photos of several of the person's messages."""
    return list(
        session.exec(
            select(MessagePhoto)
            .where(MessagePhoto.person_id == person, col(MessagePhoto.message_id).in_(messages))
            .order_by(col(MessagePhoto.kept_at), col(MessagePhoto.id))
        )
    )


def find_photo(session: Session, person: UUID, photo: UUID) -> MessagePhoto | None:
    """One of the person's photos."""
    return session.exec(
        select(MessagePhoto).where(MessagePhoto.person_id == person, MessagePhoto.id == photo)
    ).first()


def thread_of_message(session: Session, message: UUID) -> UUID | None:
    """The thread that a message stands in."""
    return session.exec(select(Message.thread_id).where(Message.id == message)).first()


def list_lost_photos(session: Session, *, before: datetime) -> list[MessagePhoto]:
    """Old photos that were not sent and stand in no draft."""
    in_draft = (
        select(MessageDraft.id)
        .where(
            MessageDraft.person_id == MessagePhoto.person_id, MessageDraft.key == MessagePhoto.key
        )
        .exists()
    )
    return list(
        session.exec(
            select(MessagePhoto).where(
                col(MessagePhoto.message_id).is_(None),
                col(MessagePhoto.kept_at) < before,
                ~in_draft,
            )
        )
    )


def list_inbox(session: Session, teams: Collection[UUID], limit: int) -> list[MessageThread]:
    """The teams' threads: those that wait first, oldest first, then the others, latest first."""
    mine = col(MessageThread.care_team_id).in_(teams)
    waiting = session.exec(
        select(MessageThread)
        .where(mine, col(MessageThread.waiting_since).is_not(None))
        .order_by(col(MessageThread.waiting_since), col(MessageThread.id))
    ).all()
    others = session.exec(
        select(MessageThread)
        .where(mine, col(MessageThread.waiting_since).is_(None))
        .order_by(col(MessageThread.changed_at).desc(), col(MessageThread.id))
        .limit(limit)
    ).all()
    return [*waiting, *others]


def count_waiting(
    session: Session, teams: Collection[UUID], people: Collection[UUID]
) -> dict[UUID, int]:
    """How many threads of each person wait for one of the teams."""
    rows = session.exec(
        select(MessageThread.person_id, func.count())
        .where(
            col(MessageThread.person_id).in_(people),
            col(MessageThread.care_team_id).in_(teams),
            col(MessageThread.waiting_since).is_not(None),
        )
        .group_by(col(MessageThread.person_id))
    )
    return dict(rows.all())


def list_snippets(session: Session, teams: Collection[UUID]) -> list[MessageSnippet]:
    """The teams' own texts, by title."""
    return list(
        session.exec(
            select(MessageSnippet)
            .where(col(MessageSnippet.care_team_id).in_(teams))
            .order_by(MessageSnippet.title, col(MessageSnippet.id))
        )
    )


def find_snippet(session: Session, teams: Collection[UUID], snippet: UUID) -> MessageSnippet | None:
    """One of the teams' own texts."""
    return session.exec(
        select(MessageSnippet).where(
            MessageSnippet.id == snippet, col(MessageSnippet.care_team_id).in_(teams)
        )
    ).first()


def find_notice_by_key(session: Session, actor: UUID, key: UUID) -> MessageNotice | None:
    """The notice that somebody sent with this key."""
    return session.exec(
        select(MessageNotice).where(MessageNotice.actor_id == actor, MessageNotice.key == key)
    ).first()


def list_notices(session: Session, teams: Collection[UUID]) -> list[MessageNotice]:
    """The teams' notices, the latest first."""
    return list(
        session.exec(
            select(MessageNotice)
            .where(col(MessageNotice.care_team_id).in_(teams))
            .order_by(col(MessageNotice.sent_at).desc(), col(MessageNotice.id))
        )
    )


def count_deliveries(session: Session, notices: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many got each notice, and how many of them have read it."""
    rows = session.execute(
        select(NoticeDelivery.notice_id, func.count(), func.count(col(MessageReading.message_id)))
        .outerjoin(MessageReading, col(MessageReading.message_id) == NoticeDelivery.message_id)
        .where(col(NoticeDelivery.notice_id).in_(notices))
        .group_by(col(NoticeDelivery.notice_id))
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def list_deliveries(session: Session, notice: UUID) -> list[tuple[UUID, datetime | None]]:
    """Who got a notice, and when they read it."""
    rows = session.execute(
        select(NoticeDelivery.person_id, MessageReading.read_at)
        .outerjoin(MessageReading, col(MessageReading.message_id) == NoticeDelivery.message_id)
        .where(NoticeDelivery.notice_id == notice)
    )
    return [(row[0], row[1]) for row in rows]


def find_alert_choice(session: Session, person: UUID) -> MessageAlertChoice | None:
    """How the person wants to be told that there is news."""
    return session.get(MessageAlertChoice, person)


def find_alert(session: Session, person: UUID, message: UUID) -> MessageAlert | None:
    """The word about one of the person's messages."""
    return session.exec(
        select(MessageAlert).where(
            MessageAlert.person_id == person, MessageAlert.message_id == message
        )
    ).first()


def list_waiting_alerts(session: Session, person: UUID) -> list[MessageAlert]:
    """What has not been sent to the person yet."""
    return list(
        session.exec(
            select(MessageAlert).where(
                MessageAlert.person_id == person, MessageAlert.state == AlertState.WAITING
            )
        )
    )


def list_alerts(session: Session, person: UUID, thread: UUID) -> list[MessageAlert]:
    """The word about each message of a thread of the person's."""
    return list(
        session.exec(
            select(MessageAlert)
            .join(Message, col(Message.id) == MessageAlert.message_id)
            .where(MessageAlert.person_id == person, Message.thread_id == thread)
        )
    )
