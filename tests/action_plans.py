"""Action plans for tests, in words that nobody would take for advice."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from citizen_app.action_plan import service
from citizen_app.action_plan.rules import ZONES, Phone, PlanContent, Tie, ZoneText
from tests.factories import LONG_AGO


def content(*ties: Tie, word: str = "") -> PlanContent:
    """A plan whose zones say which they are."""
    return PlanContent(
        zones=tuple(
            ZoneText(zone, f"Sådan er {zone}{word}.", f"Gør {zone}{word}.\nOg hvil.")
            for zone in ZONES
        ),
        phones=(Phone("Min datter", "98 00 00 05"),),
        ties=frozenset(ties),
    )


def make_action_plan(
    session: Session,
    *,
    author: UUID,
    person: UUID,
    content: PlanContent,
    now: datetime = LONG_AGO,
) -> UUID:
    """The next version of the person's plan."""
    plan = service.find_plan(session, person=person)
    return service.write_plan(
        session,
        actor=author,
        person=person,
        key=uuid4(),
        seen=plan.id if plan else None,
        content=content,
        now=now,
    )
