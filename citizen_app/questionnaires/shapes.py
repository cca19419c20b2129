"""What answering a form looks like from outside: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from citizen_app.errors import Conflict
from citizen_app.fhir_forms import Questionnaire
from citizen_app.plans.rules import TaskRef
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires.entries import Entries
from citizen_app.questionnaires.rules import Way, way_through


@dataclass(frozen=True)
class Round:
    """Which form is answered, for whom, and for which task (`window_start` None: extra)."""

    person: UUID
    activity_id: UUID
    window_start: datetime | None


@dataclass(frozen=True)
class Answering:
    """A form with what is answered so far. `key` and `questionnaire_id` are the draft's;
    `key` is None while nothing is saved. `sent` is the submission that did the task."""

    activity: ActivityView
    task: TaskRef | None
    questionnaire_id: UUID
    form: Questionnaire
    entries: Entries
    key: UUID | None
    revision: int
    sent: UUID | None

    @cached_property
    def way(self) -> Way:
        """The pages that these answers lead through."""
        return way_through(self.form, self.entries)


class AlreadySent(Conflict):
    """The answers that a page belongs to were sent; `submission_id` is where they went."""

    def __init__(self, submission_id: UUID) -> None:
        super().__init__("already sent")
        self.submission_id = submission_id


class DraftChanged(Conflict):
    """The draft is no longer the one that was looked at; nothing was sent."""


class NotComplete(ValueError):
    """Something still has to be answered; nothing was sent."""
