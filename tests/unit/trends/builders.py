"""Readings, baselines and facts for tests of what trends tell."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans.rules import UsualRange
from citizen_app.plans.shapes import BaselineView, ThresholdView
from citizen_app.record.shapes import ReadingPoint
from citizen_app.trends.rules import Facts

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
LONG_AGO = MORNING - 300 * A_DAY
SOMEBODY = UUID(int=7)
AT_REST = ReadingContext(Position.REST)
WALKING = ReadingContext(Position.EXERTION)
OXYGEN = (MeasureCode.SPO2,)
PRESSURE = (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)


def point(value: str | None, ago: int = 0, **changed: Any) -> ReadingPoint:
    """A reading in the morning some days ago: oxygen at rest, if nothing else is said."""
    measure = changed.pop("measure", MeasureCode.SPO2)
    at = changed.pop("at", MORNING - ago * A_DAY)
    context = AT_REST if measure is MeasureCode.SPO2 and value is not None else None
    return ReadingPoint(
        id=changed.pop("id", UUID(int=int(at.timestamp()) * 20 + list(MeasureCode).index(measure))),
        measure=measure,
        value=None if value is None else Decimal(value),
        measured_at=at,
        context=changed.pop("context", context),
        skip_reason=changed.pop("skip_reason", None if value else SkipReason.DEVICE_FAULT),
        is_correction=changed.pop("is_correction", False),
    )


def pressure(high: str, low: str, ago: int = 0) -> list[ReadingPoint]:
    """The two numbers of a blood pressure."""
    return [
        point(value, ago, measure=code) for code, value in zip(PRESSURE, (high, low), strict=True)
    ]


def usual(
    low: str,
    high: str,
    measure: MeasureCode = MeasureCode.SPO2,
    context: ReadingContext | None = None,
) -> BaselineView:
    """What the team has confirmed as usual, long ago."""
    return BaselineView(
        id=UUID(int=1),
        measure=measure,
        context=context or (AT_REST if measure is MeasureCode.SPO2 else None),
        usual=UsualRange(Decimal(low), Decimal(high)),
        readings=14,
        valid_from=LONG_AGO,
        valid_until=None,
        confirmed_at=LONG_AGO,
        confirmed_by=SOMEBODY,
    )


def red_below(limit: str, words: str | None = None) -> ThresholdView:
    """A limit of oxygen at rest."""
    return ThresholdView(
        measure=MeasureCode.SPO2,
        position=Position.REST,
        with_oxygen=False,
        red_below=Decimal(limit),
        yellow_below=None,
        yellow_above=None,
        red_above=None,
        red_words=words,
        yellow_words=None,
    )


def facts(*points: ReadingPoint, **changed: Any) -> Facts:
    """What is known about oxygen, if no other measures are named."""
    return Facts(measures=changed.pop("measures", OXYGEN), points=points, **changed)
