"""OpenTele's kinds of measurement as FHIR reading items: codes, units, reasons for skipping."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from citizen_app.fhir_forms import urls


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a measurement: the end of its linkId, its codes, unit and texts."""

    name: str
    codes: tuple[tuple[str, str], ...]
    unit: str
    decimals: int
    texts: Mapping[str, str]
    unit_texts: Mapping[str, str]


def _reading(
    name: str,
    codes: tuple[str, ...],
    unit: str,
    texts: tuple[str, str],
    *,
    decimals: int = 0,
    unit_texts: tuple[str, str] | None = None,
) -> Reading:
    danish, *loinc = codes
    pairs = ((urls.NPU, danish), *((urls.LOINC, code) for code in loinc))
    danish_unit, english_unit = unit_texts or (unit, unit)
    words = {"da": texts[0], "en": texts[1]}
    return Reading(name, pairs, unit, decimals, words, {"da": danish_unit, "en": english_unit})


# NPU03011 is strictly a fraction; the national infrastructure uses it with per cent.
_SPO2 = _reading(
    "spo2",
    ("NPU03011", "59408-5", "2708-6"),
    "%",
    ("Iltmætning", "Oxygen saturation"),
    decimals=1,
)
_PULSE = _reading(
    "pulse",
    ("NPU21692", "8867-4"),
    "1/min",
    ("Puls", "Pulse"),
    unit_texts=("slag/min", "beats/min"),
)
_SYSTOLIC = _reading(
    "systolic",
    ("DNK05472", "8480-6"),
    "mm[Hg]",
    ("Blodtryk, det høje tal", "Blood pressure, the high number"),
    unit_texts=("mmHg", "mmHg"),
)
_DIASTOLIC = _reading(
    "diastolic",
    ("DNK05473", "8462-4"),
    "mm[Hg]",
    ("Blodtryk, det lave tal", "Blood pressure, the low number"),
    unit_texts=("mmHg", "mmHg"),
)
_WEIGHT = _reading("weight", ("NPU03804", "29463-7"), "kg", ("Vægt", "Weight"), decimals=2)
_TEMPERATURE = _reading(
    "temperature",
    ("NPU08676", "8310-5"),
    "Cel",
    ("Temperatur", "Temperature"),
    decimals=2,
    unit_texts=("°C", "°C"),
)

MEASUREMENTS: Mapping[str, tuple[Reading, ...]] = MappingProxyType(
    {
        "SATURATION": (_SPO2, _PULSE),
        "SATURATION_WITHOUT_PULSE": (_SPO2,),
        "PULSE": (_PULSE,),
        "BLOOD_PRESSURE": (_SYSTOLIC, _DIASTOLIC),
        "BLOOD_PRESSURE_PULSE": (_SYSTOLIC, _DIASTOLIC, _PULSE),
        "WEIGHT": (_WEIGHT,),
        "TEMPERATURE": (_TEMPERATURE,),
    }
)

_SKIP_QUESTION = MappingProxyType(
    {"da": "Kan du ikke måle? Vælg hvorfor.", "en": "Can you not measure? Choose why."}
)
TOO_UNWELL = "too_unwell"
SKIP_REASONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        TOO_UNWELL: {"da": "For dårlig til at måle", "en": "Too unwell to measure"},
        "device_fault": {"da": "Apparatet virker ikke", "en": "The device does not work"},
        "no_device": {"da": "Jeg har det ikke ved hånden", "en": "I do not have it at hand"},
        "other": {"da": "Andet", "en": "Another reason"},
    }
)


def reading_item(link_id: str, reading: Reading, language: str) -> dict[str, Any]:
    """One reading as a quantity item with its codes, unit and number of decimals."""
    display = reading.unit_texts[language]
    unit = {"system": urls.UCUM, "code": reading.unit, "display": display}
    return {
        "extension": [
            {"url": urls.UNIT_OPTION, "valueCoding": unit},
            {"url": urls.MAX_DECIMALS, "valueInteger": reading.decimals},
        ],
        "linkId": link_id,
        "code": [{"system": system, "code": code} for system, code in reading.codes],
        "text": reading.texts[language],
        "type": "quantity",
    }


def skip_item(
    link_id: str, readings: list[str], colours: Mapping[str, str], language: str
) -> dict[str, Any]:
    """The choice that says why something was not measured.

    It counts while any of `readings` (linkIds) is missing. `colours` maps a reason to its
    significance.
    """
    conditions = [
        {"question": reading, "operator": "exists", "answerBoolean": False} for reading in readings
    ]
    behaviour = {"enableBehavior": "any"} if len(conditions) > 1 else {}
    significances = [
        significance({"valueCoding": _reason(reason)}, "=", colour)
        for reason, colour in colours.items()
    ]
    return {
        "extension": [{"url": urls.SKIP_REASON, "valueBoolean": True}, *significances],
        "linkId": link_id,
        "text": _SKIP_QUESTION[language],
        "type": "choice",
        "enableWhen": conditions,
        **behaviour,
        "answerOption": [
            {"valueCoding": {**_reason(reason), "display": texts[language]}}
            for reason, texts in SKIP_REASONS.items()
        ],
    }


def _reason(reason: str) -> dict[str, str]:
    return {"system": urls.SKIP_REASON_SYSTEM, "code": reason}


def significance(value: Mapping[str, Any], operator: str, colour: str) -> dict[str, Any]:
    """An answerSignificance: an answer that compares so with `value` has this colour."""
    test = [{"url": "value", **value}, {"url": "operator", "valueCode": operator}]
    coding = {"system": urls.SIGNIFICANCE_SYSTEM, "code": colour}
    return {
        "url": urls.ANSWER_SIGNIFICANCE,
        "extension": [
            {"url": "answerCondition", "extension": test},
            {"url": "significance", "valueCoding": coding},
        ],
    }
