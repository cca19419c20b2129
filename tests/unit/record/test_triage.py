"""Triage decides how soon somebody should look, on plain values."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.record.rules import (
    SEVERITY,
    Colour,
    FindingKind,
    colour_of,
    fits,
    triage_reading,
    triage_skipped,
    worst,
)

RESTING = ReadingContext(Position.REST)
ON_OXYGEN = ReadingContext(Position.REST, Decimal(2))


@dataclass(frozen=True)
class Limits:
    measure: MeasureCode = MeasureCode.SPO2
    position: Position | None = Position.REST
    with_oxygen: bool | None = False
    red_below: Decimal | None = Decimal(86)
    yellow_below: Decimal | None = Decimal(89)
    yellow_above: Decimal | None = None
    red_above: Decimal | None = None
    red_words: str | None = "Ring til os."
    yellow_words: str | None = None


def test_a_value_on_the_limit_is_inside_it() -> None:
    assert colour_of(Decimal(89), Limits()) is Colour.GREEN
    assert colour_of(Decimal("88.9"), Limits()) is Colour.YELLOW
    assert colour_of(Decimal(86), Limits()) is Colour.YELLOW
    assert colour_of(Decimal("85.9"), Limits()) is Colour.RED


def test_a_threshold_at_rest_says_nothing_about_exertion() -> None:
    after_exertion = ReadingContext(Position.EXERTION)
    assert triage_reading(MeasureCode.SPO2, Decimal(80), after_exertion, [Limits()]) is None


def test_a_threshold_without_oxygen_says_nothing_about_oxygen() -> None:
    assert not fits(Limits(), MeasureCode.SPO2, ON_OXYGEN)
    assert fits(Limits(with_oxygen=True), MeasureCode.SPO2, ON_OXYGEN)


def test_no_oxygen_and_zero_litres_are_the_same() -> None:
    assert fits(Limits(), MeasureCode.SPO2, ReadingContext(Position.REST, Decimal(0)))


def test_a_red_value_carries_the_clinicians_words() -> None:
    finding = triage_reading(MeasureCode.SPO2, Decimal(80), RESTING, [Limits()], "spo2")
    assert finding is not None
    assert (finding.colour, finding.words, finding.link_id) == (Colour.RED, "Ring til os.", "spo2")


def test_a_green_value_carries_no_words() -> None:
    finding = triage_reading(MeasureCode.SPO2, Decimal(95), RESTING, [Limits()])
    assert finding is not None
    assert finding.words is None


def test_too_unwell_to_measure_is_red_and_other_reasons_have_no_colour() -> None:
    finding = triage_skipped(MeasureCode.SPO2, SkipReason.TOO_UNWELL)
    assert finding is not None
    assert (finding.colour, finding.kind) == (Colour.RED, FindingKind.SKIPPED)
    others = set(SkipReason) - {SkipReason.TOO_UNWELL}
    assert not any(triage_skipped(MeasureCode.SPO2, reason) for reason in others)


@given(st.lists(st.sampled_from([*Colour, None])))
def test_the_worst_colour_is_at_least_as_bad_as_each(colours: list[Colour | None]) -> None:
    assert all(SEVERITY[worst(colours)] >= SEVERITY[colour] for colour in colours)


@given(
    st.decimals(0, 100, places=1),
    st.decimals(0, 100, places=1),
    st.lists(st.decimals(0, 100, places=1), min_size=2, max_size=2).map(sorted),
)
def test_a_lower_saturation_is_never_better(
    one: Decimal, other: Decimal, limits: list[Decimal]
) -> None:
    threshold = Limits(red_below=limits[0], yellow_below=limits[1])
    low, high = sorted([one, other])
    assert SEVERITY[colour_of(low, threshold)] >= SEVERITY[colour_of(high, threshold)]
