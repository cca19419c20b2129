"""Colours, and the findings that give them, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from citizen_app.measures import MeasureCode


class Colour(StrEnum):
    """How soon somebody should look. Blue, a missed window, is computed and never stored."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class FindingKind(StrEnum):
    """What gave the colour."""

    READING = "reading"
    SKIPPED = "skipped"
    ANSWER = "answer"
    COMMENT = "comment"


class LimitKind(StrEnum):
    """Which limit of a threshold a value is beyond."""

    RED_BELOW = "red_below"
    RED_ABOVE = "red_above"
    RED_RISE = "red_rise"
    RED_FALL = "red_fall"
    YELLOW_BELOW = "yellow_below"
    YELLOW_ABOVE = "yellow_above"
    YELLOW_RISE = "yellow_rise"
    YELLOW_FALL = "yellow_fall"

    @property
    def colour(self) -> Colour:
        """What a value beyond it becomes."""
        return Colour(self.value.partition("_")[0])

    @property
    def is_change(self) -> bool:
        """Whether it is about how much a value has changed."""
        return self in CHANGES

    @property
    def is_low(self) -> bool:
        """Whether it is passed downwards."""
        return self.value.endswith(("_below", "_fall"))


CHANGES = frozenset(
    {LimitKind.RED_RISE, LimitKind.RED_FALL, LimitKind.YELLOW_RISE, LimitKind.YELLOW_FALL}
)


@dataclass(frozen=True)
class Limit:
    """The limit that a value is beyond, as it stood then; `days` where it is about a change."""

    kind: LimitKind
    value: Decimal
    days: int | None = None


@dataclass(frozen=True)
class Finding:
    """A colour with its reason. `words` are a clinician's, shown to the person as they stand."""

    colour: Colour
    kind: FindingKind
    link_id: str | None = None
    measure: MeasureCode | None = None
    words: str | None = None
    limit: Limit | None = None


SEVERITY = {None: 0, Colour.GREEN: 1, Colour.YELLOW: 2, Colour.RED: 3}


def worst(colours: Iterable[Colour | None]) -> Colour | None:
    """The colour that asks for attention first; None when nothing was coloured."""
    return max(colours, key=SEVERITY.__getitem__, default=None)
