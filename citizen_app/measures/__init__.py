"""What can be measured: codes, units, limits and how typed numbers are understood."""

from citizen_app.measures.codes import (
    MEASURES,
    Coding,
    Limits,
    Measure,
    MeasureCode,
    measure_for_coding,
)
from citizen_app.measures.context import Position, ReadingContext
from citizen_app.measures.numbers import (
    NotANumber,
    from_scaled,
    parse_blood_pressure,
    parse_number,
    parse_value,
    to_scaled,
)
from citizen_app.measures.rules import (
    PAIRS,
    Accepted,
    Asked,
    Assessment,
    MeasureAgain,
    RefusalReason,
    Refused,
    Swapped,
    assess,
    assess_pair,
    is_alarming,
)
from citizen_app.measures.skipping import SkipReason, skip_reason_for_coding

__all__ = [
    "MEASURES",
    "PAIRS",
    "Accepted",
    "Asked",
    "Assessment",
    "Coding",
    "Limits",
    "Measure",
    "MeasureAgain",
    "MeasureCode",
    "NotANumber",
    "Position",
    "ReadingContext",
    "RefusalReason",
    "Refused",
    "SkipReason",
    "Swapped",
    "assess",
    "assess_pair",
    "from_scaled",
    "is_alarming",
    "measure_for_coding",
    "parse_blood_pressure",
    "parse_number",
    "parse_value",
    "skip_reason_for_coding",
    "to_scaled",
]
