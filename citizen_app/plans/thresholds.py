"""Limits as the care team changes them: never over what somebody else has set meanwhile."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound
from citizen_app.plans import queries
from citizen_app.plans.models import Threshold
from citizen_app.plans.planning import set_threshold
from citizen_app.plans.rules import Scope, ThresholdLimits
from citizen_app.plans.shapes import NewThreshold, PlanView, SetThreshold


class ThresholdChanged(Conflict):
    """Somebody else has set or removed the limits since they were looked at."""


def running_plans(session: Session, *, person: UUID) -> list[PlanView]:
    """The plans of a person that have not ended, oldest first."""
    return [queries.plan_view(row) for row in queries.list_running_plans(session, person)]


def list_set_thresholds(session: Session, *, person: UUID) -> list[SetThreshold]:
    """Everything that was ever set in the person's running plans, the newest first."""
    return queries.list_set_thresholds(session, person)


def change_threshold(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    threshold: NewThreshold,
    stands: UUID | None,
    now: datetime,
) -> None:
    """Set limits from `now` on; `stands` are those that were shown, None where there were none.

    ThresholdChanged when others stand by now, unless the same actor has set just these: sending
    twice is one. NotFound when the plan is not the person's or has ended.
    """
    audit.hold_chain(session, person=person)
    _check_plan(session, person, plan)
    row = _standing(session, plan, threshold.scope)
    if row is not None and _is_same(row, threshold, actor):
        return
    if (row.id if row else None) != stands:
        raise ThresholdChanged("other limits stand by now")
    set_threshold(session, actor=actor, person=person, plan=plan, threshold=threshold, now=now)


def end_threshold(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    scope: Scope,
    stands: UUID | None,
    now: datetime,
) -> None:
    """Let limits count no more from `now` on; where none stand, nothing changes.

    ThresholdChanged when other limits stand by now than those that were shown. NotFound when the
    plan is not the person's or has ended.
    """
    audit.hold_chain(session, person=person)
    _check_plan(session, person, plan)
    row = _standing(session, plan, scope)
    if row is None:
        return
    if row.id != stands:
        raise ThresholdChanged("other limits stand by now")
    row.valid_until = now
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="threshold:ended", subject=row.id, now=now
    )


def _check_plan(session: Session, person: UUID, plan: UUID) -> None:
    row = queries.find_plan(session, person, plan)
    if row is None or row.ended_at is not None:
        raise NotFound


def _standing(session: Session, plan: UUID, scope: Scope) -> Threshold | None:
    rows = queries.list_standing_thresholds(session, plan, scope.measure)
    return next((row for row in rows if queries.threshold_view(row).scope == scope), None)


def _is_same(row: Threshold, threshold: NewThreshold, actor: UUID) -> bool:
    view = queries.threshold_view(row)
    limits = ThresholdLimits(
        view.red_below, view.yellow_below, view.yellow_above, view.red_above, view.change
    )
    return (row.set_by, limits, view.red_words, view.yellow_words, row.reason) == (
        actor,
        threshold.limits,
        threshold.red_words,
        threshold.yellow_words,
        threshold.reason,
    )
