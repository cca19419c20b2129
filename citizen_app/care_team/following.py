"""What a citizen's page shows beside the plan: small pictures, what waits, devices."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.care_team.citizen import NoteView
from citizen_app.care_team.equipment import equipment_notes
from citizen_app.messages import inbox
from citizen_app.messages.shapes import ThreadLine
from citizen_app.sharing import service as sharing
from citizen_app.sharing.rules import Right
from citizen_app.trends import service as trends
from citizen_app.trends.periods import PeriodKind
from citizen_app.trends.service import Background, Trend


@dataclass(frozen=True)
class Following:
    """How the citizen is followed: trends of three months, messages that wait, devices."""

    background: Background
    trends: tuple[Trend, ...]
    threads: tuple[ThreadLine, ...]
    equipment: tuple[NoteView, ...]


def following_of(session: Session, *, actor: UUID, person: UUID, now: datetime) -> Following:
    """The limits are always drawn for the team, whatever the plan shows to the citizen."""
    period = trends.period_for(session, person=person, kind=PeriodKind.QUARTER, now=now)
    background, found = trends.trends_of(session, person=person, period=period, now=now)
    teams = sharing.teams_with(session, actor=actor, right=Right.WRITE_MESSAGE)
    return Following(
        background=replace(background, shows_triage=True),
        trends=tuple(found),
        threads=tuple(
            inbox.list_waiting_of(session, teams={team.id for team in teams}, person=person)
        ),
        equipment=tuple(equipment_notes(session, person=person, limit=1)),
    )
