"""What one page of trends is about: a measure, or the two numbers of blood pressure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from citizen_app.measures import MeasureCode


@dataclass(frozen=True)
class Subject:
    """A page of trends; `slug` is its address, `measures` are drawn in one picture."""

    slug: str
    measures: tuple[MeasureCode, ...]

    @property
    def first(self) -> MeasureCode:
        """The measure that decimals and unit are taken from."""
        return self.measures[0]

    @property
    def is_pair(self) -> bool:
        """Whether two numbers belong together, as in "135 over 80"."""
        return len(self.measures) > 1


BLOOD_PRESSURE = Subject("blood-pressure", (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC))

# In the order in which they are shown.
SUBJECTS: tuple[Subject, ...] = (
    Subject("spo2", (MeasureCode.SPO2,)),
    Subject("pulse", (MeasureCode.PULSE,)),
    BLOOD_PRESSURE,
    *(
        Subject(code.value.replace("_", "-"), (code,))
        for code in MeasureCode
        if code not in {MeasureCode.SPO2, MeasureCode.PULSE, *BLOOD_PRESSURE.measures}
    ),
)
_BY_MEASURE: Mapping[MeasureCode, Subject] = MappingProxyType(
    {measure: subject for subject in SUBJECTS for measure in subject.measures}
)


def find_subject(slug: str) -> Subject | None:
    """The subject at an address, or None for an address that is none."""
    return next((subject for subject in SUBJECTS if subject.slug == slug), None)


def subject_of(measure: MeasureCode) -> Subject:
    """The page on which a measure is shown."""
    return _BY_MEASURE[measure]
