"""What happened beside the readings: pauses, changes of the plan, and answers. Plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from citizen_app.measures import MeasureCode
from citizen_app.plans.rules import DAY, PauseReason, local_day
from citizen_app.plans.shapes import ActivityView, BaselineView, DatedThreshold, PauseView
from citizen_app.record.answers import AnsweredQuestion
from citizen_app.record.shapes import MarkedAnswer
from citizen_app.trends.periods import Period


class ChangeKind(StrEnum):
    """What the care team did with the plan on a day."""

    PLAN = "plan"
    USUAL = "usual"


@dataclass(frozen=True)
class Paused:
    """Local days without tasks, `last_on` included."""

    first_on: date
    last_on: date
    reason: PauseReason


@dataclass(frozen=True)
class Changed:
    """A local day on which the plan, or what is usual, changed for the subject."""

    day: date
    kinds: frozenset[ChangeKind]


@dataclass(frozen=True)
class Answered:
    """Answers of one submission that were found worth looking at first, as they were worded."""

    at: datetime
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True)
class Events:
    """Everything beside the readings in a period, each in order of time."""

    pauses: tuple[Paused, ...] = ()
    changes: tuple[Changed, ...] = ()
    answers: tuple[Answered, ...] = ()


def pauses_in(pauses: Iterable[PauseView], period: Period) -> tuple[Paused, ...]:
    """The days of the period that were paused; a pause that was called off has none."""
    found = []
    for pause in pauses:
        span = pause.span
        after = span.until_on
        if span.ended_at is not None:
            after = min(after, local_day(span.ended_at) + DAY)
            if span.ended_at <= span.asked_at or local_day(span.ended_at) < span.from_on:
                continue
        first, last = max(span.from_on, period.first_on), min(after - DAY, period.last_on)
        if first <= last:
            found.append(Paused(first, last, pause.reason))
    return tuple(found)


def changes_in(
    measures: Sequence[MeasureCode],
    period: Period,
    *,
    activities: Iterable[ActivityView],
    thresholds: Iterable[DatedThreshold],
    baselines: Iterable[BaselineView],
) -> tuple[Changed, ...]:
    """The days of the period on which something about these measures changed, oldest first.

    What stood before the period began, or begins together with everything else, is no change.
    """
    moments: list[tuple[datetime | None, ChangeKind]] = []
    for activity in activities:
        if set(activity.measures) & set(measures):
            moments += [
                (activity.valid_from, ChangeKind.PLAN),
                (activity.valid_until, ChangeKind.PLAN),
            ]
    for dated in thresholds:
        if dated.threshold.measure in measures:
            moments.append((dated.valid_from, ChangeKind.PLAN))
    for baseline in baselines:
        if baseline.measure in measures:
            moments.append((baseline.confirmed_at, ChangeKind.USUAL))
    kinds: dict[date, set[ChangeKind]] = defaultdict(set)
    for at, kind in moments:
        if at is not None and period.since <= at < period.until:
            kinds[local_day(at)].add(kind)
    return tuple(Changed(day, frozenset(kinds[day])) for day in sorted(kinds))


def answers_in(
    marked: Iterable[MarkedAnswer], questions: Mapping[UUID, Sequence[AnsweredQuestion]]
) -> tuple[Answered, ...]:
    """The marked answers of each submission, in the words of the form it answered."""
    links: dict[tuple[datetime, UUID], list[str | None]] = defaultdict(list)
    for answer in marked:
        links[answer.received_at, answer.submission_id].append(answer.link_id)
    return tuple(
        Answered(
            at,
            tuple(
                question
                for question in questions.get(submission, ())
                if question.link_id in links[at, submission]
            ),
        )
        for at, submission in sorted(links)
    )
