"""The job that tells a person, by mail or SMS, that there is news; never what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.messages import alerts, wording
from citizen_app.messages.gateways import Alert, Gateway
from citizen_app.messages.rules import AlertChannel, AlertState
from citizen_app.outbox.handlers import Handler
from citizen_app.outbox.rules import GiveUp, Job
from citizen_app.people import service as people


@dataclass(frozen=True)
class Wanted:
    """Where the word goes and in which language."""

    choice: alerts.AlertChoice
    language: str | None


class SendAlert(Handler[Wanted, None]):
    """Asks the gateway outside of any transaction; the outcome is stored once."""

    kind = alerts.ALERT_JOB

    def __init__(self, gateways: Mapping[AlertChannel, Gateway], app_name: str) -> None:
        self.gateways, self.app_name = gateways, app_name

    def read(self, session: Session, job: Job, now: datetime) -> Wanted | None:
        """Where it goes; None when the person has chosen otherwise since."""
        person, message = _ids(job)
        choice = alerts.waiting_choice(session, person=person, message=message)
        if choice is None:
            return None
        return Wanted(choice, people.get_person(session, person=person).language)

    def act(self, found: Wanted, job: Job, now: datetime) -> None:
        """Hand it to the gateway of the channel."""
        gateway = self.gateways.get(found.choice.channel)
        if gateway is None:
            raise GiveUp("no gateway is set for this channel")
        subject, text = wording.alert_words(self.app_name, found.language)
        gateway.send(Alert(job.id, found.choice.address, subject, text))

    def store(self, session: Session, job: Job, outcome: None, now: datetime) -> None:
        """It was sent."""
        self._note(session, job, AlertState.SENT, now)

    def give_up(self, session: Session, job: Job, reason: str, now: datetime) -> None:
        """It could not be sent; the team sees that."""
        self._note(session, job, AlertState.FAILED, now)

    def _note(self, session: Session, job: Job, state: AlertState, now: datetime) -> None:
        person, message = _ids(job)
        alerts.note_outcome(session, person=person, message=message, state=state, now=now)


def _ids(job: Job) -> tuple[UUID, UUID]:
    return UUID(str(job.payload["person"])), UUID(str(job.payload["message"]))
