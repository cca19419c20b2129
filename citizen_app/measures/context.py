"""How a person was while oxygen saturation was measured."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HIGHEST_OXYGEN = Decimal(15)


class Position(StrEnum):
    """Whether the reading was taken at rest or after exertion."""

    REST = "rest"
    EXERTION = "exertion"


@dataclass(frozen=True)
class ReadingContext:
    """Rest or exertion, and litres of oxygen a minute (None or 0: without oxygen)."""

    position: Position
    oxygen_l_per_min: Decimal | None = None

    @property
    def with_oxygen(self) -> bool:
        return bool(self.oxygen_l_per_min)
