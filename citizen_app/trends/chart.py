"""A chart as plain shapes: where things stand in per cent of the picture. It draws nothing.

Places are texts ready for attributes of SVG: "12.5%" across or down for what keeps its shape in
any size, and paths in a square of 1000 by 1000 for lines and areas, which may be stretched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from citizen_app.measures import MEASURES, MeasureCode
from citizen_app.plans.rules import DAY, midnight
from citizen_app.trends.events import Answered, Changed, Events, Paused
from citizen_app.trends.periods import Period
from citizen_app.trends.series import Line, Series, Skip, Spot
from citizen_app.trends.ticks import LabelUnit, ValueAxis, day_axis, value_axis
from citizen_app.trends.zones import Zone

SQUARE = 1000
NEAR_LEFT, NEAR_RIGHT = 0.04, 0.94
SHAPES = 6
NO_EVENTS = Events()
# So that a change of one does not fill the picture.
LEAST_SPAN: Mapping[MeasureCode, Decimal] = MappingProxyType(
    {
        MeasureCode.SPO2: Decimal(6),
        MeasureCode.PULSE: Decimal(30),
        MeasureCode.SYSTOLIC: Decimal(40),
        MeasureCode.DIASTOLIC: Decimal(40),
        MeasureCode.WEIGHT: Decimal(4),
        MeasureCode.TEMPERATURE: Decimal(2),
        MeasureCode.SIT_TO_STAND: Decimal(8),
        MeasureCode.FEV1: Decimal("0.4"),
        MeasureCode.FVC: Decimal("0.8"),
        MeasureCode.PEAK_FLOW: Decimal(80),
        MeasureCode.RESPIRATORY_RATE: Decimal(8),
        MeasureCode.STEPS: Decimal(1000),
    }
)
CEILINGS: Mapping[MeasureCode, Decimal] = MappingProxyType({MeasureCode.SPO2: Decimal(100)})


@dataclass(frozen=True)
class Box:
    """An area of the picture."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class ValueLabel:
    """A number beside the picture."""

    y: str
    value: Decimal


@dataclass(frozen=True)
class DayLabel:
    """A day below the picture; `anchor` keeps it from leaving the picture."""

    x: str
    day: date
    anchor: str


@dataclass(frozen=True)
class Mark:
    """One value; `shape` is its line's. A stretch reaches from `top` down to `bottom`."""

    shape: int
    y: str
    top: str
    bottom: str
    is_correction: bool


@dataclass(frozen=True)
class Moment:
    """What was measured at one time: a spot of each line that has one there, and its marks."""

    x: str
    marks: tuple[Mark, ...]
    spots: tuple[tuple[Line, Spot], ...]


@dataclass(frozen=True)
class SkipMark:
    """A time without a number."""

    x: str
    skip: Skip


@dataclass(frozen=True)
class PauseBox:
    """Days of a pause, from top to bottom of the picture."""

    x: str
    width: str
    pause: Paused


@dataclass(frozen=True)
class ChangeMark:
    """A day on which the plan changed."""

    x: str
    change: Changed


@dataclass(frozen=True)
class AnswerMark:
    """A time at which answers were sent that are worth looking at first."""

    x: str
    answered: Answered


