"""The plans of many people at once, in as many queries as for one; for the care team's lists."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.plans import queries
from citizen_app.plans.occurrences import occurrences
from citizen_app.plans.rules import DAY, PauseSpan, TaskRef, Window, is_paused, midnight
from citizen_app.plans.shapes import BaselineView, ThresholdView

Key = tuple[object, datetime, datetime | None]


def tasks_of_people(
    session: Session, *, people: Collection[UUID], first: date, last: date
) -> dict[UUID, list[TaskRef]]:
    """What each person was asked on the local days from `first` to `last`.

    Left out is what a pause covers, and what was over before anybody asked for it.

    Two queries. Many people share a schedule: its windows are worked out once.
    """
    since, until = midnight(first), midnight(last + DAY)
    pauses: dict[UUID, list[PauseSpan]] = defaultdict(list)
    for person, span in queries.list_pauses_of_people(session, people, since=first):
        pauses[person].append(span)
    known: dict[Key, tuple[Window, ...]] = {}
    found: dict[UUID, list[TaskRef]] = defaultdict(list)
    for asked in queries.list_asked_of_people(session, people, since=since, until=until):
        start = max(asked.valid_from, since)
        key = (asked.schedule, start, asked.valid_until)
        if key not in known:
            known[key] = occurrences(
                asked.schedule,
                valid_from=start,
                valid_until=asked.valid_until,
                since=since,
                until=until,
            )
        spans = tuple(pauses.get(asked.person, ()))
        found[asked.person] += [
            TaskRef(asked.activity_id, window.start, window.end)
            for window in known[key]
            if window.end > asked.added_at and not is_paused(window, spans)
        ]
    return found


def people_asked(session: Session, *, url: str, version: str, now: datetime) -> list[UUID]:
    """Everybody whose plan asks for a version of a questionnaire, now or later."""
    return queries.list_people_asked(session, url=url, version=version, at=now)


def count_people_asked(session: Session, *, now: datetime) -> dict[tuple[str, str], int]:
    """How many are asked for each (url, version) of a questionnaire, now or later."""
    return queries.count_people_asked(session, at=now)


def thresholds_of_people(
    session: Session, *, people: Collection[UUID], at: datetime
) -> dict[UUID, list[ThresholdView]]:
    """The thresholds of each person that stand at an instant."""
    found: dict[UUID, list[ThresholdView]] = defaultdict(list)
    for person, view in queries.list_thresholds_of_people(session, people, at=at):
        found[person].append(view)
    return found


def baselines_of_people(
    session: Session, *, people: Collection[UUID]
) -> dict[UUID, list[BaselineView]]:
    """The usual ranges of each person that count now."""
    found: dict[UUID, list[BaselineView]] = defaultdict(list)
    for person, view in queries.list_baselines_of_people(session, people):
        found[person].append(view)
    return found
