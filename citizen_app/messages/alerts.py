"""Whether and how a person is told outside of the app that there is news, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.messages import queries
from citizen_app.messages.models import MessageAlert, MessageAlertChoice
from citizen_app.messages.rules import AlertChannel, AlertState
from citizen_app.outbox import service as outbox
from citizen_app.people import service as people

ALERT_JOB = "messages:alert"


@dataclass(frozen=True)
class AlertChoice:
    """How somebody wants to be told; `address` is a mail address or a phone number."""

    channel: AlertChannel = AlertChannel.NONE
    address: str = ""


@dataclass(frozen=True)
class AlertView:
    """How far the word about a message has come."""

    channel: AlertChannel
    state: AlertState
    at: datetime


def get_choice(session: Session, *, person: UUID) -> AlertChoice:
    """What the person has chosen; nothing is sent to those who have not."""
    row = queries.find_alert_choice(session, person)
    return AlertChoice(row.channel, row.address) if row else AlertChoice()


def choose(
    session: Session, *, actor: UUID, person: UUID, choice: AlertChoice, now: datetime
) -> None:
    """Remember what the person chose; what waits to be sent another way is called off."""
    audit.hold_chain(session, person=person)
    row = queries.find_alert_choice(session, person)
    if row is None:
        row = MessageAlertChoice(
            person_id=person, channel=choice.channel, address=choice.address, chosen_at=now
        )
    row.channel, row.address, row.chosen_at = choice.channel, choice.address, now
    session.add(row)
    for waiting in queries.list_waiting_alerts(session, person):
        if waiting.channel is not choice.channel:
            session.delete(waiting)
    session.flush()
    audit.record(session, actor=actor, person=person, action="alert:chosen", now=now)


def call_off(session: Session, *, person: UUID) -> None:
    """Forget all word that waits to be sent to the person; a job that comes to it does nothing."""
    for waiting in queries.list_waiting_alerts(session, person):
        session.delete(waiting)
    session.flush()


def promise(session: Session, *, person: UUID, message: UUID, now: datetime) -> None:
    """Promise word about a new message, if the person wants it, in the caller's transaction.

    Nothing is promised for somebody who has died.
    """
    choice = get_choice(session, person=person)
    if choice.channel is AlertChannel.NONE or not people.may_be_told(session, person=person):
        return
    session.add(
        MessageAlert(
            message_id=message,
            person_id=person,
            channel=choice.channel,
            state=AlertState.WAITING,
            changed_at=now,
        )
    )
    session.flush()
    outbox.enqueue(
        session,
        kind=ALERT_JOB,
        payload={"message": str(message), "person": str(person)},
        key=str(message),
        now=now,
    )


def waiting_choice(session: Session, *, person: UUID, message: UUID) -> AlertChoice | None:
    """Where the word about a message is to go; None when nothing waits any more."""
    row = queries.find_alert(session, person, message)
    if row is None or row.state is not AlertState.WAITING:
        return None
    if not people.may_be_told(session, person=person):
        return None
    choice = get_choice(session, person=person)
    return choice if choice.channel is row.channel else None


def note_outcome(
    session: Session, *, person: UUID, message: UUID, state: AlertState, now: datetime
) -> None:
    """Note what came of it."""
    row = queries.find_alert(session, person, message)
    if row is not None:
        row.state, row.changed_at = state, now
        session.add(row)
        session.flush()


def alerts_of(session: Session, *, person: UUID, thread: UUID) -> dict[UUID, AlertView]:
    """What came of the word about each message of a thread."""
    return {
        row.message_id: AlertView(row.channel, row.state, row.changed_at)
        for row in queries.list_alerts(session, person, thread)
    }
