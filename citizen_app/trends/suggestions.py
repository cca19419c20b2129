"""What the care team may confirm as usual: a suggestion for each measure in each context."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.plans.rules import DAY, MOST_READINGS, Suggested, TooFew, suggest_range
from citizen_app.record import service as record
from citizen_app.record.shapes import ReadingPoint
from citizen_app.trends.series import LineKey

LOOKS_BACK = timedelta(days=365)
MOST_POINTS = 2000


@dataclass(frozen=True)
class Suggestion:
    """The range suggested from the newest readings, or how many there are; `since` is the first."""

    measure: MeasureCode
    context: ReadingContext | None
    outcome: Suggested | TooFew
    since: datetime


def suggested_baselines(session: Session, *, person: UUID, now: datetime) -> list[Suggestion]:
    """A suggestion for every measure and context of the last year; contexts are never mixed."""
    points = record.list_points(
        session,
        person=person,
        measures=tuple(MeasureCode),
        since=now - LOOKS_BACK,
        until=now + DAY,
        limit=MOST_POINTS,
    )
    return suggestions_of(points)


def suggestions_of(points: Iterable[ReadingPoint]) -> list[Suggestion]:
    """The same from readings at hand; the order in which they come does not matter."""
    found: dict[LineKey, list[ReadingPoint]] = defaultdict(list)
    for point in points:
        if point.value is not None:
            found[point.measure, point.context].append(point)
    suggestions = []
    for (measure, context), together in sorted(found.items(), key=str):
        newest = sorted(together, key=lambda point: (point.measured_at, point.id), reverse=True)
        newest = newest[:MOST_READINGS]
        outcome = suggest_range(
            measure, [point.value for point in newest if point.value is not None]
        )
        suggestions.append(Suggestion(measure, context, outcome, newest[-1].measured_at))
    return suggestions
