"""The care team's side of messages: what waits, who has taken it, and what is done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.messages import queries
from citizen_app.messages.models import MessageThread
from citizen_app.messages.rules import ThreadEvent, ThreadState, after
from citizen_app.messages.service import get_thread, standing_of
from citizen_app.messages.shapes import InboxLine, ThreadLine, ThreadView

MOST_OTHERS = 100


class TakenByOther(Exception):
    """Somebody else has the thread by now; nothing was changed."""

    def __init__(self, taken_by: UUID | None) -> None:
        super().__init__("the thread was taken by somebody else")
        self.taken_by = taken_by


def list_inbox(session: Session, *, teams: Collection[UUID]) -> list[InboxLine]:
    """The teams' threads: those that wait first, oldest first, then the latest others."""
    return [
        InboxLine(
            id=row.id,
            person=row.person_id,
            subject=row.subject,
            state=standing_of(row).state,
            changed_at=row.changed_at,
            waiting_since=row.waiting_since,
            taken_by=row.taken_by,
        )
        for row in queries.list_inbox(session, teams, MOST_OTHERS)
    ]


def list_waiting_of(session: Session, *, teams: Collection[UUID], person: UUID) -> list[ThreadLine]:
    """The person's threads with the teams that wait for an answer, the latest first."""
    return [
        ThreadLine(row.id, row.subject, standing_of(row).state, row.changed_at, 0)
        for row in queries.list_threads(session, person, MOST_OTHERS)
        if row.care_team_id in teams and standing_of(row).state is ThreadState.WAITING
    ]


def waiting_numbers(
    session: Session, *, teams: Collection[UUID], people: Collection[UUID]
) -> dict[UUID, int]:
    """How many threads of each person wait for one of the teams; none are left out."""
    return queries.count_waiting(session, teams, people)


def get_thread_for(
    session: Session, *, teams: Collection[UUID], person: UUID, thread: UUID
) -> ThreadView:
    """A thread of the person's with one of the teams. NotFound when there is none."""
    view = get_thread(session, person=person, thread=thread)
    if view.team not in teams:
        raise NotFound
    return view


def take(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    thread: UUID,
    seen: UUID | None,
    taken_by: UUID | None,
    now: datetime,
) -> None:
    """Give the thread to a member of the team, or with None put it back to all.

    `seen` is who had it when the actor looked; TakenByOther when that has changed since.
    """
    row = _held(session, person, thread)
    if row.taken_by == taken_by:
        return
    if row.taken_by != seen:
        raise TakenByOther(row.taken_by)
    row.taken_by, row.taken_at = taken_by, now if taken_by else None
    action = "thread:put_back"
    if taken_by is not None:
        action = "thread:taken" if taken_by == actor else "thread:handed_over"
    _note(session, row, actor=actor, action=action, now=now)


def mark_done(session: Session, *, actor: UUID, person: UUID, thread: UUID, now: datetime) -> None:
    """Note that nothing more is to be done."""
    _change(session, ThreadEvent.MARKED_DONE, actor=actor, person=person, thread=thread, now=now)


def reopen(session: Session, *, actor: UUID, person: UUID, thread: UUID, now: datetime) -> None:
    """Let a thread that was done wait for the team again."""
    _change(session, ThreadEvent.REOPENED, actor=actor, person=person, thread=thread, now=now)


def _change(
    session: Session,
    event: ThreadEvent,
    *,
    actor: UUID,
    person: UUID,
    thread: UUID,
    now: datetime,
) -> None:
    row = _held(session, person, thread)
    before = standing_of(row)
    standing = after(before, event, now)
    if standing == before:
        return
    row.waiting_since, row.done_at = standing.waiting_since, standing.done_at
    _note(session, row, actor=actor, action=f"thread:{event.value}", now=now)


def _held(session: Session, person: UUID, thread: UUID) -> MessageThread:
    """The thread, while nobody else may change what is about the person."""
    audit.hold_chain(session, person=person)
    row = queries.find_thread(session, person, thread)
    if row is None:
        raise NotFound
    return row


def _note(session: Session, row: MessageThread, *, actor: UUID, action: str, now: datetime) -> None:
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, person=row.person_id, action=action, subject=row.id, now=now)
