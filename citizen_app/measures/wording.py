"""Names, units, hints and examples of measures, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.measures.codes import MeasureCode
from citizen_app.measures.context import Position
from citizen_app.measures.skipping import SkipReason

NAMES: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        MeasureCode.SPO2: _l("Oxygen saturation"),
        MeasureCode.PULSE: _l("Pulse"),
        MeasureCode.SYSTOLIC: _l("Blood pressure, the high number"),
        MeasureCode.DIASTOLIC: _l("Blood pressure, the low number"),
        MeasureCode.WEIGHT: _l("Weight"),
        MeasureCode.TEMPERATURE: _l("Temperature"),
        MeasureCode.SIT_TO_STAND: _l("Sit to stand"),
        MeasureCode.FEV1: _l("FEV1, blown in 1 second"),
        MeasureCode.FVC: _l("FVC, all the air you can blow"),
        MeasureCode.PEAK_FLOW: _l("Peak flow"),
        MeasureCode.RESPIRATORY_RATE: _l("Breaths in 1 minute"),
        MeasureCode.STEPS: _l("Steps in 1 day"),
    }
)

UNITS: Mapping[MeasureCode, LazyString | str] = MappingProxyType(
    {
        MeasureCode.SPO2: "%",
        MeasureCode.PULSE: _l("beats/min"),
        MeasureCode.SYSTOLIC: _l("mmHg"),
        MeasureCode.DIASTOLIC: _l("mmHg"),
        MeasureCode.WEIGHT: _l("kg"),
        MeasureCode.TEMPERATURE: _l("°C"),
        MeasureCode.SIT_TO_STAND: _l("times"),
        MeasureCode.FEV1: _l("litres"),
        MeasureCode.FVC: _l("litres"),
        MeasureCode.PEAK_FLOW: _l("litres/min"),
        MeasureCode.RESPIRATORY_RATE: _l("breaths/min"),
        MeasureCode.STEPS: _l("steps"),
    }
)

EXAMPLES: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        MeasureCode.SPO2: _l("for example 92"),
        MeasureCode.PULSE: _l("for example 78"),
        MeasureCode.SYSTOLIC: _l("for example 135"),
        MeasureCode.DIASTOLIC: _l("for example 80"),
        MeasureCode.WEIGHT: _l("for example 72.5"),
        MeasureCode.TEMPERATURE: _l("for example 37.2"),
        MeasureCode.SIT_TO_STAND: _l("for example 11"),
        MeasureCode.FEV1: _l("for example 1.25"),
        MeasureCode.FVC: _l("for example 2.40"),
        MeasureCode.PEAK_FLOW: _l("for example 310"),
        MeasureCode.RESPIRATORY_RATE: _l("for example 16"),
        MeasureCode.STEPS: _l("for example 2500"),
    }
)

HINTS: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        MeasureCode.SPO2: _l("The number at SpO₂ on the finger meter, for example 92"),
        MeasureCode.PULSE: _l("The number at the heart or PR, for example 78"),
        MeasureCode.SYSTOLIC: _l("The number on top, for example 135"),
        MeasureCode.DIASTOLIC: _l("The number below, for example 80"),
        MeasureCode.WEIGHT: _l("For example 72.5"),
        MeasureCode.TEMPERATURE: _l("For example 37.2"),
        MeasureCode.SIT_TO_STAND: _l("How many times you stood up in 30 seconds, for example 11"),
        MeasureCode.FEV1: _l("The number at FEV1 on the meter, for example 1.25"),
        MeasureCode.FVC: _l("The number at FVC on the meter, for example 2.40"),
        MeasureCode.PEAK_FLOW: _l("The best of 3 blows, for example 310"),
        MeasureCode.RESPIRATORY_RATE: _l("Count for 1 minute while you sit still, for example 16"),
        MeasureCode.STEPS: _l("The number on your step counter, for example 2500"),
    }
)

POSITIONS: Mapping[Position, LazyString] = MappingProxyType(
    {Position.REST: _l("At rest"), Position.EXERTION: _l("After exertion")}
)

SKIP_REASONS: Mapping[SkipReason, LazyString] = MappingProxyType(
    {
        SkipReason.TOO_UNWELL: _l("Too unwell to measure"),
        SkipReason.DEVICE_FAULT: _l("The device does not work"),
        SkipReason.NO_DEVICE: _l("I do not have it at hand"),
        SkipReason.OTHER: _l("Something else"),
    }
)


def measure_name(code: MeasureCode) -> LazyString:
    """What the measure is called on screen."""
    return NAMES[code]


def unit_name(code: MeasureCode) -> LazyString | str:
    """The unit as written after a number."""
    return UNITS[code]


def measure_example(code: MeasureCode) -> LazyString:
    """An example of a number, to end a sentence with."""
    return EXAMPLES[code]


def measure_hint(code: MeasureCode) -> LazyString:
    """Where the number is found, with an example, to show under the name."""
    return HINTS[code]


def position_name(position: Position) -> LazyString:
    """At rest or after exertion."""
    return POSITIONS[position]


def skip_reason_name(reason: SkipReason) -> LazyString:
    """Why a reading was left out, in the person's words."""
    return SKIP_REASONS[reason]
