"""Why somebody leaves out a reading, with codes for other systems."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from citizen_app.measures.codes import Coding

SKIP_REASON_SYSTEM = "https://aandehul.example/fhir/CodeSystem/skip-reason"
DATA_ABSENT_SYSTEM = "http://terminology.hl7.org/CodeSystem/data-absent-reason"


class SkipReason(StrEnum):
    """Why a reading is left out. Being too unwell is an alarm, the others are missing data."""

    TOO_UNWELL = "too_unwell"
    DEVICE_FAULT = "device_fault"
    NO_DEVICE = "no_device"
    OTHER = "other"

    @property
    def is_alarm(self) -> bool:
        return self is SkipReason.TOO_UNWELL


# Our own code first; beside it the nearest code that every FHIR reader knows.
SKIP_CODINGS: Mapping[SkipReason, tuple[Coding, Coding]] = MappingProxyType(
    {
        reason: (Coding(SKIP_REASON_SYSTEM, reason.value), Coding(DATA_ABSENT_SYSTEM, absent))
        for reason, absent in (
            (SkipReason.TOO_UNWELL, "asked-declined"),
            (SkipReason.DEVICE_FAULT, "error"),
            (SkipReason.NO_DEVICE, "not-performed"),
            (SkipReason.OTHER, "asked-declined"),
        )
    }
)


def skip_reason_for_coding(system: str, code: str) -> SkipReason | None:
    """The reason that our own code stands for, or None for any other code."""
    if system != SKIP_REASON_SYSTEM or code not in set(SkipReason):
        return None
    return SkipReason(code)
