"""Which numbers about people may be shown, on plain values.

A number below five is hidden; none at all tells of nobody and is shown. Hidden is also whatever
would tell a hidden number: another one of the same sum, where only one would be missing or where
those that are missing are fewer than five people together.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

FEWEST = 5

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """A number that is the sum of others in the same table."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All that belong together."""
        return (self.total, *self.parts)


def hidden_cells(values: Mapping[Cell, int], sums: Sequence[Sum[Cell]]) -> frozenset[Cell]:
    """The cells that are not shown, such that no sum gives one of them away."""
    hidden = {cell for cell, value in values.items() if 0 < value < FEWEST}
    while True:
        more = {_next(one, values, hidden) for one in sums if _tells(one, values, hidden)}
        if not more:
            more = _beside_told(values, sums, hidden)
        if not more:
            return frozenset(hidden)
        hidden |= more


def _tells(one: Sum[Cell], values: Mapping[Cell, int], hidden: set[Cell]) -> bool:
    """Whether a sum by itself gives away a hidden number, or a group of fewer than five."""
    unknown = [part for part in one.parts if part in hidden]
    if one.total in hidden:
        return not unknown and bool(one.parts)
    return bool(unknown) and (len(unknown) == 1 or sum(values[part] for part in unknown) < FEWEST)


def _next(one: Sum[Cell], values: Mapping[Cell, int], hidden: set[Cell]) -> Cell:
    """What is hidden beside: the smallest part that is shown, else the sum itself."""
    shown = [part for part in one.parts if part not in hidden]
    some = [part for part in shown if values[part]] or shown
    return min(some, key=lambda part: values[part], default=one.total)


def _beside_told(
    values: Mapping[Cell, int], sums: Sequence[Sum[Cell]], hidden: set[Cell]
) -> set[Cell]:
    """What to hide beside cells that only several sums together give away."""
    found: set[Cell] = set()
    for cell in told_cells(sums, hidden):
        beside = [
            other for one in sums if cell in one.cells for other in one.cells if other not in hidden
        ]
        if beside:
            found.add(min(beside, key=lambda other: values[other]))
    return found


def told_cells(sums: Iterable[Sum[Cell]], hidden: Iterable[Cell]) -> set[Cell]:
    """The hidden cells that somebody could work out from those shown, by adding and subtracting.

    Each sum is an equation in what is hidden; a cell is told where the equations have one
    solution for it.
    """
    unknown = set(hidden)
    rows = [
        {cell: Fraction(1 if cell == one.total else -1) for cell in one.cells if cell in unknown}
        for one in sums
    ]
    solved: dict[Cell, dict[Cell, Fraction]] = {}
    for row in rows:
        for pivot, known in solved.items():
            if pivot in row:
                _subtract(row, known, row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        factor = row[pivot]
        row = {cell: value / factor for cell, value in row.items()}
        for known in solved.values():
            if pivot in known:
                _subtract(known, row, known[pivot])
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _subtract(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], factor: Fraction) -> None:
    for cell, value in other.items():
        left = row.get(cell, Fraction(0)) - factor * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
