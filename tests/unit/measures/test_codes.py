"""Codes of measures and of reasons to skip."""

from decimal import Decimal

import pytest

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    Position,
    ReadingContext,
    SkipReason,
    measure_for_coding,
    skip_reason_for_coding,
)
from citizen_app.measures.codes import LOINC, MCS, NPU
from citizen_app.measures.skipping import SKIP_CODINGS


def test_every_measure_is_found_by_each_of_its_codes() -> None:
    for measure in MEASURES.values():
        for coding in measure.codings:
            assert measure_for_coding(coding.system, coding.code) is measure


def test_every_measure_code_has_a_measure() -> None:
    assert set(MEASURES) == set(MeasureCode)


@pytest.mark.parametrize("code", ["59408-5", "2708-6"])
def test_both_saturation_codes_of_loinc_mean_saturation(code: str) -> None:
    assert measure_for_coding(LOINC, code) is MEASURES[MeasureCode.SPO2]


def test_saturation_is_sent_as_npu03011_in_per_cent() -> None:
    spo2 = MEASURES[MeasureCode.SPO2]
    assert (spo2.codings[0].system, spo2.codings[0].code) == (NPU, "NPU03011")
    assert spo2.unit == "%"


@pytest.mark.parametrize("system", [NPU, MCS, "http://npu-terminology.org"])
def test_danish_codes_are_understood_under_each_danish_system(system: str) -> None:
    assert measure_for_coding(system, "NPU21692") is MEASURES[MeasureCode.PULSE]
    assert measure_for_coding(system, "MCS88015") is MEASURES[MeasureCode.FEV1]


def test_unknown_code_and_known_code_in_wrong_system_mean_nothing() -> None:
    assert measure_for_coding(LOINC, "NPU03011") is None
    assert measure_for_coding(NPU, "NPU99999") is None


def test_no_code_stands_for_two_measures() -> None:
    codings = [coding for measure in MEASURES.values() for coding in measure.codings]
    assert len(codings) == len(set(codings))


def test_only_saturation_has_a_context() -> None:
    assert {m.code for m in MEASURES.values() if m.has_context} == {MeasureCode.SPO2}


@pytest.mark.parametrize(("litres", "with_oxygen"), [(None, False), ("0", False), ("1.5", True)])
def test_no_litres_of_oxygen_means_without_oxygen(litres: str | None, with_oxygen: bool) -> None:
    oxygen = None if litres is None else Decimal(litres)
    assert ReadingContext(Position.REST, oxygen).with_oxygen is with_oxygen


def test_only_too_unwell_is_an_alarm() -> None:
    assert [reason for reason in SkipReason if reason.is_alarm] == [SkipReason.TOO_UNWELL]


def test_skip_reasons_are_read_back_from_their_own_codes() -> None:
    for reason, (own, _) in SKIP_CODINGS.items():
        assert skip_reason_for_coding(own.system, own.code) is reason
    assert skip_reason_for_coding("http://example.org", "other") is None
    assert skip_reason_for_coding(SKIP_CODINGS[SkipReason.OTHER][0].system, "x") is None
