"""The door of record's pure part: triage, states and fingerprints of what was sent."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from citizen_app.plans.rules import TaskRef
from citizen_app.record.colours import (
    SEVERITY,
    Colour,
    Finding,
    FindingKind,
    Limit,
    LimitKind,
    worst,
)
from citizen_app.record.triage import (
    Earlier,
    Limits,
    Reference,
    colour_of,
    fits,
    reference_of,
    triage_reading,
    triage_skipped,
)

# Placeholders for an organisation to decide: how long after its window something is missed, and
# how far back the first look at a person goes.
MISSED_AFTER = timedelta(hours=2)
FIRST_LOOK_BACK = timedelta(days=7)

__all__ = [
    "FIRST_LOOK_BACK",
    "MISSED_AFTER",
    "SEVERITY",
    "AcknowledgementKind",
    "Colour",
    "Earlier",
    "Finding",
    "FindingKind",
    "Limit",
    "LimitKind",
    "Limits",
    "Reference",
    "SubmissionState",
    "TaskStateName",
    "colour_of",
    "fingerprint",
    "fits",
    "is_waiting",
    "may_be_seen_together",
    "newly_missed",
    "reference_of",
    "state_of",
    "task_state",
    "triage_reading",
    "triage_skipped",
    "worst",
]


class AcknowledgementKind(StrEnum):
    """Two acts of the care team: having looked, and having done something."""

    SEEN = "seen"
    HANDLED = "handled"


class SubmissionState(StrEnum):
    """How far a submission has come; sent is never shown as seen."""

    SENT = "sent"
    SEEN = "seen"
    HANDLED = "handled"


class TaskStateName(StrEnum):
    """Where a task of today stands."""

    UPCOMING = "upcoming"
    OPEN = "open"
    DONE = "done"
    MISSED = "missed"
    PAUSED = "paused"


def state_of(kinds: Iterable[AcknowledgementKind]) -> SubmissionState:
    """Handled beats seen; without either it is only sent."""
    done = set(kinds)
    if AcknowledgementKind.HANDLED in done:
        return SubmissionState.HANDLED
    return SubmissionState.SEEN if AcknowledgementKind.SEEN in done else SubmissionState.SENT


def is_waiting(colour: Colour | None, kinds: Iterable[AcknowledgementKind]) -> bool:
    """Whether somebody of the team still has to do something: look, or act where it is serious."""
    done = set(kinds)
    if colour in (Colour.RED, Colour.YELLOW):
        return AcknowledgementKind.HANDLED not in done
    return not done


def may_be_seen_together(
    colour: Colour | None,
    *,
    kinds: Iterable[FindingKind],
    has_skips: bool,
    has_corrections: bool,
) -> bool:
    """Whether a submission may be marked as seen with others at once, without being opened.

    Only what is green through and through: no comment, nothing left out, nothing corrected.
    """
    is_plain = not has_skips and not has_corrections and FindingKind.COMMENT not in set(kinds)
    return colour is Colour.GREEN and is_plain


def task_state(
    *, start: datetime, end: datetime, is_sent: bool, is_paused: bool, now: datetime
) -> TaskStateName:
    """Where a task stands at `now`; `end` is exclusive. What was sent counts even in a pause."""
    if is_sent:
        return TaskStateName.DONE
    if is_paused:
        return TaskStateName.PAUSED
    if now < start:
        return TaskStateName.UPCOMING
    return TaskStateName.OPEN if now < end else TaskStateName.MISSED


def newly_missed(
    tasks: Iterable[TaskRef],
    *,
    sent: Collection[tuple[UUID, datetime]],
    after: datetime,
    until: datetime,
) -> list[TaskRef]:
    """The tasks that nothing was sent for and whose grace ended after `after`, by `until`."""
    return [
        task
        for task in tasks
        if after < task.window_end + MISSED_AFTER <= until
        if (task.activity_id, task.window_start) not in sent
    ]


def fingerprint(body: object) -> str:
    """SHA-256 of plain values, the same for the same content in any order of keys."""
    text = json.dumps(body, sort_keys=True, default=str, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
