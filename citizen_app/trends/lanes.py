"""Answers to a question as lanes over time: a lane for each option, the first at the bottom.

Places are texts ready for attributes of SVG, as in `chart`. Days stand on the same axis of time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from citizen_app.plans.rules import DAY, midnight
from citizen_app.trends.chart import (
    SHAPES,
    SQUARE,
    DayLabel,
    PauseBox,
    day_label,
    pause_box,
    percent,
    share_of,
)
from citizen_app.trends.events import Paused
from citizen_app.trends.periods import Period, Unit
from citizen_app.trends.questions import Choice, Question, Stretch, runs_of
from citizen_app.trends.ticks import LabelUnit, day_axis

# With more days than these a mark for each would cover its neighbours: bars are drawn instead.
FEW_DAYS = 45
# Shares of a lane, whose upper part holds the words of its option. Bars stand on the floor.
LOW_BAR, HIGH_BAR = 0.2, 0.42
FLOOR, MARKS_AT = 0.94, 0.7


@dataclass(frozen=True)
class Lane:
    """An option; `bars` and `marked` are paths around its days, `marked` those that stood out.

    `top` is where its words stand, `floor` where its days stand on.
    """

    choice: Choice
    top: str
    floor: str
    bars: str
    marked: str


@dataclass(frozen=True)
class DayMark:
    """An answer of one day."""

    x: str
    y: str
    shape: int
    is_marked: bool


@dataclass(frozen=True)
class Stop:
    """A place in time that can be read out."""

    x: str
    stretch: Stretch


@dataclass(frozen=True)
class Lanes:
    """Everything that is drawn; lanes are in the order of the options."""

    lanes: tuple[Lane, ...]
    marks: tuple[DayMark, ...]
    stops: tuple[Stop, ...]
    days: tuple[DayLabel, ...]
    label_unit: LabelUnit
    pauses: tuple[PauseBox, ...]


def draw_lanes(
    question: Question,
    period: Period,
    stretches: Sequence[Stretch],
    unit: Unit,
    pauses: Sequence[Paused] = (),
) -> Lanes:
    """The picture of one question; where `unit` is a day, of its days, else of its stretches."""
    named = day_axis(period)
    has_marks = period.days <= FEW_DAYS
    count = len(question.choices)
    return Lanes(
        lanes=tuple(
            _lane(place, count, choice, period, () if unit is Unit.DAY else stretches, has_marks)
            for place, choice in enumerate(question.choices)
        ),
        marks=tuple(_marks(question, period)) if has_marks else (),
        stops=tuple(Stop(percent(_middle(period, one)), one) for one in stretches),
        days=tuple(day_label(period, day) for day in named.days),
        label_unit=named.unit,
        pauses=tuple(pause_box(period, pause) for pause in pauses),
    )


def _lane(
    place: int,
    count: int,
    choice: Choice,
    period: Period,
    stretches: Sequence[Stretch],
    has_marks: bool,
) -> Lane:
    if has_marks:
        bars = marked = ""
    elif stretches:
        bars, marked = _portions(place, count, choice, period, stretches)
    else:
        plain = [day for day in choice.days if day not in choice.marked]
        bars = _runs(place, count, period, plain, LOW_BAR)
        marked = _runs(place, count, period, sorted(choice.marked), HIGH_BAR)
    return Lane(
        choice=choice,
        top=percent((count - 1 - place) / count),
        floor=percent((count - place) / count),
        bars=bars,
        marked=marked,
    )


def _runs(place: int, count: int, period: Period, days: Sequence[date], height: float) -> str:
    """A bar over each run of days."""
    tall = SQUARE / count
    top = _floor(place, count) - height * tall
    return "".join(
        _bar(_left(period, first), _left(period, last + DAY), top, height * tall)
        for first, last in runs_of(days)
    )


def _portions(
    place: int, count: int, choice: Choice, period: Period, stretches: Sequence[Stretch]
) -> tuple[str, str]:
    """Bars that are the higher the more days of the stretch."""
    tall = SQUARE / count
    floor = _floor(place, count)
    bars, marked = [], []
    for one in stretches:
        left, right = _left(period, one.first_on), _left(period, one.until_on)
        days = (one.until_on - one.first_on).days
        for portion in one.portions:
            if portion.choice.option == choice.option:
                high = portion.days / days * HIGH_BAR * tall
                bars.append(_bar(left, right, floor - high, high))
                if portion.marked:
                    high = portion.marked / days * HIGH_BAR * tall
                    marked.append(_bar(left, right, floor - high, high))
    return "".join(bars), "".join(marked)


def _bar(left: float, right: float, top: float, height: float) -> str:
    first, last = round(left), max(round(right), round(left) + 1)
    return f"M{first} {round(top)}h{last - first}v{max(1, round(height))}h{first - last}z"


def _left(period: Period, day: date) -> float:
    return share_of(period, midnight(day)) * SQUARE


def _marks(question: Question, period: Period) -> Iterator[DayMark]:
    count = len(question.choices)
    for place, choice in enumerate(question.choices):
        for day in choice.days:
            middle = (_left(period, day) + _left(period, day + DAY)) / 2 / SQUARE
            yield DayMark(
                x=percent(middle),
                y=percent((count - 1 - place + MARKS_AT) / count),
                shape=place % SHAPES,
                is_marked=day in choice.marked,
            )


def _middle(period: Period, one: Stretch) -> float:
    return (_left(period, one.first_on) + _left(period, one.until_on)) / 2 / SQUARE


def _floor(place: int, count: int) -> float:
    return (count - 1 - place + FLOOR) * SQUARE / count
