"""Triage: how soon somebody should look at a value, on plain values. Order never matters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans.rules import DAY, local_day
from citizen_app.record.colours import SEVERITY, Colour, Finding, FindingKind, Limit, LimitKind

KINDS = tuple(LimitKind)


class ChangeLimits(Protocol):
    """How much a value may rise or fall within some days, as plans hand it over."""

    @property
    def days(self) -> int: ...
    @property
    def yellow_rise(self) -> Decimal | None: ...
    @property
    def red_rise(self) -> Decimal | None: ...
    @property
    def yellow_fall(self) -> Decimal | None: ...
    @property
    def red_fall(self) -> Decimal | None: ...


class Limits(Protocol):
    """A threshold as plans hand it over; a limit of None does not exist."""

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
    @property
    def change(self) -> ChangeLimits | None: ...


@dataclass(frozen=True)
class Earlier:
    """A value that stands, to count a change from; which are too old is for triage to say."""

    measure: MeasureCode
    value: Decimal
    measured_at: datetime
    context: ReadingContext | None = None


@dataclass(frozen=True)
class Reference:
    """The lowest and the highest value of the days that a change is counted over."""

    lowest: Decimal
    highest: Decimal


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
    """By the limits for the value itself: red beats yellow, and a limit itself is inside it."""
    colours = [limit.kind.colour for limit in _beyond_values(value, limits)]
    return max(colours, key=SEVERITY.__getitem__, default=Colour.GREEN)


def reference_of(
    measure: MeasureCode,
    context: ReadingContext | None,
    at: datetime,
    days: int,
    earlier: Iterable[Earlier],
) -> Reference | None:
    """What a change is counted from; None when nothing was measured alike in those days.

    Values of the same measure in the same context, litres too, before `at` and on the local days
    that begin `days` before its own.
    """
    first = local_day(at) - days * DAY
    values = [
        one.value
        for one in earlier
        if one.measure == measure
        if _plain(one.context) == _plain(context)
        if one.measured_at < at and local_day(one.measured_at) >= first
    ]
    return Reference(min(values), max(values)) if values else None


def triage_reading(
    measure: MeasureCode,
    value: Decimal,
    context: ReadingContext | None,
    thresholds: Sequence[Limits],
    link_id: str | None = None,
    *,
    at: datetime | None = None,
    earlier: Sequence[Earlier] = (),
) -> Finding | None:
    """The worst finding of a value against the thresholds that fit, with the limit it is beyond.

    None when no threshold says anything: none fits, or those that do are about a change and
    there is nothing to count it from.
    """
    found: list[Finding] = []
    for limits in thresholds:
        if not fits(limits, measure, context):
            continue
        reference = None
        if limits.change is not None and at is not None:
            reference = reference_of(measure, context, at, limits.change.days, earlier)
        beyond = [*_beyond_values(value, limits), *_beyond_changes(value, limits, reference)]
        found += [
            Finding(
                colour=limit.kind.colour,
                kind=FindingKind.READING,
                link_id=link_id,
                measure=measure,
                words=_words(limit.kind.colour, limits),
                limit=limit,
            )
            for limit in beyond
        ]
        if not beyond and (reference is not None or has_values(limits)):
            found.append(Finding(Colour.GREEN, FindingKind.READING, link_id, measure))
    return min(found, key=_place, default=None)


def has_values(limits: Limits) -> bool:
    """Whether a threshold says anything about a value by itself."""
    given = (limits.red_below, limits.yellow_below, limits.yellow_above, limits.red_above)
    return any(value is not None for value in given)


def triage_skipped(
    measure: MeasureCode, reason: SkipReason, link_id: str | None = None
) -> Finding | None:
    """Too unwell to measure is red; any other reason is missing data without a colour."""
    if reason is not SkipReason.TOO_UNWELL:
        return None
    return Finding(Colour.RED, FindingKind.SKIPPED, link_id=link_id, measure=measure)


def _beyond_values(value: Decimal, limits: Limits) -> Iterator[Limit]:
    for kind, low in (
        (LimitKind.RED_BELOW, limits.red_below),
        (LimitKind.YELLOW_BELOW, limits.yellow_below),
    ):
        if low is not None and value < low:
            yield Limit(kind, low)
    for kind, high in (
        (LimitKind.RED_ABOVE, limits.red_above),
        (LimitKind.YELLOW_ABOVE, limits.yellow_above),
    ):
        if high is not None and value > high:
            yield Limit(kind, high)


def _beyond_changes(value: Decimal, limits: Limits, reference: Reference | None) -> Iterator[Limit]:
    change = limits.change
    if change is None or reference is None:
        return
    rise, fall = value - reference.lowest, reference.highest - value
    for kind, amount, most in (
        (LimitKind.RED_RISE, rise, change.red_rise),
        (LimitKind.RED_FALL, fall, change.red_fall),
        (LimitKind.YELLOW_RISE, rise, change.yellow_rise),
        (LimitKind.YELLOW_FALL, fall, change.yellow_fall),
    ):
        if most is not None and amount > most:
            yield Limit(kind, most, change.days)


def _words(colour: Colour, limits: Limits) -> str | None:
    return {Colour.RED: limits.red_words, Colour.YELLOW: limits.yellow_words}.get(colour)


def _place(finding: Finding) -> tuple[int, bool, int, Decimal, int, str]:
    """The worst first; among equals one with a clinician's words, so that none gets lost."""
    limit = finding.limit
    return (
        -SEVERITY[finding.colour],
        finding.words is None,
        KINDS.index(limit.kind) if limit else len(KINDS),
        limit.value if limit else Decimal(0),
        (limit.days or 0) if limit else 0,
        finding.words or "",
    )


def _plain(context: ReadingContext | None) -> ReadingContext | None:
    """No litres and 0 litres are the same."""
    if context is None or context.oxygen_l_per_min:
        return context
    return ReadingContext(context.position)
