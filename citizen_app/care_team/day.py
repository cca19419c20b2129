"""What a citizen has sent that waits, and what the team does about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, select

from citizen_app.audit import service as audit
from citizen_app.care_team import queries
from citizen_app.care_team.models import FollowUp
from citizen_app.care_team.rules import Missed
from citizen_app.care_team.shapes import FollowUpView, Limits
from citizen_app.care_team.worklist import follow_up_view, limits_of, summaries_of
from citizen_app.database import NotFound, insert_unless_taken
from citizen_app.people import service as people
from citizen_app.plans.rules import local_day
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind
from citizen_app.record.shapes import Receipt

MOST_WAITING = 20
RECENT = 10


@dataclass(frozen=True, slots=True)
class DayView:
    """What waits of one citizen, the worst first, and what was dealt with lately."""

    person: people.PersonName
    waiting: tuple[Receipt, ...]
    more_waiting: int
    recent: tuple[Receipt, ...]
    limits: Limits
    missed: Missed | None
    follow_ups: tuple[FollowUpView, ...]


@dataclass(frozen=True, slots=True)
class NewFollowUp:
    """Something to do about a citizen on a day, in a few words."""

    words: str
    due_on: date


def open_day(session: Session, *, person: UUID, now: datetime) -> DayView:
    """What waits of a citizen. Opening it marks nothing as seen."""
    name = name_of(session, person=person)
    rows = queries.list_open_follow_ups(session, [person])
    summary = summaries_of(session, citizens=[name], follow_ups={person: rows}, now=now)[0]
    waiting = record.list_waiting(session, people=[person], each=MOST_WAITING)
    receipts, _ = record.list_receipts(session, person=person, limit=RECENT + len(waiting))
    names = people.names_of(session, people={row.made_by for row in rows})
    return DayView(
        person=name,
        waiting=tuple(waiting),
        more_waiting=sum(one.count for one in summary.waiting.values()) - len(waiting),
        recent=tuple(one for one in receipts if not one.is_waiting)[:RECENT],
        limits=limits_of(session, people_ids=[person], now=now)[person],
        missed=summary.missed,
        follow_ups=tuple(follow_up_view(row, names) for row in rows),
    )


def name_of(session: Session, *, person: UUID) -> people.PersonName:
    """The citizen as the pages name her."""
    return people.PersonName(person, people.get_person(session, person=person).name)


def see(session: Session, *, actor: UUID, person: UUID, submission_id: UUID, now: datetime) -> None:
    """Mark one submission as seen; who comes second changes nothing."""
    record.acknowledge(
        session,
        actor=actor,
        person=person,
        submission_id=submission_id,
        kind=AcknowledgementKind.SEEN,
        now=now,
    )


def handle(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    submission_id: UUID,
    words: str | None,
    follow_up: NewFollowUp | None,
    now: datetime,
) -> None:
    """Mark one submission as handled, with words for the citizen and something to do later.

    Raises what `record.acknowledge` raises, and then stores neither.
    """
    is_first = record.acknowledge(
        session,
        actor=actor,
        person=person,
        submission_id=submission_id,
        kind=AcknowledgementKind.HANDLED,
        now=now,
        words=words,
    )
    if is_first and follow_up is not None:
        add_follow_up(
            session, actor=actor, person=person, key=submission_id, follow_up=follow_up, now=now
        )


def see_together(
    session: Session,
    *,
    actor: UUID,
    teams: Collection[UUID],
    submissions: Collection[UUID],
    now: datetime,
) -> None:
    """Mark as seen those that the rule allows to be marked together; the others keep waiting.

    NotFound when one of them is of nobody whom the teams follow.
    """
    followed = select(people.followed_by(teams).c.id)
    receipts = record.list_submissions_of(session, people=followed, submissions=submissions)
    if {receipt.id for receipt in receipts} != set(submissions):
        raise NotFound
    # Always in the same order: two colleagues who do the same wait for each other, not crosswise.
    for receipt in sorted(receipts, key=lambda one: (one.person_id.hex, one.id.hex)):
        if receipt.may_be_seen_together:
            see(
                session,
                actor=actor,
                person=receipt.person_id,
                submission_id=receipt.id,
                now=now,
            )


def see_missed(
    session: Session, *, actor: UUID, person: UUID, until: datetime, now: datetime
) -> None:
    """Set aside the windows that the citizen has missed, up to the last one that was shown."""
    record.see_missed(session, actor=actor, person=person, until=until, now=now)


def add_follow_up(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    key: UUID,
    follow_up: NewFollowUp,
    now: datetime,
) -> None:
    """Note something to do about a citizen; the same key again changes nothing."""
    row = FollowUp(
        person_id=person,
        key=key,
        words=follow_up.words,
        due_on=follow_up.due_on,
        made_by=actor,
        made_at=now,
    )
    if insert_unless_taken(session, row, ["person_id", "key"]):
        audit.record(
            session, actor=actor, person=person, action="follow_up:made", subject=row.id, now=now
        )


def finish_follow_up(
    session: Session, *, actor: UUID, person: UUID, follow_up_id: UUID, now: datetime
) -> None:
    """Note that it is done; the first one to do so stands. NotFound when it is not the person's."""
    row = queries.find_follow_up(session, person, follow_up_id, for_change=True)
    if row is None:
        raise NotFound
    if row.done_at is None:
        row.done_at, row.done_by = now, actor
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="follow_up:done", subject=row.id, now=now
        )


def due_day(now: datetime, days: int) -> date:
    """The local day so many days ahead."""
    return date.fromordinal(local_day(now).toordinal() + days)
