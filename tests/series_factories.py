"""Makes many readings at once: rows as `record.send` would store them, without its checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlmodel import Session

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    Position,
    ReadingContext,
    SkipReason,
    to_scaled,
)
from citizen_app.plans import service as plans
from citizen_app.plans.rules import UsualRange
from citizen_app.record.models import Reading, Submission
from tests.factories import LONG_AGO

AT_REST = ReadingContext(Position.REST)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Measured:
    """One reading to make; a value may be given as a number in text."""

    value: str | None
    at: datetime
    measure: MeasureCode = MeasureCode.SPO2
    context: ReadingContext | None = None
    skip_reason: SkipReason | None = None
    replaces: UUID | None = None

    @property
    def how(self) -> ReadingContext | None:
        """SpO2 has been measured at rest without oxygen unless it is said otherwise."""
        has_context = MEASURES[self.measure].has_context and self.value is not None
        return self.context or (AT_REST if has_context else None)


def make_series(
    session: Session, *, person: UUID, readings: Iterable[Measured], actor: UUID | None = None
) -> list[UUID]:
    """A submission for each time of measuring; the ids of the readings in their order."""
    submissions: dict[datetime, dict[str, object]] = {}
    rows: list[dict[str, object]] = []
    for measured in readings:
        sent = submissions.setdefault(
            measured.at, _submission(person, actor or person, measured.at)
        )
        rows.append(_reading(person, sent["id"], len(rows), measured))
    session.flush()
    session.execute(insert(Submission), list(submissions.values()))
    session.execute(insert(Reading), rows)
    return [row["id"] for row in rows]  # type: ignore[misc]


def make_baseline(
    session: Session,
    *,
    person: UUID,
    low: str,
    high: str,
    measure: MeasureCode = MeasureCode.SPO2,
    context: ReadingContext | None = None,
    now: datetime = LONG_AGO,
) -> plans.BaselineView:
    """A usual range that the person's team has confirmed."""
    return plans.confirm_baseline(
        session,
        actor=person,
        person=person,
        measure=measure,
        context=context or (AT_REST if MEASURES[measure].has_context else None),
        usual=UsualRange(Decimal(low), Decimal(high)),
        readings=14,
        valid_from=now,
        now=now,
    )


def twice_a_day(until: datetime, *, days: int) -> Iterator[Measured]:
    """Oxygen and pulse in the morning and the evening, and weight once a week, for years."""
    chance = Random(1)
    for ago in range(days, 0, -1):
        for hours in (0, 11):
            at = until - ago * A_DAY + timedelta(hours=hours, minutes=chance.randint(0, 50))
            slow = ago // 730
            yield Measured(str(90 + slow + chance.choice((0, 0, 1, 1, 2, -3))), at)
            yield Measured(str(80 + chance.randint(-9, 9)), at, MeasureCode.PULSE)
        if ago % 7 == 0:
            yield Measured(str(Decimal(700 + ago // 50).scaleb(-1)), at, MeasureCode.WEIGHT)


def _submission(person: UUID, actor: UUID, at: datetime) -> dict[str, object]:
    return {
        "id": uuid4(),
        "person_id": person,
        "actor_id": actor,
        "key": uuid4(),
        "body_hash": "0" * 64,
        "received_at": at,
        "colour": None,
    }


def _reading(person: UUID, submission: object, place: int, measured: Measured) -> dict[str, object]:
    value = None if measured.value is None else Decimal(measured.value)
    scaled, decimals = (None, 0) if value is None else to_scaled(value)
    how = measured.how
    litres = how.oxygen_l_per_min if how else None
    return {
        "id": uuid4(),
        "submission_id": submission,
        "person_id": person,
        "place": place,
        "measure": measured.measure,
        "scaled": scaled,
        "decimals": decimals,
        "unit": MEASURES[measured.measure].unit,
        "measured_at": measured.at,
        "utc_offset_minutes": 60,
        "position": how.position if how else None,
        "oxygen_ml_per_min": None if litres is None else int(litres * 1000),
        "skip_reason": measured.skip_reason,
        "replaces_id": measured.replaces,
    }
