"""What is taken, asked about, measured again and refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import (
    MEASURES,
    Accepted,
    Asked,
    MeasureAgain,
    MeasureCode,
    RefusalReason,
    Refused,
    Swapped,
    assess,
    assess_pair,
    is_alarming,
)

measures = st.sampled_from(list(MEASURES.values()))
anything = st.decimals(
    min_value=-(10**7), max_value=10**7, places=4, allow_nan=False, allow_infinity=False
)


def _assess(code: str, value: str) -> object:
    return assess(MEASURES[MeasureCode(code)], Decimal(value))


@pytest.mark.parametrize("value", ["0", "-1", "100.5", "101", "150"])
def test_impossible_saturation_is_refused(value: str) -> None:
    assert isinstance(_assess("spo2", value), Refused)


@pytest.mark.parametrize("value", ["84", "70", "50"])
def test_very_low_saturation_is_measured_again_and_never_refused(value: str) -> None:
    assert _assess("spo2", value) == MeasureAgain(Decimal(value))


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("temperature", "367", "36.7"),
        ("temperature", "3.67", "36.7"),
        ("temperature", "-36.7", "36.7"),
        ("weight", "825", "82.5"),
        ("weight", "1234", "123.4"),
        ("weight", "8.25", "82.5"),
        ("spo2", "920", "92"),
        ("spo2", "0.93", "93"),
        ("spo2", "820", "82"),
        ("pulse", "7.8", "78"),
        ("fev1", "1250", "1.25"),
        ("systolic", "14.5", "145"),
        ("steps", "1.234", "1234"),
    ],
)
def test_impossible_number_is_asked_about_with_its_likely_meaning(
    code: str, typed: str, meant: str
) -> None:
    assert _assess(code, typed) == Asked((Decimal(meant),), can_keep=False)


def test_possible_but_unlikely_number_may_be_kept() -> None:
    assert _assess("spo2", "9") == Asked((Decimal(90),), can_keep=True)
    assert _assess("weight", "250") == Asked((), can_keep=True)


def test_ten_thousand_steps_typed_with_a_dot_are_asked_about() -> None:
    assert _assess("steps", "10.000") == Asked((Decimal(10_000),), can_keep=True)


def test_decimals_that_say_nothing_are_dropped() -> None:
    assert _assess("pulse", "78.0") == Accepted(Decimal(78))
    assert str(_assess("pulse", "78.0").value) == "78"  # type: ignore[attr-defined]


def test_more_decimals_than_the_measure_has_are_refused_and_never_rounded() -> None:
    assert _assess("pulse", "78.5") == Refused(RefusalReason.TOO_MANY_DECIMALS)


@given(measures, anything)
def test_possible_number_is_never_refused(measure: object, value: Decimal) -> None:
    limits = measure.limits  # type: ignore[attr-defined]
    whole = Decimal(int(value))
    answer = assess(measure, whole)  # type: ignore[arg-type]
    if limits.lowest <= whole <= limits.highest:
        assert not isinstance(answer, Refused)
        assert not (isinstance(answer, Asked) and not answer.can_keep)


@given(measures, anything)
def test_impossible_number_is_never_taken(measure: object, value: Decimal) -> None:
    limits = measure.limits  # type: ignore[attr-defined]
    answer = assess(measure, value)  # type: ignore[arg-type]
    if not limits.lowest <= value <= limits.highest:
        assert isinstance(answer, Refused) or (isinstance(answer, Asked) and not answer.can_keep)


@given(measures, anything)
def test_offered_meanings_are_possible_and_different(measure: object, value: Decimal) -> None:
    answer = assess(measure, value)  # type: ignore[arg-type]
    for meant in answer.meant if isinstance(answer, Asked) else ():
        assert meant != value
        assert not isinstance(assess(measure, meant), Refused | Asked)  # type: ignore[arg-type]


@given(measures, anything)
def test_taken_number_is_the_typed_one(measure: object, value: Decimal) -> None:
    answer = assess(measure, value)  # type: ignore[arg-type]
    if isinstance(answer, Accepted | MeasureAgain):
        assert answer.value == value


@pytest.mark.parametrize("code", list(MeasureCode))
def test_limits_stand_in_order(code: MeasureCode) -> None:
    limits = MEASURES[code].limits
    low = [limits.lowest, limits.ask_below, limits.again_below]
    high = [limits.again_above, limits.ask_above, limits.highest]
    given_limits = [limit for limit in low + high if limit is not None]
    assert given_limits == sorted(given_limits)


def _pair(first: str, first_value: int, second: str, second_value: int) -> object:
    one, two = MEASURES[MeasureCode(first)], MEASURES[MeasureCode(second)]
    return assess_pair(one, Decimal(first_value), two, Decimal(second_value))


def test_swapped_blood_pressure_cannot_stand() -> None:
    assert _pair("systolic", 80, "diastolic", 120) == Swapped(can_keep=False)
    assert _pair("systolic", 120, "diastolic", 80) is None


def test_equal_blood_pressures_are_refused() -> None:
    assert _pair("systolic", 100, "diastolic", 100) == Refused(RefusalReason.SAME)


def test_saturation_and_pulse_that_fit_better_swapped_are_asked_about() -> None:
    assert _pair("spo2", 78, "pulse", 93) == Swapped(can_keep=True)
    assert _pair("spo2", 110, "pulse", 92) == Swapped(can_keep=False)


@pytest.mark.parametrize(("spo2", "pulse"), [(93, 78), (88, 92), (78, 120), (70, 60)])
def test_saturation_and_pulse_that_fit_as_typed_are_not_asked_about(spo2: int, pulse: int) -> None:
    assert _pair("spo2", spo2, "pulse", pulse) is None


def test_fev1_above_fvc_is_asked_about_and_may_be_kept() -> None:
    assert _pair("fev1", 3, "fvc", 2) == Swapped(can_keep=True)
    assert _pair("fev1", 2, "fvc", 3) is None


def test_other_measures_make_no_pair() -> None:
    assert _pair("weight", 80, "pulse", 80) is None


def test_very_low_and_very_high_numbers_are_alarming() -> None:
    assert is_alarming(MEASURES[MeasureCode.SPO2], Decimal(84))
    assert is_alarming(MEASURES[MeasureCode.PULSE], Decimal(131))
    assert not is_alarming(MEASURES[MeasureCode.SPO2], Decimal(92))
