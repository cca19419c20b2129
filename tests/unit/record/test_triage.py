"""Triage decides how soon somebody should look, on plain values."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans.rules import ChangeLimits
from citizen_app.record.rules import (
    SEVERITY,
    Colour,
    Earlier,
    FindingKind,
    Limit,
    LimitKind,
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
    change: ChangeLimits | None = None


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


RED, YELLOW, GREEN = Colour.RED, Colour.YELLOW, Colour.GREEN
NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WIDE = {"red_below": 86, "yellow_below": 89, "yellow_above": 95, "red_above": 98}


def limits(**given: int | str | None) -> Limits:
    numbers = {name: None if one is None else Decimal(one) for name, one in given.items()}
    return Limits(**{**dict.fromkeys(WIDE), **numbers})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "value", "colour", "limit"),
    [
        # Strictness: each limit itself is inside it.
        (WIDE, "85.9", RED, LimitKind.RED_BELOW),
        (WIDE, "86", YELLOW, LimitKind.YELLOW_BELOW),
        (WIDE, "88.9", YELLOW, LimitKind.YELLOW_BELOW),
        (WIDE, "89", GREEN, None),
        (WIDE, "95", GREEN, None),
        (WIDE, "95.1", YELLOW, LimitKind.YELLOW_ABOVE),
        (WIDE, "98", YELLOW, LimitKind.YELLOW_ABOVE),
        (WIDE, "98.1", RED, LimitKind.RED_ABOVE),
        # Missing limits make no colour of their own.
        ({"red_below": 86}, "86", GREEN, None),
        ({"red_below": 86}, "85", RED, LimitKind.RED_BELOW),
        ({"yellow_below": 89}, "1", YELLOW, LimitKind.YELLOW_BELOW),
        ({"yellow_above": 95}, "100", YELLOW, LimitKind.YELLOW_ABOVE),
        ({"red_above": 98}, "98", GREEN, None),
        # The same number for both is red beyond it.
        ({"red_below": 89, "yellow_below": 89}, "88", RED, LimitKind.RED_BELOW),
        ({}, "88", None, None),
    ],
)
def test_the_truth_table_of_limits(given, value, colour, limit) -> None:
    finding = triage_reading(MeasureCode.SPO2, Decimal(value), RESTING, [limits(**given)])
    assert (finding and finding.colour) == colour
    assert (finding and finding.limit and finding.limit.kind) == limit


@pytest.mark.parametrize(
    ("measure", "context", "is_judged"),
    [
        (MeasureCode.SPO2, RESTING, True),
        (MeasureCode.SPO2, ReadingContext(Position.REST, Decimal(0)), True),
        (MeasureCode.SPO2, ON_OXYGEN, False),
        (MeasureCode.SPO2, ReadingContext(Position.EXERTION), False),
        (MeasureCode.SPO2, None, False),
        (MeasureCode.PULSE, None, False),
    ],
)
def test_a_threshold_speaks_of_its_own_context_only(measure, context, is_judged) -> None:
    finding = triage_reading(measure, Decimal(80), context, [Limits()])
    assert (finding is not None) == is_judged


def test_without_a_threshold_nothing_is_said() -> None:
    assert triage_reading(MeasureCode.SPO2, Decimal(50), RESTING, []) is None


CHANGE = ChangeLimits(
    days=3,
    yellow_rise=Decimal("1.5"),
    red_rise=Decimal(2),
    yellow_fall=Decimal(2),
    red_fall=Decimal(4),
)


def weight(change: ChangeLimits | None = CHANGE, **given) -> Limits:
    return Limits(
        MeasureCode.WEIGHT,
        position=None,
        with_oxygen=None,
        change=change,
        **{"red_below": None, "yellow_below": None, "red_words": None, **given},
    )


def weighed(value: str, *, days: int = 0, hours: int = 0, measure=MeasureCode.WEIGHT) -> Earlier:
    return Earlier(measure, Decimal(value), NOW - timedelta(days=days, hours=hours))


def colour_and_limit(value: str, earlier, thresholds=None):
    found = triage_reading(
        MeasureCode.WEIGHT,
        Decimal(value),
        None,
        thresholds or [weight()],
        at=NOW,
        earlier=earlier,
    )
    return found and (found.colour, found.limit)


@pytest.mark.parametrize(
    ("value", "earlier", "colour", "kind"),
    [
        # Nothing to count from: no colour, neither red nor green.
        ("90", [], None, None),
        # Strictness: exactly so much is not more than it.
        ("71.5", [weighed("70", days=1)], GREEN, None),
        ("71.51", [weighed("70", days=1)], YELLOW, LimitKind.YELLOW_RISE),
        ("72", [weighed("70", days=1)], YELLOW, LimitKind.YELLOW_RISE),
        ("72.1", [weighed("70", days=1)], RED, LimitKind.RED_RISE),
        ("68", [weighed("70", days=1)], GREEN, None),
        ("67.9", [weighed("70", days=1)], YELLOW, LimitKind.YELLOW_FALL),
        ("65.9", [weighed("70", days=1)], RED, LimitKind.RED_FALL),
        # The lowest and the highest of the days count, whatever lies between.
        ("72.5", [weighed("70", days=3), weighed("72.4", days=1)], RED, LimitKind.RED_RISE),
        ("70", [weighed("70", days=2), weighed("72.5", days=1)], YELLOW, LimitKind.YELLOW_FALL),
        # The first of the days counts whole, the one before it not at all.
        ("80", [weighed("70", days=3, hours=7)], RED, LimitKind.RED_RISE),
        ("80", [weighed("70", days=4)], None, None),
        ("80", [weighed("70", days=4), weighed("79", days=1)], GREEN, None),
        # Gaps within the days do not matter.
        ("80", [weighed("70", days=3)], RED, LimitKind.RED_RISE),
        # The same moment and later ones are not earlier.
        ("80", [weighed("70")], None, None),
        ("80", [weighed("70", hours=-1)], None, None),
        ("80", [weighed("70", hours=1)], RED, LimitKind.RED_RISE),
        # Another measure is nothing to count from.
        ("80", [weighed("70", days=1, measure=MeasureCode.PULSE)], None, None),
    ],
)
def test_the_truth_table_of_changes(value, earlier, colour, kind) -> None:
    found = colour_and_limit(value, earlier)
    assert (found and found[0]) == colour
    assert (found and found[1] and found[1].kind) == kind


def test_a_change_names_its_amount_and_its_days() -> None:
    _, limit = colour_and_limit("80", [weighed("70", days=1)])
    assert limit == Limit(LimitKind.RED_RISE, Decimal(2), 3)


def test_a_change_is_counted_in_exactly_the_same_context() -> None:
    threshold = Limits(
        with_oxygen=True,
        red_below=None,
        yellow_below=None,
        change=ChangeLimits(days=2, red_fall=Decimal(3)),
    )
    for litres, colour in ((2, RED), (3, None)):
        context = ReadingContext(Position.REST, Decimal(litres))
        before = Earlier(MeasureCode.SPO2, Decimal(94), NOW - HOUR, context)
        found = triage_reading(
            MeasureCode.SPO2, Decimal(90), ON_OXYGEN, [threshold], at=NOW, earlier=[before]
        )
        assert (found and found.colour) == colour


def test_limits_of_both_kinds_are_held_against_each_other() -> None:
    both = weight(red_above=Decimal(75))
    assert colour_and_limit("76", [], [both])[0] is RED
    assert colour_and_limit("74", [], [both]) == (GREEN, None)
    assert colour_and_limit("74", [weighed("70", days=1)], [both])[0] is RED


def test_words_are_not_lost_between_two_limits_of_one_colour() -> None:
    silent, spoken = Limits(red_words=None), Limits(red_words="Ring nu.", red_below=Decimal(85))
    for thresholds in ([silent, spoken], [spoken, silent]):
        finding = triage_reading(MeasureCode.SPO2, Decimal(80), RESTING, thresholds)
        assert finding is not None
        assert finding.words == "Ring nu."


amounts = st.none() | st.decimals("0.1", 20, places=1)
weights = st.decimals(30, 150, places=1)
thresholds_of_weight = st.builds(
    lambda days, rise, fall, below, above, words: weight(
        ChangeLimits(days=days, red_rise=rise, yellow_fall=fall) if rise or fall else None,
        red_below=below,
        yellow_above=above,
        red_words=words,
    ),
    st.integers(1, 14),
    amounts,
    amounts,
    st.none() | weights,
    st.none() | weights,
    st.sampled_from([None, "A", "B"]),
)
moments = st.integers(0, 20 * 24).map(lambda hours: NOW - hours * HOUR)
earlier_weights = st.builds(
    Earlier, st.sampled_from([MeasureCode.WEIGHT, MeasureCode.PULSE]), weights, moments
)


@given(weights, st.lists(thresholds_of_weight, max_size=4), st.lists(earlier_weights), st.randoms())
def test_order_never_matters(value, thresholds, earlier, chance) -> None:
    one = triage_reading(MeasureCode.WEIGHT, value, None, thresholds, at=NOW, earlier=earlier)
    mixed, shuffled = list(thresholds), list(earlier)
    chance.shuffle(mixed)
    chance.shuffle(shuffled)
    other = triage_reading(MeasureCode.WEIGHT, value, None, mixed, at=NOW, earlier=shuffled)
    assert one == other


@given(weights, thresholds_of_weight, st.lists(earlier_weights), st.lists(earlier_weights))
def test_more_to_count_from_never_hides_a_change(value, threshold, earlier, more) -> None:
    def colour(known):
        found = triage_reading(MeasureCode.WEIGHT, value, None, [threshold], at=NOW, earlier=known)
        return SEVERITY[found.colour if found else None]

    assert colour([*earlier, *more]) >= colour(earlier)


@given(weights, st.lists(thresholds_of_weight), thresholds_of_weight, st.lists(earlier_weights))
def test_another_threshold_never_hides_a_colour(value, thresholds, extra, earlier) -> None:
    def colour(known):
        found = triage_reading(MeasureCode.WEIGHT, value, None, known, at=NOW, earlier=earlier)
        return SEVERITY[found.colour if found else None]

    assert colour([*thresholds, extra]) >= colour(thresholds)


@given(weights, thresholds_of_weight, st.lists(earlier_weights))
def test_the_colour_is_that_of_the_limit_it_names(value, threshold, earlier) -> None:
    found = triage_reading(MeasureCode.WEIGHT, value, None, [threshold], at=NOW, earlier=earlier)
    if found is not None:
        named = found.limit.kind.colour if found.limit else GREEN
        assert found.colour is named
