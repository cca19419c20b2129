"""Numbers as people type them."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    NotANumber,
    from_scaled,
    parse_blood_pressure,
    parse_number,
    parse_value,
    to_scaled,
)

typed_decimals = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("36,7", "36.7"),
        ("36.7", "36.7"),
        ("  36,7  ", "36.7"),
        ("36,7\u00a0", "36.7"),
        ("３６，７", "36.7"),
        ("٣٦٫٧", "36.7"),
        ("\u200e93", "93"),
        (",5", "0.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("007", "7"),
        ("1 234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234", "1.234"),
    ],
)
def test_number_is_understood_as_typed(typed: str, meant: str) -> None:
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "syg",
        "93 eller 94",
        "1e5",
        "nan",
        "Infinity",
        "0x1A",
        "10²",
        "½",
        "--5",
        "5-",
        "36,",
    ]
    + ["36,", "..", ",", "1,2,3", "12.34.5", "1.23,4", "9 3", "12 0", "93%", "36,7 kg", "9" * 16]
    + ["1" * 10_000, "\x00", "9\n3\n", "=1+1", "<b>93</b>"],
)
def test_what_is_no_single_number_is_not_a_number(typed: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(typed)


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("temperature", "36,7 °C", "36.7"),
        ("temperature", "36,7℃", "36.7"),
        ("temperature", "36,7 grader", "36.7"),
        ("spo2", "93 %", "93"),
        ("spo2", "93\u00a0%", "93"),
        ("spo2", "93 procent", "93"),
        ("weight", "82,5 KG", "82.5"),
        ("pulse", "78 slag/min", "78"),
        ("systolic", "135 mmHg", "135"),
        ("fev1", "1,25 L", "1.25"),
    ],
)
def test_unit_of_the_measure_may_be_typed(code: str, typed: str, meant: str) -> None:
    assert parse_value(MEASURES[MeasureCode(code)], typed) == Decimal(meant)


def test_unit_of_another_measure_is_not_a_number() -> None:
    with pytest.raises(NotANumber):
        parse_value(MEASURES[MeasureCode.WEIGHT], "36,7 °C")


@given(typed_decimals, st.sampled_from(["da", "en"]), st.booleans())
def test_formatted_number_is_read_back_exactly(
    number: Decimal, language: str, grouped: bool
) -> None:
    # Two decimals are always written, so that a group of thousands is never the last part.
    text = format_decimal(number, format="#,##0.00", locale=language, group_separator=grouped)
    assert parse_number(text) == number


@given(st.text(max_size=60))
def test_any_text_gives_a_finite_number_or_not_a_number(text: str) -> None:
    try:
        number = parse_number(text, units=("%",))
    except NotANumber:
        return
    assert number.is_finite()
    assert len(number.as_tuple().digits) <= 16


@pytest.mark.parametrize(
    "typed",
    ["120/80", "120 / 80", "120-80", "120 80", "120\\80", "１２０／８０", "120/80 mmHg"],
)
def test_blood_pressure_is_understood_as_two_numbers(typed: str) -> None:
    assert parse_blood_pressure(typed) == (Decimal(120), Decimal(80))


@pytest.mark.parametrize(
    "typed", ["120", "120/80/70", "1 234", "1 234 mmHg", "120/x", "-120", "", "120/80 kg"]
)
def test_other_texts_are_no_blood_pressure(typed: str) -> None:
    assert parse_blood_pressure(typed) is None


def test_absurdly_long_blood_pressure_is_none() -> None:
    assert parse_blood_pressure("120/" + "8" * 5000) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, max_value=10**8, min_value=0))
def test_scaled_integers_keep_the_number_exactly(number: Decimal) -> None:
    scaled, decimals = to_scaled(number)
    assert isinstance(scaled, int)
    assert from_scaled(scaled, decimals) == number


def test_scaled_integer_of_a_typed_number_is_plain() -> None:
    assert to_scaled(Decimal("36.7")) == (367, 1)
    assert to_scaled(Decimal("1E+3")) == (1000, 0)


def test_not_finite_numbers_cannot_be_scaled() -> None:
    with pytest.raises(ValueError, match="NaN"):
        to_scaled(Decimal("NaN"))
