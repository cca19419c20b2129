"""What record takes and hands over: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from citizen_app.errors import Conflict
from citizen_app.measures import MeasureCode, ReadingContext, SkipReason
from citizen_app.people.rules import Role
from citizen_app.plans.rules import TaskRef
from citizen_app.plans.shapes import PlannedTask
from citizen_app.record.answers import Chosen
from citizen_app.record.rules import (
    AcknowledgementKind,
    Colour,
    Finding,
    SubmissionState,
    TaskStateName,
    is_waiting,
    may_be_seen_together,
)


@dataclass(frozen=True)
class NewReading:
    """A value in the measure's unit, or the reason why there is none.

    `measured_at` keeps the offset of the place where it was measured. `replaces` is the reading
    that this one corrects.
    """

    measure: MeasureCode
    value: Decimal | None
    measured_at: datetime
    context: ReadingContext | None = None
    skip_reason: SkipReason | None = None
    link_id: str | None = None
    replaces: UUID | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.skip_reason is None):
            raise ValueError("a reading has either a value or the reason why there is none")
        if self.measured_at.utcoffset() is None:
            raise ValueError("measured_at needs its offset")


@dataclass(frozen=True)
class NewResponse:
    """An answered questionnaire: the FHIR resource with exact decimals, and its colours."""

    questionnaire_url: str
    questionnaire_version: str
    resource: dict[str, Any]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class NewSubmission:
    """What is sent together. `key` is made with the form; `task` is None for something extra."""

    key: UUID
    task: TaskRef | None = None
    readings: tuple[NewReading, ...] = ()
    response: NewResponse | None = None

    def __post_init__(self) -> None:
        if not self.readings and self.response is None:
            raise ValueError("a submission holds readings, a response, or both")


@dataclass(frozen=True, slots=True)
class Faulty:
    """The care team's mark on a reading: why it does not count, by whom and when."""

    reason: str
    by: UUID
    at: datetime


@dataclass(frozen=True)
class SentReading:
    """A reading as it stands in the record. `replaced_by` is the id of its correction."""

    id: UUID
    submission_id: UUID
    measure: MeasureCode
    value: Decimal | None
    measured_at: datetime
    context: ReadingContext | None
    skip_reason: SkipReason | None
    link_id: str | None
    replaces: UUID | None
    replaced_by: UUID | None
    faulty: Faulty | None = None

    @property
    def counts(self) -> bool:
        """Whether nothing has taken its place and nobody has found it wrong."""
        return self.replaced_by is None and self.faulty is None


@dataclass(frozen=True)
class SentResponse:
    """A response as it was sent; `resource` has exact decimals."""

    questionnaire_url: str
    questionnaire_version: str
    resource: dict[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """Who of the care team looked or acted, in their role (None when they have left), and when.

    `words` are what they wrote to the citizen.
    """

    role: Role | None
    at: datetime
    by: UUID
    name: str
    words: str | None = None


@dataclass(frozen=True)
class Receipt:
    """One submission, whole: what, by whom, when it was received, and how far it has come."""

    id: UUID
    person_id: UUID
    actor_id: UUID
    actor_name: str
    received_at: datetime
    task: TaskRef | None
    readings: tuple[SentReading, ...]
    response: SentResponse | None
    findings: tuple[Finding, ...]
    colour: Colour | None
    seen: Acknowledged | None
    handled: Acknowledged | None
    # The role of a member of the care team who entered it for the person.
    actor_role: Role | None = None

    @property
    def state(self) -> SubmissionState:
        """The furthest it has come."""
        if self.handled:
            return SubmissionState.HANDLED
        return SubmissionState.SEEN if self.seen else SubmissionState.SENT

    @property
    def is_waiting(self) -> bool:
        """Whether the team still has to look or act."""
        done = {AcknowledgementKind.SEEN: self.seen, AcknowledgementKind.HANDLED: self.handled}
        return is_waiting(self.colour, [kind for kind, by in done.items() if by])

    @property
    def may_be_seen_together(self) -> bool:
        """Whether it may be marked as seen with others at once, see the rule."""
        return may_be_seen_together(
            self.colour,
            kinds=[finding.kind for finding in self.findings],
            has_skips=any(reading.skip_reason for reading in self.readings),
            has_corrections=any(
                reading.replaces or reading.replaced_by for reading in self.readings
            ),
        )


@dataclass(frozen=True)
class TaskState:
    """A task of a day and where it stands; the submission that did it, if any."""

    task: PlannedTask
    state: TaskStateName
    submission_id: UUID | None
    received_at: datetime | None


class KeyTaken(Conflict):
    """The key was used before for something else; `first` is what was sent then."""

    def __init__(self, first: Receipt) -> None:
        super().__init__("the key belongs to another submission")
        self.first = first


class AlreadyReplaced(Conflict):
    """The reading has been corrected before; correct the newest one instead."""


@dataclass(frozen=True, slots=True)
class ReadingPoint:
    """A reading in a series: a value in the measure's unit, or why there is none.

    No correction has replaced it. `measured_at` is UTC; a context without oxygen has no litres.
    """

    id: UUID
    measure: MeasureCode
    value: Decimal | None
    measured_at: datetime
    context: ReadingContext | None
    skip_reason: SkipReason | None
    is_correction: bool


@dataclass(frozen=True, slots=True)
class ReadingBucket:
    """All standing values of a measure in one context within a stretch of time, as figures.

    `number` counts the stretches from 0; `first_at` and `last_at` are when the first and the last
    of the values were measured (UTC).
    """

    number: int
    measure: MeasureCode
    context: ReadingContext | None
    count: int
    low: Decimal
    high: Decimal
    total: Decimal
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class ReadingSpan:
    """How much there is of a measure, skipped and corrected readings too.

    `within` counts those of the period that was asked about; the times are UTC.
    """

    measure: MeasureCode
    count: int
    within: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A reading in a table: also one that was replaced; `typed_by` is who typed it."""

    reading: SentReading
    typed_by: UUID


@dataclass(frozen=True, slots=True)
class ListedReading:
    """A reading with all that is told of it outside the application.

    `measured_at` is on the clock of the place where it was measured, `received_at` is UTC.
    """

    measure: MeasureCode
    value: Decimal | None
    measured_at: datetime
    received_at: datetime
    context: ReadingContext | None
    skip_reason: SkipReason | None
    is_correction: bool
    is_replaced: bool
    typed_by: UUID
    is_faulty: bool = False


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """An answer that the questionnaire's own rules ask the team to look at first.

    `words` are a clinician's, if the questionnaire has any for it.
    """

    submission_id: UUID
    received_at: datetime
    link_id: str | None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """What was chosen in one answered form, when it was received, and in which language."""

    submission_id: UUID
    received_at: datetime
    form: tuple[str, str]
    language: str | None
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """What the citizen's own action plan says to do, in the words of one of its zones.

    `is_current` is False when the plan has been written anew since.
    """

    zone: Colour
    words: str
    is_current: bool


@dataclass(frozen=True)
class Place:
    """A place in a person's history: the submission that was shown last."""

    received_at: datetime
    id: UUID
