"""The ways out for "there is news for you": mail, SMS, and in the demo a file to look into."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from uuid import UUID

import requests

from citizen_app.config import Environment, Settings
from citizen_app.messages.rules import AlertChannel
from citizen_app.outbox.rules import GiveUp, RetryLater

PATIENCE_SECONDS = 10
LONGEST_WAIT_SECONDS = 3600


@dataclass(frozen=True)
class Alert:
    """What is sent: an address and words without any content. `id` is the same in each attempt."""

    id: UUID
    address: str
    subject: str
    text: str


class Gateway(Protocol):
    """One way out. RetryLater and GiveUp say how to go on."""

    def send(self, alert: Alert) -> None:
        """Send it; once more with the same id must be harmless."""


@dataclass(frozen=True)
class FileGateway:
    """Writes what would have been sent to a file."""

    path: Path
    channel: AlertChannel

    def send(self, alert: Alert) -> None:
        """Add it at the end."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{self.channel} {alert.address}: {alert.subject}. {alert.text}\n")


@dataclass(frozen=True)
class SmtpGateway:
    """Mail by SMTP; the id of the mail lets a mailbox know the same one again."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starts_tls: bool = True

    def send(self, alert: Alert) -> None:
        """Hand the mail to the server."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, alert.address, alert.subject
        mail["Message-ID"] = f"<{alert.id}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(alert.text, cte="quoted-printable")
        try:
            self._hand_over(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self._judge(next(iter(error.recipients.values()))[0])
        except smtplib.SMTPResponseException as error:
            self._judge(error.smtp_code)
        except (smtplib.SMTPException, OSError):
            raise RetryLater("the mail server does not answer") from None

    def _hand_over(self, mail: EmailMessage) -> None:
        with smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS) as server:
            if self.starts_tls:
                server.starttls()
            if self.user:
                server.login(self.user, self.password)
            server.send_message(mail)

    def _judge(self, code: int) -> None:
        if code >= 500:
            raise GiveUp(f"the mail server refused it with {code}")
        raise RetryLater(f"the mail server cannot take it now: {code}")


@dataclass(frozen=True)
class HttpSmsGateway:
    """SMS by a provider's address: JSON with `to` and `text`, and the id as its key."""

    url: str
    token: str

    def send(self, alert: Alert) -> None:
        """Ask the provider once."""
        try:
            answer = requests.post(
                self.url,
                json={"to": alert.address, "text": f"{alert.subject}. {alert.text}"},
                headers={
                    "Authorization": f"Bearer {self.token}",
                    "Idempotency-Key": str(alert.id),
                },
                timeout=PATIENCE_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException:
            raise RetryLater("the SMS provider does not answer") from None
        if answer.status_code == 429 or answer.status_code >= 500:
            wait = _seconds(answer.headers.get("Retry-After", ""))
            raise RetryLater(f"the SMS provider said {answer.status_code}", after=wait)
        if not answer.ok or answer.is_redirect:
            raise GiveUp(f"the SMS provider said {answer.status_code}")


def gateways_of(settings: Settings) -> Mapping[AlertChannel, Gateway]:
    """The ways out that the settings name; outside of production a file for those they do not."""
    found: dict[AlertChannel, Gateway] = {}
    if settings.environment is not Environment.PRODUCTION:
        for channel in (AlertChannel.EMAIL, AlertChannel.SMS):
            found[channel] = FileGateway(Path(settings.alerts_file), channel)
    if settings.smtp_host:
        found[AlertChannel.EMAIL] = SmtpGateway(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_sender,
            settings.smtp_user,
            settings.smtp_password.get_secret_value(),
            settings.smtp_starttls,
        )
    if settings.sms_url:
        found[AlertChannel.SMS] = HttpSmsGateway(
            settings.sms_url, settings.sms_token.get_secret_value()
        )
    return found


def _seconds(text: str) -> timedelta | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text[:6]), LONGEST_WAIT_SECONDS))
