"""Which question comes next, and which measures belong together."""

from decimal import Decimal

from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.readings.rules import (
    BASIC,
    AgainAsk,
    EnteredReading,
    SlipAsk,
    SwapAsk,
    allowed_measures,
    device_groups,
    first_measures,
    next_ask,
    refused_numbers,
)

SPO2, PULSE = MeasureCode.SPO2, MeasureCode.PULSE
SYSTOLIC, DIASTOLIC = MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC
REST = ReadingContext(Position.REST)


def _numbers(**typed: str) -> dict[MeasureCode, Decimal]:
    return {MeasureCode(code): Decimal(value) for code, value in typed.items()}


def test_ordinary_numbers_are_not_asked_about() -> None:
    assert (
        next_ask(_numbers(spo2="93", pulse="78", systolic="135", diastolic="80"), frozenset())
        is None
    )


def test_swapped_pressures_are_asked_about_before_the_numbers_alone() -> None:
    ask = next_ask(_numbers(systolic="50", diastolic="120"), frozenset())
    assert ask == SwapAsk(SYSTOLIC, DIASTOLIC, Decimal(50), Decimal(120), can_keep=False)


def test_slip_is_asked_about_before_a_swap_that_it_explains() -> None:
    ask = next_ask(_numbers(systolic="13.5", diastolic="80"), frozenset())
    assert ask == SlipAsk(SYSTOLIC, Decimal("13.5"), (Decimal(135),), can_keep=False)


def test_kept_swap_still_has_the_low_number_measured_again() -> None:
    numbers = _numbers(spo2="78", pulse="93")
    first = next_ask(numbers, frozenset())
    assert isinstance(first, SwapAsk)
    assert next_ask(numbers, frozenset({first.token})) == AgainAsk(SPO2, Decimal(78))


def test_question_settled_for_one_number_is_put_again_for_another() -> None:
    settled = frozenset({AgainAsk(SPO2, Decimal(82)).token})
    assert next_ask(_numbers(spo2="82"), settled) is None
    assert next_ask(_numbers(spo2="80"), settled) is not None


def test_saturation_above_hundred_is_not_refused_when_it_is_the_pulse() -> None:
    assert refused_numbers(_numbers(spo2="110", pulse="92")) == {}
    assert list(refused_numbers(_numbers(spo2="110"))) == [SPO2]


def test_equal_pressures_are_refused_once() -> None:
    assert list(refused_numbers(_numbers(systolic="100", diastolic="100"))) == [DIASTOLIC]


def test_basic_measures_are_always_allowed_and_others_when_the_plan_asks() -> None:
    assert set(allowed_measures([])) == set(BASIC)
    assert MeasureCode.FEV1 in allowed_measures([MeasureCode.FEV1])
    assert MeasureCode.STEPS not in allowed_measures([MeasureCode.FEV1])


def test_measures_of_the_plan_are_shown_first() -> None:
    assert first_measures(frozenset({MeasureCode.WEIGHT})) == {MeasureCode.WEIGHT}
    assert first_measures(frozenset()) == {SPO2, PULSE}


def test_measures_of_one_device_stand_together() -> None:
    groups = device_groups((SPO2, SYSTOLIC, MeasureCode.WEIGHT, PULSE, DIASTOLIC))
    assert groups == ((SPO2, PULSE), (SYSTOLIC, DIASTOLIC), (MeasureCode.WEIGHT,))


def test_low_number_and_being_too_unwell_are_alarming_and_a_broken_device_is_not() -> None:
    assert EnteredReading(SPO2, Decimal(82), REST).is_alarming
    assert EnteredReading(SPO2, skip_reason=SkipReason.TOO_UNWELL).is_alarming
    assert not EnteredReading(SPO2, skip_reason=SkipReason.DEVICE_FAULT).is_alarming
    assert not EnteredReading(SPO2, Decimal(93), REST).is_alarming
