"""Series as they are read from the database: exact, in order, and only the person's own."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.record import service as record
from citizen_app.record.shapes import ReadingBucket
from tests.cast import Cast
from tests.series_factories import AT_REST, Measured, make_series

START = datetime(2026, 9, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EDGES = [START, START + DAY, START + 2 * DAY, START + 3 * DAY]
OXYGEN = (MeasureCode.SPO2,)


def buckets(session: Session, cast: Cast, *measures: MeasureCode) -> list[ReadingBucket]:
    return record.list_buckets(session, person=cast.anna, measures=measures or OXYGEN, edges=EDGES)


def test_a_stretch_keeps_its_lowest_and_highest(session: Session, cast: Cast) -> None:
    values = ["92", "88.5", "95.25"]
    make_series(
        session,
        person=cast.anna,
        readings=[Measured(value, START + n * HOUR) for n, value in enumerate(values)],
    )
    (found,) = buckets(session, cast)
    assert (found.number, found.count) == (0, 3)
    assert (found.low, found.high) == (Decimal("88.5"), Decimal("95.25"))
    assert found.total == sum(map(Decimal, values))
    assert (found.first_at, found.last_at) == (START, START + 2 * HOUR)


def test_an_edge_belongs_to_the_stretch_that_it_begins(session: Session, cast: Cast) -> None:
    readings = [Measured("92", edge) for edge in EDGES]
    make_series(session, person=cast.anna, readings=readings)
    assert [(found.number, found.count) for found in buckets(session, cast)] == [
        (0, 1),
        (1, 1),
        (2, 1),
    ]


def test_contexts_and_measures_are_never_added_up(session: Session, cast: Cast) -> None:
    exertion = ReadingContext(Position.EXERTION)
    one_litre = ReadingContext(Position.REST, Decimal(1))
    make_series(
        session,
        person=cast.anna,
        readings=[
            Measured("92", START),
            Measured("86", START, context=exertion),
            Measured("94", START, context=one_litre),
            Measured("93", START, context=ReadingContext(Position.REST, Decimal(0))),
            Measured("78", START, MeasureCode.PULSE),
        ],
    )
    found = {
        (one.measure, one.context): one.count
        for one in buckets(session, cast, MeasureCode.SPO2, MeasureCode.PULSE)
    }
    assert found == {
        (MeasureCode.SPO2, AT_REST): 2,
        (MeasureCode.SPO2, exertion): 1,
        (MeasureCode.SPO2, one_litre): 1,
        (MeasureCode.PULSE, None): 1,
    }


def test_what_was_corrected_or_skipped_is_in_no_stretch(session: Session, cast: Cast) -> None:
    (slip,) = make_series(session, person=cast.anna, readings=[Measured("29", START)])
    make_series(
        session,
        person=cast.anna,
        readings=[
            Measured("92", START, replaces=slip),
            Measured(None, START + HOUR, skip_reason=SkipReason.DEVICE_FAULT),
        ],
    )
    (found,) = buckets(session, cast)
    assert (found.count, found.low) == (1, Decimal(92))


def test_points_come_newest_first_with_what_they_need(session: Session, cast: Cast) -> None:
    (slip,) = make_series(session, person=cast.anna, readings=[Measured("29", START)])
    make_series(
        session,
        person=cast.anna,
        readings=[
            Measured("92.5", START, replaces=slip),
            Measured(None, START + HOUR, skip_reason=SkipReason.TOO_UNWELL),
        ],
    )
    skipped, corrected = record.list_points(
        session, person=cast.anna, measures=OXYGEN, since=START, until=EDGES[1], limit=9
    )
    assert (skipped.value, skipped.skip_reason) == (None, SkipReason.TOO_UNWELL)
    assert (corrected.value, corrected.is_correction) == (Decimal("92.5"), True)
    assert corrected.context == AT_REST
    assert corrected.measured_at == START


def test_spans_count_the_period_and_all_of_it(session: Session, cast: Cast) -> None:
    readings = [Measured("92", START + n * DAY) for n in range(5)]
    make_series(session, person=cast.anna, readings=readings)
    (span,) = record.list_spans(session, person=cast.anna, since=EDGES[1], until=EDGES[3])
    assert (span.measure, span.count, span.within) == (MeasureCode.SPO2, 5, 2)
    assert (span.first_at, span.last_at) == (START, START + 4 * DAY)


def test_the_history_keeps_moments_together(session: Session, cast: Cast) -> None:
    pair = (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)
    readings = [
        Measured(value, START + n * DAY, measure)
        for n in range(3)
        for measure, value in zip(pair, ("135", "80"), strict=True)
    ]
    make_series(session, person=cast.anna, readings=readings, actor=cast.bo)
    within = {"since": START, "until": EDGES[3]}
    assert record.count_moments(session, person=cast.anna, measures=pair, **within) == 3
    rows = record.list_history(
        session, person=cast.anna, measures=pair, **within, offset=1, limit=1
    )
    assert {row.reading.measured_at for row in rows} == {START + DAY}
    assert {row.reading.measure for row in rows} == set(pair)
    assert {row.typed_by for row in rows} == {cast.bo}


@pytest.mark.parametrize("stranger", ["frida", "bo"])
def test_nobody_else_has_the_readings(session: Session, cast: Cast, stranger: str) -> None:
    make_series(session, person=cast.anna, readings=[Measured("92", START)])
    other = getattr(cast, stranger)
    within = {"since": EDGES[0], "until": EDGES[1]}
    assert record.list_spans(session, person=other, **within) == []
    assert record.list_buckets(session, person=other, measures=OXYGEN, edges=EDGES) == []
    assert record.list_points(session, person=other, measures=OXYGEN, **within, limit=9) == []
    assert (
        record.list_history(session, person=other, measures=OXYGEN, **within, offset=0, limit=9)
        == []
    )
