"""Triage, states and fingerprints of what was sent, on plain values."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason


class Colour(StrEnum):
    """How soon somebody should look. Blue, a missed window, is computed and never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class FindingKind(StrEnum):
    """What gave the colour."""

    READING = "reading"
    SKIPPED = "skipped"
    ANSWER = "answer"
    COMMENT = "comment"


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


@dataclass(frozen=True)
class Finding:
    """A colour with its reason. `words` are a clinician's, shown to the person as they stand."""

    colour: Colour
    kind: FindingKind
    link_id: str | None = None
    measure: MeasureCode | None = None
    words: str | None = None


class Limits(Protocol):
    """A threshold as plans hands it over; a limit of None does not exist."""

    @property
    def measure(self) -> MeasureCode: ...
    @property
    def position(self) -> Position | None: ...
    @property
    def with_oxygen(self) -> bool | None: ...
    @property
    def red_below(self) -> Decimal | None: ...
    @property
    def yellow_below(self) -> Decimal | None: ...
    @property
    def yellow_above(self) -> Decimal | None: ...
    @property
    def red_above(self) -> Decimal | None: ...
    @property
    def red_words(self) -> str | None: ...
    @property
    def yellow_words(self) -> str | None: ...


SEVERITY = {None: 0, Colour.GREEN: 1, Colour.YELLOW: 2, Colour.RED: 3}


def worst(colours: Iterable[Colour | None]) -> Colour | None:
    """The colour that asks for attention first; None when nothing was coloured."""
    return max(colours, key=SEVERITY.__getitem__, default=None)


def fits(limits: Limits, measure: MeasureCode, context: ReadingContext | None) -> bool:
    """Whether a threshold is about this measure in this context; contexts are never mixed."""
    if limits.measure != measure:
        return False
    if limits.position is not None and (context is None or context.position != limits.position):
        return False
    if limits.with_oxygen is None:
        return True
    return context is not None and bool(context.oxygen_l_per_min) == limits.with_oxygen


def colour_of(value: Decimal, limits: Limits) -> Colour:
    """Red beats yellow; a value equal to a limit is inside it. Unit: the measure's own."""
    if _is_beyond(value, limits.red_below, limits.red_above):
        return Colour.RED
    if _is_beyond(value, limits.yellow_below, limits.yellow_above):
        return Colour.YELLOW
    return Colour.GREEN


def _is_beyond(value: Decimal, below: Decimal | None, above: Decimal | None) -> bool:
    return (below is not None and value < below) or (above is not None and value > above)


def triage_reading(
    measure: MeasureCode,
    value: Decimal,
    context: ReadingContext | None,
    thresholds: Sequence[Limits],
    link_id: str | None = None,
) -> Finding | None:
    """The worst finding of a value against the thresholds that fit; None when none fits."""
    found = [
        Finding(
            colour=(colour := colour_of(value, limits)),
            kind=FindingKind.READING,
            link_id=link_id,
            measure=measure,
            words=_words(colour, limits),
        )
        for limits in thresholds
        if fits(limits, measure, context)
    ]
    return max(found, key=lambda finding: SEVERITY[finding.colour], default=None)


def _words(colour: Colour, limits: Limits) -> str | None:
    return {Colour.RED: limits.red_words, Colour.YELLOW: limits.yellow_words}.get(colour)


def triage_skipped(
    measure: MeasureCode, reason: SkipReason, link_id: str | None = None
) -> Finding | None:
    """Too unwell to measure is red; any other reason is missing data without a colour."""
    if reason is not SkipReason.TOO_UNWELL:
        return None
    return Finding(Colour.RED, FindingKind.SKIPPED, link_id=link_id, measure=measure)


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


def fingerprint(body: object) -> str:
    """SHA-256 of plain values, the same for the same content in any order of keys."""
    text = json.dumps(body, sort_keys=True, default=str, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
