"""What waits for the care team, over many citizens at once, in as many queries as for one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from citizen_app.plans.rules import DAY
from citizen_app.record import queries
from citizen_app.record.models import Acknowledgement, Submission, WaitingSubmission
from citizen_app.record.rules import Colour
from citizen_app.record.shapes import Receipt

# Some people by id, or a query of the ids of many.
People = Collection[UUID] | Select[tuple[UUID]]


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many submissions of one colour wait, and since when."""

    colour: Colour | None
    count: int
    oldest_at: datetime
    newest_at: datetime


def waiting_counts(session: Session, *, people: Collection[UUID]) -> dict[UUID, list[WaitingCount]]:
    """What waits of each person, by colour, in one query."""
    at = col(WaitingSubmission.received_at)
    rows = session.execute(
        select_columns(
            col(WaitingSubmission.person_id),
            col(WaitingSubmission.colour),
            func.count(),
            func.min(at),
            func.max(at),
        )
        .where(col(WaitingSubmission.person_id).in_(people))
        .group_by(col(WaitingSubmission.person_id), col(WaitingSubmission.colour))
    )
    found: dict[UUID, list[WaitingCount]] = defaultdict(list)
    for person, *count in rows:
        found[person].append(WaitingCount(*count))
    return found


def waiting_since(person: ColumnElement[UUID], colour: Colour | None) -> ScalarSelect[datetime]:
    """Since when the oldest of a colour waits of a person, within a query about many.

    It costs one step in an index, however much waits.
    """
    # Compared, not "in": a colour of None is compared with IS NULL.
    return (
        select_columns(func.min(col(WaitingSubmission.received_at)))
        .where(col(WaitingSubmission.person_id) == person, col(WaitingSubmission.colour) == colour)
        .scalar_subquery()
    )


def list_waiting(session: Session, *, people: Collection[UUID], each: int) -> list[Receipt]:
    """Of each person the first `each` that wait, whole: red, then yellow, then the others.

    Red and yellow come oldest first, the others newest first.
    """
    severity = case(
        {Colour.RED.value: 0, Colour.YELLOW.value: 1}, value=col(WaitingSubmission.colour), else_=2
    )
    is_serious = col(WaitingSubmission.colour).in_([Colour.RED, Colour.YELLOW])
    at = col(WaitingSubmission.received_at)
    order = (
        severity,
        case((is_serious, at)).asc(),
        case((~is_serious | col(WaitingSubmission.colour).is_(None), at)).desc(),
        col(WaitingSubmission.submission_id),
    )
    place = func.row_number().over(partition_by=col(WaitingSubmission.person_id), order_by=order)
    ranked = (
        select_columns(col(WaitingSubmission.submission_id).label("id"), place.label("place"))
        .where(col(WaitingSubmission.person_id).in_(people))
        .subquery()
    )
    rows = session.exec(
        select(Submission)
        .join(ranked, ranked.c.id == col(Submission.id))
        .where(ranked.c.place <= each)
        .order_by(ranked.c.place)
    )
    return queries.receipts_of(session, list(rows))


def sent_windows(
    session: Session, *, people: Collection[UUID], since: datetime
) -> set[tuple[UUID, datetime]]:
    """The tasks (activity and start of its window, opened since then) that were answered."""
    rows = session.execute(
        select_columns(col(Submission.activity_id), col(Submission.window_start)).where(
            col(Submission.person_id).in_(people),
            # The index knows when something was received; nothing is sent long before its window.
            col(Submission.received_at) >= since - DAY,
            col(Submission.window_start) >= since,
        )
    )
    return {(activity, start) for activity, start in rows}


def team_last_looked(
    session: Session, *, people: Sequence[UUID], since: datetime
) -> dict[UUID, datetime]:
    """When the team last saw or handled something that each person sent since an instant."""
    rows = session.execute(
        select_columns(col(Submission.person_id), func.max(col(Acknowledgement.at)))
        .join(Acknowledgement, col(Acknowledgement.submission_id) == col(Submission.id))
        .where(col(Submission.person_id).in_(people), col(Submission.received_at) >= since)
        .group_by(col(Submission.person_id))
    )
    return {person: at for person, at in rows}  # noqa: C416


def list_submissions_of(
    session: Session, *, people: People, submissions: Collection[UUID]
) -> list[Receipt]:
    """Those of the submissions that are of one of these people, whole."""
    rows = session.exec(
        select(Submission).where(
            col(Submission.id).in_(submissions), col(Submission.person_id).in_(people)
        )
    )
    return queries.receipts_of(session, list(rows))
