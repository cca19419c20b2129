"""Changing a running plan with care for what the citizen has begun; see `changes`.

Each change carries a key: the same one again changes nothing. Two people at once wait for each
other, and the second is told when the first has changed the same activity.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import Conflict, NotFound
from citizen_app.plans import queries
from citizen_app.plans.agenda import Agenda
from citizen_app.plans.changes import NOT_STORED_YET, Change, Stop, changed, counts_from
from citizen_app.plans.models import Activity
from citizen_app.plans.planning import activity_row
from citizen_app.plans.rules import DAY, Schedule, local_day, midnight, schedule_to_json
from citizen_app.plans.shapes import ActivityView, NewActivity


class InThePast(ValueError):
    """A change counts from today at the earliest."""


class Moved(Conflict):
    """The change would count from another instant than the one that was shown."""


class ChangedMeanwhile(Conflict):
    """Somebody has changed or ended the activity since it was looked at."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: the instant it counts from, and all that is asked then."""

    at: datetime
    agenda: Agenda


def preview_change(session: Session, *, person: UUID, change: Change, now: datetime) -> Preview:
    """What the person would be asked from yesterday on if the change were stored now."""
    yesterday = local_day(now) - DAY
    activities = queries.list_activities(session, person, since=midnight(yesterday), until=None)
    pauses = queries.list_pauses(session, person, since=yesterday)
    after = changed(activities, change, now)
    return Preview(_counts_from(after, change), Agenda(after, tuple(pauses)))


def _counts_from(after: tuple[ActivityView, ...], change: Change) -> datetime:
    if isinstance(change, Stop):
        ended = next((one for one in after if one.id == change.activity_id), None)
        at = ended.valid_until if ended is not None else None
    else:
        at = next((one.valid_from for one in after if one.id == NOT_STORED_YET), None)
    if at is None:
        raise NotFound
    return at


def ask_more(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    plan: UUID,
    activity: NewActivity,
    key: UUID,
    now: datetime,
    seen: datetime | None = None,
) -> ActivityView:
    """Ask for something more from a day on; Conflict when the key was used for something else.

    `seen` is the instant it was shown to count from, Moved when that is another by now.
    """
    _not_before_today(activity.from_on, now)
    audit.hold_chain(session, person=person)
    _running(session, person, plan)
    added = activity_row(plan, activity, position=0, added_by=actor, now=now)
    added.id = uuid5(plan, str(key))
    first = _stored_before(session, person, added)
    if first is not None:
        return first
    added.position = queries.count_activities(session, plan)
    at = counts_from(old=None, new=activity.schedule, from_on=activity.from_on, now=now)
    added.valid_from = _as_seen(at, seen)
    return _store(session, person, added, "activity:added", now)


def change_times(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    activity_id: UUID,
    schedule: Schedule,
    from_on: date,
    key: UUID,
    now: datetime,
    seen: datetime | None = None,
) -> ActivityView:
    """Ask an activity at other times from a day on: the old row ends and a new one begins.

    ChangedMeanwhile when the activity has an end already; `seen` as in `ask_more`.
    """
    _not_before_today(from_on, now)
    audit.hold_chain(session, person=person)
    old = _activity(session, person, activity_id)
    _running(session, person, old.plan_id)
    later = Activity(**old.model_dump(exclude={"id", "ended_by"}))
    later.id = uuid5(old.plan_id, str(key))
    later.schedule = schedule_to_json(schedule)
    first = _stored_before(session, person, later)
    if first is not None:
        return first
    if old.valid_until is not None:
        raise ChangedMeanwhile
    view = queries.activity_view(old)
    at = _as_seen(counts_from(old=view, new=schedule, from_on=from_on, now=now), seen)
    old.valid_until, old.ended_by = max(old.valid_from, at), actor
    session.add(old)
    later.valid_from, later.added_at, later.added_by = at, now, actor
    return _store(session, person, later, "activity:changed", now)


def stop_asking(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    activity_id: UUID,
    from_on: date,
    now: datetime,
    seen: datetime | None = None,
) -> ActivityView:
    """Ask an activity no more from a day on; what has begun is asked to its end.

    The same end again changes nothing; ChangedMeanwhile when it has another; `seen` as in
    `ask_more`.
    """
    _not_before_today(from_on, now)
    audit.hold_chain(session, person=person)
    row = _activity(session, person, activity_id)
    view = queries.activity_view(row)
    at = counts_from(old=view, new=None, from_on=from_on, now=now)
    end = max(row.valid_from, at)
    if row.valid_until == end:
        return view
    if row.valid_until is not None:
        raise ChangedMeanwhile
    row.valid_until, row.ended_by = _as_seen(end, seen), actor
    return _store(session, person, row, "activity:ended", now)


def _as_seen(at: datetime, seen: datetime | None) -> datetime:
    if seen is not None and at != seen:
        raise Moved
    return at


def _not_before_today(from_on: date, now: datetime) -> None:
    if from_on < local_day(now):
        raise InThePast


def _running(session: Session, person: UUID, plan: UUID) -> None:
    row = queries.find_plan(session, person, plan)
    if row is None or row.ended_at is not None:
        raise NotFound


def _activity(session: Session, person: UUID, activity_id: UUID) -> Activity:
    row = queries.find_activity(session, person, activity_id)
    if row is None:
        raise NotFound
    return row


def _stored_before(session: Session, person: UUID, wanted: Activity) -> ActivityView | None:
    """What was stored under the same key, if it is the same."""
    first = queries.find_activity(session, person, wanted.id)
    if first is None:
        return None
    same = ("kind", "title_da", "measures", "questionnaire_url", "schedule")
    if any(getattr(first, name) != getattr(wanted, name) for name in same):
        raise Conflict("the key was used for another change")
    return queries.activity_view(first)


def _store(
    session: Session, person: UUID, row: Activity, action: str, now: datetime
) -> ActivityView:
    session.add(row)
    session.flush()
    actor = row.ended_by if action == "activity:ended" else row.added_by
    audit.record(session, actor=actor, person=person, action=action, subject=row.id, now=now)
    return queries.activity_view(row)
