"""The limits of one citizen: what stands, since when, by whom, and beside what is usual."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.people import service as people
from citizen_app.people.rules import Condition
from citizen_app.plans import service as plans
from citizen_app.plans.rules import SCOPES, Scope
from citizen_app.record.rules import Colour, colour_of

ONE_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ScopeLimits:
    """Of one measure in one context: the limits that stand and earlier ones, and what is usual."""

    plan: UUID
    scope: Scope
    standing: plans.SetThreshold | None
    earlier: tuple[plans.SetThreshold, ...]
    usual: tuple[plans.BaselineView, ...]

    @property
    def is_usual_beyond(self) -> bool:
        """Whether an end of what is usual gets a colour by itself."""
        if self.standing is None:
            return False
        limits = self.standing.threshold
        ends = [end for one in self.usual for end in (one.usual.low, one.usual.high)]
        return any(colour_of(end, limits) is not Colour.GREEN for end in ends)


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """The limits within a plan; `others` are what nothing is set or known for."""

    plan: UUID
    condition: Condition | None
    shows_triage: bool
    rows: tuple[ScopeLimits, ...]
    others: tuple[Scope, ...]

    def find(self, scope: Scope) -> ScopeLimits:
        """The row of a scope, also where nothing was ever set."""
        found = next((row for row in self.rows if row.scope == scope), None)
        return found or ScopeLimits(self.plan, scope, None, (), ())


@dataclass(frozen=True, slots=True)
class LimitsView:
    """Everything on the page of limits. `names` are of those who have set any."""

    person: people.PersonName
    plans: tuple[PlanLimits, ...]
    names: Mapping[UUID, str]

    def find(self, plan: UUID, scope: Scope) -> ScopeLimits:
        """The row of a scope in a plan. NotFound when there is no such plan."""
        found = next((one for one in self.plans if one.plan == plan), None)
        if found is None:
            raise NotFound
        return found.find(scope)


def limits_view(session: Session, *, person: UUID, now: datetime) -> LimitsView:
    """The limits of a citizen, plan by plan, in as many queries whatever has been set."""
    was_set = plans.list_set_thresholds(session, person=person)
    baselines = plans.baselines_of_people(session, people=[person]).get(person, [])
    conditions = {one.id: one.condition for one in people.courses_of(session, person=person)}
    activities = plans.activities_between(session, person=person, since=now, until=now + ONE_TICK)
    return LimitsView(
        person=people.PersonName(person, people.get_person(session, person=person).name),
        plans=tuple(
            _of_plan(
                plan,
                conditions.get(plan.course_id),
                [one for one in was_set if one.plan_id == plan.id],
                baselines,
                {
                    Scope(one)
                    for act in activities
                    if act.plan_id == plan.id
                    for one in act.measures
                },
            )
            for plan in plans.running_plans(session, person=person)
        ),
        names=people.names_of(session, people={one.set_by for one in was_set}),
    )


def _of_plan(
    plan: plans.PlanView,
    condition: Condition | None,
    was_set: list[plans.SetThreshold],
    baselines: Iterable[plans.BaselineView],
    asked: set[Scope],
) -> PlanLimits:
    usual = {scope: tuple(one for one in baselines if _is_about(one, scope)) for scope in SCOPES}
    known = {one.threshold.scope for one in was_set} | asked
    shown = [scope for scope in SCOPES if scope in known or usual[scope]]
    return PlanLimits(
        plan=plan.id,
        condition=condition,
        shows_triage=plan.shows_triage,
        rows=tuple(_of_scope(plan.id, scope, was_set, usual[scope]) for scope in shown),
        others=tuple(scope for scope in SCOPES if scope not in shown),
    )


def _of_scope(
    plan: UUID,
    scope: Scope,
    was_set: Iterable[plans.SetThreshold],
    usual: tuple[plans.BaselineView, ...],
) -> ScopeLimits:
    own = [one for one in was_set if one.threshold.scope == scope]
    standing = next((one for one in own if one.valid_until is None), None)
    return ScopeLimits(
        plan, scope, standing, tuple(one for one in own if one is not standing), usual
    )


def _is_about(baseline: plans.BaselineView, scope: Scope) -> bool:
    context = baseline.context
    if context is None:
        return scope == Scope(baseline.measure)
    return scope == Scope(baseline.measure, context.position, context.with_oxygen)
