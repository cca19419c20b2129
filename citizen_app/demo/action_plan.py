"""Karen's action plan. Every word in it is an invented example, made by no clinician."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.action_plan import service as action_plan
from citizen_app.action_plan.rules import Phone, PlanContent, Tie, ZoneText
from citizen_app.demo.team import Team
from citizen_app.measures import MeasureCode
from citizen_app.record.rules import Colour

KEY = UUID("5e0f6a52-6c1f-4a53-9d52-6d0e4f0c7b11")
GREEN = ZoneText(
    Colour.GREEN,
    "Eksempel: Jeg har det, som jeg plejer. Jeg kan gå til bageren og hjem igen.",
    "Eksempel: Jeg tager min faste medicin og går en tur hver dag.",
)
YELLOW = ZoneText(
    Colour.YELLOW,
    "Eksempel: Jeg har mere åndenød end ellers. Jeg hoster mere, eller slimet er gult.",
    "Eksempel: Jeg hviler mig og tager min hurtige inhalator.\n"
    "Jeg måler igen om en halv time.\nEr det ikke bedre i morgen, ringer jeg til teamet.",
)
RED = ZoneText(
    Colour.RED,
    "Eksempel: Jeg har åndenød, når jeg sidder stille. Jeg kan ikke tale i hele sætninger.",
    "Eksempel: Jeg ringer til min læge eller lægevagten med det samme.\n"
    "Jeg ringer 112, hvis jeg næsten ikke kan få luft.",
)


def write_action_plan(session: Session, *, team: Team, now: datetime) -> None:
    """The plan of the citizen, tied to her oxygen."""
    action_plan.write_plan(
        session,
        actor=team.nurse,
        person=team.people["citizen"],
        key=KEY,
        seen=None,
        content=PlanContent(
            zones=(GREEN, YELLOW, RED),
            phones=(Phone("Min datter Mette", "96 00 00 05"),),
            ties=frozenset(
                Tie(colour, colour, MeasureCode.SPO2) for colour in (Colour.YELLOW, Colour.RED)
            ),
        ),
        now=now,
    )
