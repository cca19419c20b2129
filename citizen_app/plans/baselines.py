"""Baselines: the usual range of a measure in one context, as the care team has confirmed it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.measures import MEASURES, MeasureCode, ReadingContext, to_scaled
from citizen_app.plans import queries
from citizen_app.plans.models import Baseline
from citizen_app.plans.rules import BadRange, UsualRange
from citizen_app.plans.shapes import BaselineView


def confirm_baseline(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    measure: MeasureCode,
    context: ReadingContext | None,
    usual: UsualRange,
    readings: int,
    valid_from: datetime,
    now: datetime,
) -> BaselineView:
    """Let a range count as the person's usual from `valid_from` on, in place of the one before.

    `readings` is on how many it stands. BadRange when the context is missing or does not belong
    to the measure, or when it would count from a time that has not come or that an earlier
    confirmed one of the same measure and context begins after.
    """
    if (context is not None) != MEASURES[measure].has_context:
        raise BadRange("a baseline has a context exactly where its measure has")
    if valid_from > now:
        raise BadRange("a baseline cannot begin in the future")
    for standing in queries.list_standing_baselines(session, person, measure, context):
        if standing.valid_from > valid_from:
            raise BadRange("a newer baseline stands already")
        standing.valid_until = valid_from
    decimals = max(to_scaled(value)[1] for value in (usual.low, usual.high))
    row = Baseline(
        person_id=person,
        measure=measure,
        position=context.position if context else None,
        oxygen_ml_per_min=queries.ml_per_min(context),
        decimals=decimals,
        low=int(usual.low.scaleb(decimals)),
        high=int(usual.high.scaleb(decimals)),
        readings=readings,
        valid_from=valid_from,
        confirmed_at=now,
        confirmed_by=actor,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="baseline:confirmed", subject=row.id, now=now
    )
    return queries.baseline_view(row)


def baselines_between(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[BaselineView]:
    """Confirmed ranges that counted at some time from `since` to before `until`, oldest first."""
    return queries.list_baselines(session, person, since=since, until=until)
