"""The measures we know: their codes in the terminologies, units, decimals and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

NPU = "urn:oid:1.2.208.176.2.1"
NPU_AS_URL = "http://npu-terminology.org"
MCS = "urn:oid:1.2.208.184.100.8"
MCS_AS_URL = "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-observation-codes"
LOINC = "http://loinc.org"
IEEE = "urn:iso:std:iso:11073:10101"
UCUM = "http://unitsofmeasure.org"
FUT_UNITS = "http://ehealth.sundhed.dk/cs/ehealth-unit-code"
DANISH_SYSTEMS = frozenset({NPU, NPU_AS_URL, MCS, MCS_AS_URL})


class MeasureCode(StrEnum):
    """Our own word for what is measured; stored and used in field names."""

    SPO2 = "spo2"
    PULSE = "pulse"
    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    SIT_TO_STAND = "sit_to_stand"
    FEV1 = "fev1"
    FVC = "fvc"
    PEAK_FLOW = "peak_flow"
    RESPIRATORY_RATE = "respiratory_rate"
    STEPS = "steps"


@dataclass(frozen=True)
class Coding:
    """One code in one terminology."""

    system: str
    code: str


@dataclass(frozen=True)
class Limits:
    """What is possible (inclusive), what is asked about, and what is measured again.

    All numbers are in the measure's unit. `ask_*` mark what is more likely a slip than a
    reading; `again_*` what is possible but so low or high that a second reading is wanted.
    """

    lowest: Decimal
    highest: Decimal
    ask_below: Decimal | None = None
    ask_above: Decimal | None = None
    again_below: Decimal | None = None
    again_above: Decimal | None = None


@dataclass(frozen=True)
class Measure:
    """One thing that can be measured. The first coding is the one we send as the main code."""

    code: MeasureCode
    codings: tuple[Coding, ...]
    unit: str
    decimals: int
    limits: Limits
    unit_system: str = UCUM
    has_context: bool = False
    unit_spellings: tuple[str, ...] = ()


def _limits(
    possible: tuple[str, str],
    *,
    ask: tuple[str | None, str | None] = (None, None),
    again: tuple[str | None, str | None] = (None, None),
) -> Limits:
    below, above = (None if text is None else Decimal(text) for text in ask)
    again_below, again_above = (None if text is None else Decimal(text) for text in again)
    return Limits(
        Decimal(possible[0]), Decimal(possible[1]), below, above, again_below, again_above
    )


# PLACEHOLDERS: every number in this table waits for a clinician's decision. None of them is a
# threshold of treatment; they only decide when a typed number is asked about or measured again.
LIMITS: Mapping[MeasureCode, Limits] = MappingProxyType(
    {
        MeasureCode.SPO2: _limits(("0.1", "100"), ask=("50", None), again=("85", None)),
        MeasureCode.PULSE: _limits(("10", "350"), ask=("30", "220"), again=("45", "130")),
        MeasureCode.SYSTOLIC: _limits(("30", "350"), ask=("60", "280"), again=("85", "200")),
        MeasureCode.DIASTOLIC: _limits(("10", "250"), ask=("30", "160"), again=("45", "120")),
        MeasureCode.WEIGHT: _limits(("15", "450"), ask=("30", "220")),
        MeasureCode.TEMPERATURE: _limits(("25", "45"), ask=("33", "42"), again=("35", "40")),
        MeasureCode.SIT_TO_STAND: _limits(("0", "50"), ask=(None, "35")),
        MeasureCode.FEV1: _limits(("0.1", "8"), ask=("0.2", "6")),
        MeasureCode.FVC: _limits(("0.1", "10"), ask=("0.4", "8")),
        MeasureCode.PEAK_FLOW: _limits(("10", "999"), ask=("50", "800")),
        MeasureCode.RESPIRATORY_RATE: _limits(("1", "99"), ask=("5", "60"), again=("8", "30")),
        MeasureCode.STEPS: _limits(("0", "150000"), ask=(None, "50000")),
    }
)


def _measure(
    code: MeasureCode,
    danish: Coding,
    loinc: tuple[str, ...],
    unit: str,
    spellings: tuple[str, ...],
    *,
    decimals: int = 0,
    unit_system: str = UCUM,
) -> Measure:
    return Measure(
        code=code,
        codings=(danish, *(Coding(LOINC, number) for number in loinc)),
        unit=unit,
        decimals=decimals,
        limits=LIMITS[code],
        unit_system=unit_system,
        has_context=code is MeasureCode.SPO2,
        unit_spellings=spellings,
    )


_BEATS = ("bpm", "slag", "slag/min", "slag/min.", "slag pr. minut", "/min", "1/min", "beats/min")
_LITRES = ("l", "liter", "litre", "litres")
_BREATHS = ("/min", "1/min", "pr. minut", "gange", "gange pr. minut", "breaths/min")

_ALL = (
    _measure(
        MeasureCode.SPO2,
        # NPU03011 is strictly a fraction; the national infrastructure uses it with per cent.
        Coding(NPU, "NPU03011"),
        ("59408-5", "2708-6"),
        "%",
        ("%", "pct", "pct.", "procent", "percent", "per cent"),
        decimals=1,
    ),
    _measure(MeasureCode.PULSE, Coding(NPU, "NPU21692"), ("8867-4",), "1/min", _BEATS),
    _measure(
        MeasureCode.SYSTOLIC, Coding(NPU, "DNK05472"), ("8480-6",), "mm[Hg]", ("mmhg", "mm hg")
    ),
    _measure(
        MeasureCode.DIASTOLIC, Coding(NPU, "DNK05473"), ("8462-4",), "mm[Hg]", ("mmhg", "mm hg")
    ),
    _measure(
        MeasureCode.WEIGHT,
        Coding(NPU, "NPU03804"),
        ("29463-7",),
        "kg",
        ("kg", "kg.", "kilo", "kilogram"),
        decimals=2,
    ),
    _measure(
        MeasureCode.TEMPERATURE,
        Coding(NPU, "NPU08676"),
        ("8310-5",),
        "Cel",
        ("°c", "° c", "°", "ºc", "º", "c", "grader", "grader c", "grader celsius", "celsius"),
        decimals=2,
    ),
    _measure(
        MeasureCode.SIT_TO_STAND,
        Coding(MCS, "MCS88050"),
        (),
        "1/30sec",
        ("gange", "times", "x"),
        unit_system=FUT_UNITS,
    ),
    _measure(MeasureCode.FEV1, Coding(MCS, "MCS88015"), ("20150-9",), "L", _LITRES, decimals=2),
    _measure(
        MeasureCode.FVC, Coding(MCS, "MCS88016"), ("19868-9", "19870-5"), "L", _LITRES, decimals=2
    ),
    _measure(
        MeasureCode.PEAK_FLOW,
        Coding(MCS, "MCS88102"),
        ("19935-6", "33452-4"),
        "L/min",
        ("l/min", "l/min.", "liter/min", "liter pr. minut"),
    ),
    _measure(MeasureCode.RESPIRATORY_RATE, Coding(MCS, "MCS88122"), ("9279-1",), "/min", _BREATHS),
    _measure(
        MeasureCode.STEPS,
        Coding(MCS, "MCS88192"),
        ("41950-7", "55423-8"),
        "/d",
        ("skridt", "steps"),
    ),
)

MEASURES: Mapping[MeasureCode, Measure] = MappingProxyType(
    {measure.code: measure for measure in _ALL}
)

# Codes that others send for the same thing; we understand them and never send them ourselves.
_ALSO_UNDERSTOOD: Mapping[Coding, MeasureCode] = MappingProxyType(
    {
        Coding(NPU, "NPU27280"): MeasureCode.SPO2,
        Coding(NPU, "NPU10197"): MeasureCode.SPO2,
        Coding(IEEE, "150456"): MeasureCode.SPO2,
        Coding(IEEE, "149546"): MeasureCode.PULSE,
        Coding(MCS, "MCS88019"): MeasureCode.SYSTOLIC,
        Coding(MCS, "MCS88020"): MeasureCode.DIASTOLIC,
    }
)


def _with_system(coding: Coding) -> tuple[str | None, str]:
    return (None if coding.system in DANISH_SYSTEMS else coding.system, coding.code)


_BY_CODING: Mapping[tuple[str | None, str], MeasureCode] = MappingProxyType(
    {
        **{_with_system(coding): code for coding, code in _ALSO_UNDERSTOOD.items()},
        **{
            _with_system(coding): measure.code
            for measure in MEASURES.values()
            for coding in measure.codings
        },
    }
)


def measure_for_coding(system: str, code: str) -> Measure | None:
    """The measure that a code stands for, or None.

    NPU, DNK and MCS codes are unique among themselves and are seen under each other's systems,
    so any of the four Danish addresses is understood for them.
    """
    found = _BY_CODING.get(_with_system(Coding(system, code)))
    return None if found is None else MEASURES[found]
