"""What plans hands to other rooms and takes from them: frozen values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from citizen_app.measures import MeasureCode, Position, ReadingContext
from citizen_app.plans.rules import (
    ActivityKind,
    ChangeLimits,
    OnDemand,
    PauseReason,
    PauseSpan,
    Schedule,
    Scope,
    TaskRef,
    Text,
    ThresholdLimits,
    UsualRange,
)


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan; running while `ended_at` is None."""

    id: UUID
    course_id: UUID
    shows_triage: bool
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity; `title.in_language(…)` is what a citizen reads."""

    id: UUID
    plan_id: UUID
    kind: ActivityKind
    title: Text
    measures: tuple[MeasureCode, ...]
    questionnaire_url: str | None
    questionnaire_version: str | None
    schedule: Schedule
    valid_from: datetime
    valid_until: datetime | None

    @property
    def is_on_demand(self) -> bool:
        """True when it is offered at any time and is never a task."""
        return isinstance(self.schedule, OnDemand)

    def is_valid(self, at: datetime) -> bool:
        """True when the plan asks for it at an instant."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


@dataclass(frozen=True, slots=True)
class AskedOf:
    """When a person is asked something: as much of an activity as a list of people needs."""

    person: UUID
    activity_id: UUID
    schedule: Schedule
    valid_from: datetime
    valid_until: datetime | None
    added_at: datetime


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One occurrence of an activity, and whether a pause covers it."""

    ref: TaskRef
    activity: ActivityView
    is_paused: bool


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """Limits of a measure in its own unit, each strict, with a clinician's words.

    `position` and `with_oxygen` are None exactly for measures without a context.
    """

    measure: MeasureCode
    position: Position | None
    with_oxygen: bool | None
    red_below: Decimal | None
    yellow_below: Decimal | None
    yellow_above: Decimal | None
    red_above: Decimal | None
    red_words: str | None
    yellow_words: str | None
    change: ChangeLimits | None = None

    @property
    def scope(self) -> Scope:
        """What the limits are about."""
        return Scope(self.measure, self.position, self.with_oxygen)


@dataclass(frozen=True, slots=True)
class SetThreshold:
    """Limits as somebody set them: in which plan, when, by whom, why, and until when they stood."""

    id: UUID
    plan_id: UUID
    threshold: ThresholdView
    valid_from: datetime
    valid_until: datetime | None
    set_by: UUID
    reason: str | None


@dataclass(frozen=True, slots=True)
class DatedThreshold:
    """Limits and when they counted; `valid_until` is None while they stand."""

    threshold: ThresholdView
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class BaselineView:
    """The usual range of a measure in one context, and when it counted.

    `context` is None exactly for measures without one; `readings` is on how many it stands.
    """

    id: UUID
    measure: MeasureCode
    context: ReadingContext | None
    usual: UsualRange
    readings: int
    valid_from: datetime
    valid_until: datetime | None
    confirmed_at: datetime
    confirmed_by: UUID


@dataclass(frozen=True, slots=True)
class PauseView:
    """A pause; `until_on` is the first day without it."""

    id: UUID
    reason: PauseReason
    span: PauseSpan
    confirmed_at: datetime | None

    @property
    def is_confirmed(self) -> bool:
        """True once the care team has confirmed it."""
        return self.confirmed_at is not None


@dataclass(frozen=True, slots=True)
class NewActivity:
    """An activity to add, from a local day on and until another (exclusive) or for good."""

    kind: ActivityKind
    title: Text
    schedule: Schedule
    from_on: date
    until_on: date | None = None
    measures: tuple[MeasureCode, ...] = ()
    questionnaire_url: str | None = None
    questionnaire_version: str | None = None

    def __post_init__(self) -> None:
        is_form = self.questionnaire_url is not None and self.questionnaire_version is not None
        if is_form != (self.kind is ActivityKind.QUESTIONNAIRE):
            raise ValueError("a questionnaire activity names its form and version, no other does")
        if self.kind is ActivityKind.READINGS and not self.measures:
            raise ValueError("an activity of readings names its measures")
        if self.until_on is not None and self.until_on <= self.from_on:
            raise ValueError("an activity ends after it begins")


@dataclass(frozen=True, slots=True)
class NewThreshold:
    """Limits to set; SpO2 says its context, no other measure has one."""

    measure: MeasureCode
    limits: ThresholdLimits
    position: Position | None = None
    with_oxygen: bool | None = None
    red_words: str | None = None
    yellow_words: str | None = None
    reason: str | None = None

    @property
    def scope(self) -> Scope:
        """What the limits are about."""
        return Scope(self.measure, self.position, self.with_oxygen)
