"""Composes the care team's pages from the rooms below."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from citizen_app.care_team.citizen import citizen_view, confirm_usual, write_note
from citizen_app.care_team.day import (
    add_follow_up,
    finish_follow_up,
    handle,
    name_of,
    open_day,
    see,
    see_missed,
    see_together,
)
from citizen_app.care_team.equipment import equipment_notes, write_equipment_note
from citizen_app.care_team.following import following_of
from citizen_app.care_team.limits import limits_view
from citizen_app.care_team.worklist import limits_of, work_list
from citizen_app.people import service as people

__all__ = [
    "add_follow_up",
    "citizen_view",
    "confirm_usual",
    "equipment_notes",
    "finish_follow_up",
    "following_of",
    "handle",
    "limits_of",
    "limits_view",
    "list_citizens",
    "name_of",
    "open_day",
    "see",
    "see_missed",
    "see_together",
    "work_list",
    "write_equipment_note",
    "write_note",
]


def list_citizens(session: Session, *, teams: Collection[UUID]) -> list[people.PersonName]:
    """The citizens whom the teams follow in a running course, by name."""
    return people.citizens_of(session, teams=teams)
