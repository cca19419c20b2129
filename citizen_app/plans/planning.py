"""Making and changing a plan: what a care team does, or the demo for it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound
from citizen_app.measures import MEASURES, to_scaled
from citizen_app.people.service import has_course
from citizen_app.plans import queries
from citizen_app.plans.models import Activity, Plan, Threshold
from citizen_app.plans.rules import (
    DAY,
    ActivityKind,
    BadLimits,
    OnDemand,
    Text,
    ThresholdLimits,
    local_day,
    midnight,
    schedule_to_json,
)
from citizen_app.plans.shapes import (
    ActivityView,
    NewActivity,
    NewThreshold,
    PlanView,
    ThresholdView,
)


def start_plan(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    course: UUID,
    now: datetime,
    shows_triage: bool = False,
) -> PlanView:
    """Begin a plan within one of the person's courses; NotFound when it is not theirs."""
    if not has_course(session, person=person, course=course):
        raise NotFound
    row = Plan(
        person_id=person,
        course_id=course,
        shows_triage=shows_triage,
        started_at=now,
        started_by=actor,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="plan:started", subject=row.id, now=now
    )
    return queries.plan_view(row)


def end_plan(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    now: datetime,
    at_once: bool = False,
) -> PlanView:
    """End a plan: what was asked for today stays, nothing is asked for from tomorrow on.

    `at_once` asks for nothing more from this moment.
    """
    row = _running_plan(session, person, plan)
    end = now if at_once else midnight(local_day(now) + DAY)
    for activity in queries.list_activity_rows(session, row.id, after=end):
        activity.valid_until, activity.ended_by = max(activity.valid_from, end), actor
    for threshold in queries.list_standing_thresholds(session, row.id):
        threshold.valid_until = max(threshold.valid_from, end)
    row.ended_at, row.ended_by = now, actor
    session.flush()
    audit.record(session, actor=actor, person=person, action="plan:ended", subject=row.id, now=now)
    return queries.plan_view(row)


def set_shows_triage(
    session: Session, *, actor: UUID, person: UUID, plan: UUID, shows_triage: bool, now: datetime
) -> PlanView:
    """Turn on or off that the citizen sees colours of triage for a running plan."""
    row = _running_plan(session, person, plan)
    row.shows_triage = shows_triage
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="plan:changed", subject=row.id, now=now
    )
    return queries.plan_view(row)


def add_activity(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    activity: NewActivity,
    now: datetime,
) -> ActivityView:
    """Ask for something more from a running plan; NotFound when the plan is not theirs."""
    row = _running_plan(session, person, plan)
    position = queries.count_activities(session, row.id)
    added = activity_row(row.id, activity, position=position, added_by=actor, now=now)
    session.add(added)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="activity:added", subject=added.id, now=now
    )
    return queries.activity_view(added)


def activity_row(
    plan: UUID, activity: NewActivity, *, position: int, added_by: UUID, now: datetime
) -> Activity:
    """The row of an activity to add to a plan."""
    return Activity(
        plan_id=plan,
        position=position,
        kind=activity.kind,
        title_da=activity.title.da,
        title_en=activity.title.en,
        title_language=activity.title.language,
        measures=[measure.value for measure in activity.measures],
        questionnaire_url=activity.questionnaire_url,
        questionnaire_version=activity.questionnaire_version,
        schedule=schedule_to_json(activity.schedule),
        valid_from=midnight(activity.from_on),
        valid_until=midnight(activity.until_on) if activity.until_on else None,
        added_at=now,
        added_by=added_by,
    )


def end_activity(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    activity_id: UUID,
    until_on: date,
    now: datetime,
) -> ActivityView:
    """Stop asking from the local day `until_on`, tomorrow at the earliest (Conflict)."""
    row = queries.find_activity(session, person, activity_id)
    if row is None:
        raise NotFound
    if until_on <= local_day(now) or (row.valid_until and row.valid_until < midnight(until_on)):
        raise Conflict
    row.valid_until, row.ended_by = max(row.valid_from, midnight(until_on)), actor
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="activity:ended", subject=row.id, now=now
    )
    return queries.activity_view(row)


