"""Reads of what the care team writes for itself, always starting from people."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, case, exists, null
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from citizen_app.care_team.models import CareNote, EquipmentNote, FollowUp, ProgrammeSize
from citizen_app.care_team.rules import RANKS, STATES, RowState
from citizen_app.people import service as people
from citizen_app.people.rules import Condition
from citizen_app.record import service as record

ORDER = tuple(RANKS)


def list_places(
    session: Session, *, teams: Collection[UUID], today: date
) -> list[tuple[UUID, RowState]]:
    """Everybody whom the teams follow with their state, in the order of `rules.in_order`.

    One query, a few steps in indexes for each citizen, however much waits and however long.
    """
    known = _known(teams, today)
    since = {state: known.c[_since(state)] for state in STATES.values()}
    applies: dict[RowState, ColumnElement[bool]] = {
        **{state: at.is_not(None) for state, at in since.items()},
        RowState.DUE: known.c.is_due,
        RowState.MISSED: known.c.missed > 0,
    }
    states = [state for state in ORDER if state in applies]
    rank = case(*((applies[state], RANKS[state]) for state in states), else_=RANKS[RowState.QUIET])
    oldest = case(*((applies[state], since.get(state, null())) for state in states), else_=null())
    rows = session.execute(
        select_columns(known.c.id, rank).order_by(
            rank, oldest, known.c.missed.desc(), known.c.name, known.c.id
        )
    )
    return [(person, ORDER[place]) for person, place in rows]


def _known(teams: Collection[UUID], today: date) -> CTE:
    """All that decides where each citizen stands."""
    citizen = people.followed_by(teams)
    is_due = exists().where(
        col(FollowUp.person_id) == citizen.c.id,
        col(FollowUp.done_at).is_(None),
        col(FollowUp.due_on) <= today,
    )
    found = select_columns(
        citizen.c.id,
        citizen.c.name,
        *(
            record.waiting_since(citizen.c.id, colour).label(_since(state))
            for colour, state in STATES.items()
        ),
        is_due.label("is_due"),
        record.missed_number(citizen.c.id).label("missed"),
    )
    # Else the database works each figure out again wherever it is named.
    return found.cte("known").prefix_with("MATERIALIZED")


def _since(state: RowState) -> str:
    return f"{state.value}_at"


def list_open_follow_ups(session: Session, people: Collection[UUID]) -> list[FollowUp]:
    """What is still to be done about several people, the first due first."""
    return list(
        session.exec(
            select(FollowUp)
            .where(col(FollowUp.person_id).in_(people), col(FollowUp.done_at).is_(None))
            .order_by(col(FollowUp.due_on), col(FollowUp.made_at))
        )
    )


def find_follow_up(
    session: Session, person: UUID, follow_up_id: UUID, *, for_change: bool = False
) -> FollowUp | None:
    """One follow-up about the person; `for_change` makes a second who wants that wait."""
    wanted = select(FollowUp).where(FollowUp.person_id == person, FollowUp.id == follow_up_id)
    return session.exec(wanted.with_for_update() if for_change else wanted).first()


def list_notes(session: Session, person: UUID, *, limit: int) -> list[CareNote]:
    """The newest notes about a person."""
    return list(
        session.exec(
            select(CareNote)
            .where(CareNote.person_id == person)
            .order_by(col(CareNote.written_at).desc(), col(CareNote.id))
            .limit(limit)
        )
    )


def find_note_by_key(session: Session, person: UUID, key: UUID) -> CareNote | None:
    """The note that was written under a key."""
    return session.exec(
        select(CareNote).where(CareNote.person_id == person, CareNote.key == key)
    ).first()


def list_equipment_notes(session: Session, person: UUID, *, limit: int) -> list[EquipmentNote]:
    """The newest notes about a person's devices."""
    return list(
        session.exec(
            select(EquipmentNote)
            .where(EquipmentNote.person_id == person)
            .order_by(col(EquipmentNote.written_at).desc(), col(EquipmentNote.id))
            .limit(limit)
        )
    )


def find_equipment_note(session: Session, person: UUID, key: UUID) -> EquipmentNote | None:
    """The note that was written under a key."""
    return session.exec(
        select(EquipmentNote).where(EquipmentNote.person_id == person, EquipmentNote.key == key)
    ).first()


def list_sizes(session: Session, condition: Condition) -> list[ProgrammeSize]:
    """How many could take part for a condition, as set over time: the newest last."""
    return list(
        session.exec(
            select(ProgrammeSize)
            .where(ProgrammeSize.condition == condition)
            .order_by(col(ProgrammeSize.set_at), col(ProgrammeSize.id))
        )
    )
