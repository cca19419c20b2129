"""What holds for any readings: order never matters, and the picture keeps what the table has."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MeasureCode
from citizen_app.plans.rules import local_day
from citizen_app.record.shapes import ReadingBucket, ReadingPoint
from citizen_app.trends.chart import draw
from citizen_app.trends.periods import Period, PeriodKind, Unit, edges_of, unit_for
from citizen_app.trends.rules import tell
from citizen_app.trends.series import series_of_buckets, series_of_points
from tests.unit.trends.builders import A_DAY, AT_REST, MORNING, TODAY, WALKING, facts, usual

QUARTER = Period(PeriodKind.QUARTER, TODAY - 90 * A_DAY, TODAY)
values = st.integers(700, 1000).map(lambda number: Decimal(number).scaleb(-1))


@st.composite
def readings(draw: st.DrawFn) -> list[ReadingPoint]:
    """Oxygen at rest and while walking within three months; some readings have no number."""
    moments = draw(st.lists(st.integers(0, 90 * 24 * 60 - 600), min_size=1, max_size=40))
    return [
        ReadingPoint(
            id=UUID(int=place + 1),
            measure=MeasureCode.SPO2,
            value=draw(values),
            measured_at=MORNING - timedelta(minutes=minutes),
            context=draw(st.sampled_from([AT_REST, WALKING])),
            skip_reason=None,
            is_correction=draw(st.booleans()),
        )
        for place, minutes in enumerate(moments)
    ]


@given(readings(), st.integers(0, 2**32))
def test_the_order_of_readings_never_changes_what_is_told(
    points: list[ReadingPoint], seed: int
) -> None:
    other = list(points)
    Random(seed).shuffle(other)
    known = {"baselines": [usual("91", "93")], "expected_days": 1}
    assert tell(facts(*points, **known), TODAY) == tell(facts(*other, **known), TODAY)
    assert series_of_points(points, ()) == series_of_points(other, ())


@given(readings())
def test_every_number_lies_within_its_line_and_on_the_axis(points: list[ReadingPoint]) -> None:
    series = series_of_points(points, ())
    chart = draw(series, QUARTER)
    lowest, highest = chart.values[0].value, chart.values[-1].value
    for point in points:
        (line,) = (line for line in series.lines if line.context == point.context)
        assert point.value is not None
        assert lowest <= line.low <= point.value <= line.high <= highest
    assert sum(line.count for line in series.lines) == len(points)


@given(readings())
def test_an_envelope_keeps_the_lowest_and_the_highest(points: list[ReadingPoint]) -> None:
    series = series_of_buckets(
        _buckets(points, Unit.WEEK), edges_of(QUARTER, Unit.WEEK), Unit.WEEK, ()
    )
    for line in series.lines:
        own = [point.value for point in points if point.context == line.context and point.value]
        assert (line.low, line.high, line.count) == (min(own), max(own), len(own))
        for spot in line.spots:
            assert spot.low <= spot.middle <= spot.high


@given(readings())
def test_contexts_never_share_a_line(points: list[ReadingPoint]) -> None:
    lines = series_of_points(points, ()).lines
    assert {line.context for line in lines} == {point.context for point in points}
    assert len({(line.measure, line.context) for line in lines}) == len(lines)


@given(st.integers(1, 40_000))
def test_a_period_never_has_more_stretches_than_can_be_told_apart(days: int) -> None:
    period = Period(PeriodKind.OWN, TODAY - (days - 1) * A_DAY, TODAY)
    edges = edges_of(period, unit_for(period))
    assert 2 <= len(edges) <= 131
    assert edges == sorted(set(edges))
    assert (edges[0], edges[-1]) == (period.first_on, TODAY + A_DAY)


def _buckets(points: list[ReadingPoint], unit: Unit) -> list[ReadingBucket]:
    edges = edges_of(QUARTER, unit)
    found = []
    for number, (first, until) in enumerate(zip(edges, edges[1:], strict=False)):
        for context in (AT_REST, WALKING):
            own = [
                point
                for point in points
                if point.context == context and first <= local_day(point.measured_at) < until
            ]
            numbers = [point.value for point in own if point.value is not None]
            if numbers:
                moments = [point.measured_at for point in own]
                found.append(
                    ReadingBucket(
                        number=number,
                        measure=MeasureCode.SPO2,
                        context=context,
                        count=len(own),
                        low=min(numbers),
                        high=max(numbers),
                        total=sum(numbers, Decimal(0)),
                        first_at=min(moments),
                        last_at=max(moments),
                    )
                )
    return found