@dataclass(frozen=True)
class Stroke:
    """The path of a line, and the path around everything between its lowest and highest."""

    shape: int
    path: str
    envelope: str


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn."""

    values: tuple[ValueLabel, ...]
    days: tuple[DayLabel, ...]
    label_unit: LabelUnit
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    moments: tuple[Moment, ...]
    skips: tuple[SkipMark, ...]
    pauses: tuple[PauseBox, ...]
    changes: tuple[ChangeMark, ...]
    answers: tuple[AnswerMark, ...]
    is_grouped: bool


def draw(
    series: Series, period: Period, zones: Sequence[Zone] = (), events: Events = NO_EVENTS
) -> Chart:
    """The chart of a series that has at least one line."""
    axis = _axis(series, zones)
    named = day_axis(period)
    return Chart(
        values=tuple(ValueLabel(_down(axis, tick), tick) for tick in axis.ticks),
        days=tuple(day_label(period, day) for day in named.days),
        label_unit=named.unit,
        boxes=tuple(_boxes(axis, period, zones)),
        strokes=tuple(
            _stroke(axis, period, line, place % SHAPES, series)
            for place, line in enumerate(series.lines)
        ),
        moments=tuple(_moments(axis, period, series)),
        skips=tuple(SkipMark(across(period, skip.at), skip) for skip in series.skips),
        pauses=tuple(pause_box(period, pause) for pause in events.pauses),
        changes=tuple(
            ChangeMark(across(period, midnight(change.day)), change) for change in events.changes
        ),
        answers=tuple(
            AnswerMark(across(period, answered.at), answered) for answered in events.answers
        ),
        is_grouped=series.unit is not None,
    )


def share_of(period: Period, at: datetime) -> float:
    """How far into the period a moment lies, from 0 to 1; never outside."""
    share = (at - period.since) / (period.until - period.since)
    return min(max(share, 0.0), 1.0)


def _axis(series: Series, zones: Sequence[Zone]) -> ValueAxis:
    measures = [line.measure for line in series.lines]
    values = [value for line in series.lines for value in (line.low, line.high)]
    span = max(LEAST_SPAN[measure] for measure in measures)
    near = (min(values) - span / 2, max(values) + span / 2)
    edges = [edge for zone in zones for edge in (zone.low, zone.high) if edge is not None]
    return value_axis(
        values + [edge for edge in edges if near[0] <= edge <= near[1]],
        least_span=span,
        decimals=MEASURES[measures[0]].decimals,
        ceiling=CEILINGS.get(measures[0]),
    )


def percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + "%"


def across(period: Period, at: datetime) -> str:
    return percent(share_of(period, at))


def _down(axis: ValueAxis, value: Decimal) -> str:
    return percent(1 - axis.share(value))


def day_label(period: Period, day: date) -> DayLabel:
    share = share_of(period, midnight(day))
    anchor = "start" if share < NEAR_LEFT else "end" if share > NEAR_RIGHT else "middle"
    return DayLabel(percent(share), day, anchor)


def _boxes(axis: ValueAxis, period: Period, zones: Iterable[Zone]) -> Iterator[Box]:
    for zone in zones:
        left = share_of(period, zone.since)
        right = 1.0 if zone.until is None else share_of(period, zone.until)
        top = 0.0 if zone.high is None else 1 - axis.share(zone.high)
        bottom = 1.0 if zone.low is None else 1 - axis.share(zone.low)
        if right > left and (bottom > top or zone.low == zone.high):
            yield Box(
                kind=zone.kind,
                x=percent(left),
                y=percent(top),
                width=percent(right - left),
                height=percent(bottom - top),
            )


def pause_box(period: Period, pause: Paused) -> PauseBox:
    left = share_of(period, midnight(pause.first_on))
    right = share_of(period, midnight(pause.last_on + DAY))
    return PauseBox(percent(left), percent(right - left), pause)


def _stroke(axis: ValueAxis, period: Period, line: Line, shape: int, series: Series) -> Stroke:
    def point(spot: Spot, value: Decimal) -> str:
        across = round(share_of(period, spot.at) * SQUARE)
        return f"{across} {round((1 - axis.share(value)) * SQUARE)}"

    path = "".join(
        "M" + "L".join(point(spot, spot.middle) for spot in run) for run in line.runs if run[1:]
    )
    envelope = "".join(
        "M"
        + "L".join(point(spot, spot.high) for spot in run)
        + "L"
        + "L".join(point(spot, spot.low) for spot in reversed(run))
        + "z"
        for run in line.runs
        if run[1:] and series.unit is not None
    )
    return Stroke(shape, path, envelope)


def _moments(axis: ValueAxis, period: Period, series: Series) -> Iterator[Moment]:
    found: dict[datetime, list[tuple[int, Line, Spot]]] = defaultdict(list)
    for place, line in enumerate(series.lines):
        for spot in line.spots:
            found[spot.at].append((place % SHAPES, line, spot))
    for at in sorted(found):
        yield Moment(
            x=across(period, at),
            marks=tuple(_mark(axis, shape, spot) for shape, _, spot in found[at]),
            spots=tuple((line, spot) for _, line, spot in found[at]),
        )


def _mark(axis: ValueAxis, shape: int, spot: Spot) -> Mark:
    y = _down(axis, spot.middle)
    is_one = spot.low == spot.high
    return Mark(
        shape=shape,
        y=y,
        top=y if is_one else _down(axis, spot.high),
        bottom=y if is_one else _down(axis, spot.low),
        is_correction=spot.is_correction,
    )