def offer_on_demand_questionnaire(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    url: str,
    version: str,
    title: Text,
    now: datetime,
) -> ActivityView:
    """Offer a questionnaire version at any time, in the person's oldest running plan.

    Offering the same version again returns the first. NotFound without a running plan.
    """
    for offered in queries.list_activities(session, person, since=now, until=None):
        same = (offered.questionnaire_url, offered.questionnaire_version) == (url, version)
        if same and offered.is_on_demand:
            return offered
    plans = queries.list_running_plans(session, person)
    if not plans:
        raise NotFound
    activity = NewActivity(
        kind=ActivityKind.QUESTIONNAIRE,
        title=title,
        schedule=OnDemand(),
        from_on=local_day(now),
        questionnaire_url=url,
        questionnaire_version=version,
    )
    return add_activity(
        session, actor=actor, person=person, plan=plans[0].id, activity=activity, now=now
    )


def set_threshold(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    threshold: NewThreshold,
    now: datetime,
) -> ThresholdView:
    """Set limits from `now` on, in place of those for the same measure and context.

    BadLimits when a context is missing or does not belong to the measure.
    """
    audit.hold_chain(session, person=person)
    row = _running_plan(session, person, plan)
    has_context = (threshold.position is not None, threshold.with_oxygen is not None)
    if has_context != (MEASURES[threshold.measure].has_context,) * 2:
        raise BadLimits("a threshold has a context exactly where its measure has")
    for standing in queries.list_standing_thresholds(session, row.id, threshold.measure):
        if (standing.position, standing.with_oxygen) == (threshold.position, threshold.with_oxygen):
            standing.valid_until = now
    added = _threshold_row(row.id, threshold, actor, now)
    session.add(added)
    session.flush()
    audit.record(
        session, actor=actor, person=person, action="threshold:set", subject=added.id, now=now
    )
    return queries.threshold_view(added)


def _threshold_row(plan: UUID, threshold: NewThreshold, set_by: UUID, now: datetime) -> Threshold:
    limits, change = threshold.limits, threshold.limits.change
    decimals = _shared_decimals(limits)
    return Threshold(
        plan_id=plan,
        measure=threshold.measure,
        position=threshold.position,
        with_oxygen=threshold.with_oxygen,
        decimals=decimals,
        red_below=_scaled(limits.red_below, decimals),
        yellow_below=_scaled(limits.yellow_below, decimals),
        yellow_above=_scaled(limits.yellow_above, decimals),
        red_above=_scaled(limits.red_above, decimals),
        red_words=threshold.red_words,
        yellow_words=threshold.yellow_words,
        change_days=change.days if change else None,
        yellow_rise=_scaled(change.yellow_rise if change else None, decimals),
        red_rise=_scaled(change.red_rise if change else None, decimals),
        yellow_fall=_scaled(change.yellow_fall if change else None, decimals),
        red_fall=_scaled(change.red_fall if change else None, decimals),
        valid_from=now,
        set_by=set_by,
        reason=threshold.reason,
    )


def _running_plan(session: Session, person: UUID, plan: UUID) -> Plan:
    row = queries.find_plan(session, person, plan)
    if row is None or row.ended_at is not None:
        raise NotFound
    return row


def _shared_decimals(limits: ThresholdLimits) -> int:
    values = [limits.red_below, limits.yellow_below, limits.yellow_above, limits.red_above]
    if limits.change is not None:
        change = limits.change
        values += [change.yellow_rise, change.red_rise, change.yellow_fall, change.red_fall]
    return max(to_scaled(value)[1] for value in values if value is not None)


def _scaled(value: Decimal | None, decimals: int) -> int | None:
    return None if value is None else int(value.scaleb(decimals))
