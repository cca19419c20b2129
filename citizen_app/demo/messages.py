"""A few believable threads between the demo's citizens and their team."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.team import Team
from citizen_app.messages import inbox
from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author
from citizen_app.plans.rules import COPENHAGEN, DAY

# Whose thread, what it is about, and what was written: days ago, the hour, by whom, the words.
# A last line without words means that the nurse finished it.
Line = tuple[int, int, str, str]
THREADS: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    (
        "citizen",
        "Fornyelse af min inhalator",
        (
            (38, 10, "citizen", "Hej. Jeg har kun en uge tilbage af min inhalator. Hvad gør jeg?"),
            (
                37,
                9,
                "nurse",
                "Hej Karen. Ring til din egen læge, så fornyer de recepten. "
                "Skriv igen, hvis det driller.",
            ),
            (37, 14, "citizen", "Tak. Det er klaret."),
            (36, 10, "nurse", ""),
        ),
    ),
    (
        "citizen",
        "Måleren viser to streger",
        (
            (8, 16, "citizen", "Iltmåleren viste bare to streger i går. I dag virker den igen."),
            (
                7,
                10,
                "nurse",
                "Godt, at den virker. Sker det igen, så varm fingeren og skift batterier. "
                "Hjælper det ikke, ringer du til support.",
            ),
        ),
    ),
    (
        "citizen",
        "Besøg hos min søn",
        ((1, 15, "citizen", "Jeg skal besøge min søn i næste uge. Skal jeg tage måleren med?"),),
    ),
)


@dataclass(frozen=True)
class Writing:
    """Writes threads through the service that real people use."""

    session: Session
    team: Team
    keys: Random

    def write(self, today: date) -> None:
        """Every thread, oldest message first."""
        for who, subject, lines in THREADS:
            thread: UUID | None = None
            for days_ago, hour, writer, body in lines:
                now = datetime.combine(today - days_ago * DAY, time(hour, 12), COPENHAGEN)
                thread = self._add(thread, who, subject, writer, body, now.astimezone(UTC))

    def _add(
        self, thread: UUID | None, who: str, subject: str, writer: str, body: str, now: datetime
    ) -> UUID:
        person, actor = self.team.people[who], self.team.people[writer]
        role = Author.CITIZEN if writer == who else Author.NURSE
        key = UUID(int=self.keys.getrandbits(128), version=4)
        if thread is None:
            return messages.start_thread(
                self.session,
                actor=actor,
                role=role,
                person=person,
                team=self.team.id,
                key=key,
                subject=subject,
                body=body,
                now=now,
            ).thread
        messages.mark_read(
            self.session, actor=actor, role=role, person=person, thread=thread, now=now
        )
        if not body:
            inbox.mark_done(self.session, actor=actor, person=person, thread=thread, now=now)
            return thread
        return messages.reply(
            self.session,
            actor=actor,
            role=role,
            person=person,
            thread=thread,
            key=key,
            body=body,
            now=now,
        ).thread
