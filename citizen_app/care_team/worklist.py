"""Composes the work list: one row for each citizen of a team, the worst first.

The number of queries is the same for 50 citizens and for 5,000.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.care_team import queries
from citizen_app.care_team.models import FollowUp
from citizen_app.care_team.rules import (
    STATES,
    Missed,
    RowState,
    Summary,
    Waiting,
    are_counts_old,
)
from citizen_app.care_team.shapes import FollowUpView, Limits, Row, WorkList
from citizen_app.messages import inbox
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import local_day
from citizen_app.record import service as record
from citizen_app.record.shapes import Receipt

PAGE = 50
SHOWN_OF_EACH = 3
LOOKS_BACK = timedelta(days=90)


def work_list(
    session: Session,
    *,
    teams: Collection[UUID],
    now: datetime,
    only: RowState | None = None,
    page: int = 1,
) -> WorkList:
    """The citizens of the teams; `only` those of one state. A page too far is the last one."""
    places = queries.list_places(session, teams=teams, today=local_day(now))
    totals = Counter(state for _, state in places)
    chosen = [person for person, state in places if only is None or state is only]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, page), pages)
    shown = chosen[(page - 1) * PAGE : page * PAGE]
    counted_at = record.last_look(session)
    return WorkList(
        rows=_rows(session, teams=teams, ids=shown, now=now),
        totals=totals,
        page=page,
        pages=pages,
        missed_counted_at=counted_at,
        is_count_old=are_counts_old(counted_at, now),
    )


def summaries_of(
    session: Session,
    *,
    citizens: Sequence[people.PersonName],
    follow_ups: dict[UUID, list[FollowUp]],
    now: datetime,
) -> list[Summary]:
    """All that decides the order, for every citizen, in as many queries as for one."""
    today = local_day(now)
    ids = [citizen.id for citizen in citizens]
    waiting = record.waiting_counts(session, people=ids)
    missed = record.missed_counts(session, people=ids)
    return [
        Summary(
            person=citizen.id,
            name=citizen.name,
            waiting={
                STATES[one.colour]: Waiting(one.count, one.oldest_at, one.newest_at)
                for one in waiting.get(citizen.id, ())
            },
            missed=_missed(missed.get(citizen.id)),
            is_due=any(one.due_on <= today for one in follow_ups.get(citizen.id, ())),
        )
        for citizen in citizens
    ]


def limits_of(
    session: Session, *, people_ids: Collection[UUID], now: datetime
) -> dict[UUID, Limits]:
    """Thresholds and usual ranges of several people, in two queries."""
    thresholds = plans.thresholds_of_people(session, people=people_ids, at=now)
    baselines = plans.baselines_of_people(session, people=people_ids)
    return {
        person: Limits(tuple(thresholds.get(person, ())), tuple(baselines.get(person, ())))
        for person in people_ids
    }


def _rows(
    session: Session,
    *,
    teams: Collection[UUID],
    ids: Sequence[UUID],
    now: datetime,
) -> tuple[Row, ...]:
    names = people.names_of(session, people=ids)
    citizens = [people.PersonName(person, names[person]) for person in ids]
    follow_ups = _follow_ups(session, ids)
    summaries = summaries_of(session, citizens=citizens, follow_ups=follow_ups, now=now)
    shown = _by_person(record.list_waiting(session, people=ids, each=SHOWN_OF_EACH))
    limits = limits_of(session, people_ids=ids, now=now)
    looked_at = record.team_last_looked(session, people=ids, since=now - LOOKS_BACK)
    messages = inbox.waiting_numbers(session, teams=teams, people=ids)
    writers = {one.made_by for person in ids for one in follow_ups.get(person, ())}
    names = people.names_of(session, people=writers)
    return tuple(
        Row(
            summary=summary,
            waiting=tuple(shown[summary.person]),
            limits=limits[summary.person],
            follow_ups=tuple(
                follow_up_view(one, names) for one in follow_ups.get(summary.person, ())
            ),
            looked_at=looked_at.get(summary.person),
            messages=messages.get(summary.person, 0),
        )
        for summary in summaries
    )


def _missed(found: record.MissedCount | None) -> Missed | None:
    if found is None:
        return None
    return Missed(found.count, local_day(found.first_at), found.last_at)


def follow_up_view(row: FollowUp, names: dict[UUID, str]) -> FollowUpView:
    """The frozen value of a follow-up."""
    return FollowUpView(row.id, row.words, row.due_on, names.get(row.made_by, ""))


def _follow_ups(session: Session, ids: Collection[UUID]) -> dict[UUID, list[FollowUp]]:
    found: dict[UUID, list[FollowUp]] = defaultdict(list)
    for row in queries.list_open_follow_ups(session, ids):
        found[row.person_id].append(row)
    return found


def _by_person(receipts: Iterable[Receipt]) -> dict[UUID, list[Receipt]]:
    found: dict[UUID, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        found[receipt.person_id].append(receipt)
    return found
