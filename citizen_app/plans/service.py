"""What a person's plan asks for: tasks, activities, thresholds. Writing is in `planning`."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.measures import MeasureCode
from citizen_app.plans import queries
from citizen_app.plans.agenda import Agenda, ref_of, windows_of
from citizen_app.plans.baselines import baselines_between, confirm_baseline
from citizen_app.plans.changes import Addition, Change, NewTimes, Stop
from citizen_app.plans.changing import (
    ChangedMeanwhile,
    InThePast,
    Moved,
    ask_more,
    change_times,
    preview_change,
    stop_asking,
)
from citizen_app.plans.many import baselines_of_people, tasks_of_people, thresholds_of_people
from citizen_app.plans.pauses import (
    ask_for_pause,
    confirm_pause,
    end_pause,
    next_pause,
    pause_on,
)
from citizen_app.plans.planning import (
    add_activity,
    end_activity,
    end_plan,
    offer_on_demand_questionnaire,
    set_shows_triage,
    set_threshold,
    start_plan,
)
from citizen_app.plans.rules import DAY, TaskRef, midnight
from citizen_app.plans.shapes import (
    ActivityView,
    BaselineView,
    DatedThreshold,
    NewActivity,
    NewThreshold,
    PauseView,
    PlannedTask,
    PlanView,
    SetThreshold,
    ThresholdView,
)
from citizen_app.plans.starting import (
    PlanRuns,
    find_template,
    list_templates,
    preview_template,
    start_from_template,
)
from citizen_app.plans.templates import PlanTemplate
from citizen_app.plans.thresholds import (
    ThresholdChanged,
    change_threshold,
    end_threshold,
    list_set_thresholds,
    running_plans,
)

__all__ = [
    "ActivityView",
    "Addition",
    "Agenda",
    "BaselineView",
    "Change",
    "ChangedMeanwhile",
    "DatedThreshold",
    "InThePast",
    "Moved",
    "NewActivity",
    "NewThreshold",
    "NewTimes",
    "PauseView",
    "PlanRuns",
    "PlanTemplate",
    "PlanView",
    "PlannedTask",
    "Stop",
    "SetThreshold",
    "ThresholdChanged",
    "ThresholdView",
    "activities_between",
    "add_activity",
    "ask_for_pause",
    "ask_more",
    "asked_measures",
    "baselines_between",
    "baselines_of_people",
    "change_times",
    "change_threshold",
    "confirm_baseline",
    "confirm_pause",
    "end_activity",
    "end_pause",
    "end_plan",
    "end_threshold",
    "find_activity",
    "find_task",
    "find_template",
    "list_templates",
    "list_set_thresholds",
    "next_pause",
    "offer_on_demand_questionnaire",
    "pause_on",
    "pauses_since",
    "plans_of",
    "preview_change",
    "preview_template",
    "people_with_plans",
    "people_with_plans_after",
    "read_agenda",
    "running_plans",
    "set_shows_triage",
    "set_threshold",
    "shows_triage",
    "start_from_template",
    "start_plan",
    "stop_asking",
    "tasks_between",
    "tasks_of_people",
    "tasks_on",
    "thresholds_at",
    "thresholds_between",
    "thresholds_of_people",
]

ONE_TICK = timedelta(microseconds=1)
# Far from these the calendar itself ends, and days before or after cannot be counted.
YEARS = range(1900, 2200)


def tasks_on(session: Session, *, person: UUID, day: date) -> list[PlannedTask]:
    """The tasks whose windows open on a local day, by time and then by the plan's order."""
    return tasks_between(session, person=person, first=day, last=day)


def tasks_between(session: Session, *, person: UUID, first: date, last: date) -> list[PlannedTask]:
    """The tasks whose windows open on the local days from `first` to `last`, both included.

    Two queries, however many days and tasks.
    """
    return read_agenda(session, person=person, since=first).tasks(first, last)


def read_agenda(session: Session, *, person: UUID, since: date) -> Agenda:
    """What the person's plans ask for from a local day on, with its pauses, in two queries."""
    return Agenda(
        tuple(queries.list_activities(session, person, since=midnight(since), until=None)),
        tuple(queries.list_pauses(session, person, since=since)),
    )


def find_activity(session: Session, *, person: UUID, activity_id: UUID) -> ActivityView:
    """An activity of the person, also one that has ended. NotFound when it is not theirs."""
    row = queries.find_activity(session, person, activity_id)
    if row is None:
        raise NotFound
    return queries.activity_view(row)


def find_task(
    session: Session, *, person: UUID, activity_id: UUID, window_start: datetime
) -> TaskRef:
    """The task of an activity whose window opens at exactly that instant; NotFound if none."""
    activity = find_activity(session, person=person, activity_id=activity_id)
    if window_start.year not in YEARS:
        raise NotFound
    for window in windows_of(activity, window_start, window_start + ONE_TICK):
        return ref_of(activity, window)
    raise NotFound


def thresholds_at(session: Session, *, person: UUID, at: datetime) -> list[ThresholdView]:
    """The thresholds that stand at an instant, over all the person's plans."""
    return queries.list_thresholds(session, person, at=at)


def thresholds_between(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[DatedThreshold]:
    """The thresholds that stood at some time from `since` to before `until`, oldest first."""
    return queries.list_dated_thresholds(session, person, since=since, until=until)


def activities_between(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[ActivityView]:
    """The activities valid at some time from `since` to before `until`, in the plan's order."""
    return queries.list_activities(session, person, since=since, until=until)


def pauses_since(session: Session, *, person: UUID, since: date) -> list[PauseView]:
    """Pauses with a day on or after `since`, ended early or not, by their first day."""
    return queries.list_pauses(session, person, since=since)


def plans_of(session: Session, *, person: UUID) -> list[PlanView]:
    """The person's running plans, the oldest first."""
    return [queries.plan_view(row) for row in queries.list_running_plans(session, person)]


def people_with_plans(session: Session) -> list[UUID]:
    """Everybody who has a running plan; for commands, never for a person's page."""
    return queries.list_people_with_plans(session)


def people_with_plans_after(session: Session, *, after: UUID | None, limit: int) -> list[UUID]:
    """The next of those with a running plan in the order of their ids; for jobs."""
    return queries.list_people_with_plans_after(session, after, limit=limit)


def shows_triage(session: Session, *, person: UUID) -> bool:
    """True when the person has a running plan and every running plan shows colours."""
    plans = queries.list_running_plans(session, person)
    return bool(plans) and all(plan.shows_triage for plan in plans)


def asked_measures(session: Session, *, person: UUID, on: date) -> frozenset[MeasureCode]:
    """The measures that the activities valid on a local day name, tasks or on demand."""
    since, until = midnight(on), midnight(on + DAY)
    found = queries.list_activities(session, person, since=since, until=until)
    return frozenset(measure for activity in found for measure in activity.measures)
