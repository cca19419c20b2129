"""The programme overview: how many take part where, against how many could, and how soon all act.

Numbers below five, and what would tell them, are taken out here: pages and files never have them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, select

from citizen_app.care_team import queries
from citizen_app.care_team.models import ProgrammeSize
from citizen_app.care_team.protecting import FEWEST, Sum, hidden_cells
from citizen_app.people import service as people
from citizen_app.people.places import (
    UNKNOWN,
    WHOLE_COUNTRY,
    municipalities,
    province_of,
    provinces,
)
from citizen_app.people.rules import Condition, CourseStatus
from citizen_app.plans.rules import DAY, local_day, midnight
from citizen_app.record.timeliness import Punctuality, Speed, punctuality, speeds

# The marks that the steering groups look for, in percent of those who could take part.
TARGETS = (10, 50, 95)
WEEKS, SPEED_DAYS = 8, 28


class Column(StrEnum):
    """What is counted of an area."""

    ENROLLED = "enrolled"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


Cell = tuple[str, Column]
PARTS = (Column.ACTIVE, Column.PAUSED, Column.ENDED)
COLUMNS = {
    CourseStatus.ACTIVE: Column.ACTIVE,
    CourseStatus.PAUSED: Column.PAUSED,
    CourseStatus.ENDED: Column.ENDED,
}


@dataclass(frozen=True, slots=True)
class Area:
    """One line of the overview. A number is None where fewer than five people, or what would tell
    of them, is behind it; `size` is None where nobody has entered it."""

    code: str
    level: int
    numbers: Mapping[Column, int | None]
    size: int | None

    @property
    def share(self) -> int | None:
        """How many percent of those who could take part are enrolled, rounded down."""
        enrolled = self.numbers[Column.ENROLLED]
        return None if enrolled is None or not self.size else 100 * enrolled // self.size

    @property
    def reached(self) -> int | None:
        """The highest mark that is reached, if one is."""
        share = self.share
        return max((mark for mark in TARGETS if share is not None and share >= mark), default=None)


@dataclass(frozen=True, slots=True)
class Programme:
    """The whole overview for one condition; weeks and speeds are of all conditions."""

    condition: Condition
    areas: tuple[Area, ...]
    weeks: tuple[Punctuality, ...]
    speeds: tuple[Speed, ...]


def programme(
    session: Session, *, teams: Collection[UUID], condition: Condition, now: datetime
) -> Programme:
    """The overview for the citizens of the teams."""
    counts = [
        one for one in people.count_courses(session, teams=teams) if one.condition is condition
    ]
    sizes = {row.area: row.people for row in queries.list_sizes(session, condition)}
    followed = select(people.followed_by(teams).c.id)
    weeks = punctuality(session, people=followed, bounds=_mondays(now))
    found = speeds(session, people=followed, since=now - timedelta(days=SPEED_DAYS))
    return Programme(
        condition,
        _areas(counts, sizes),
        tuple(one for one in weeks if one.people >= FEWEST),
        tuple(one for one in found if one.people >= FEWEST),
    )


def set_size(
    session: Session, *, actor: UUID, condition: Condition, area: str, people: int, now: datetime
) -> None:
    """Say how many people of an area could take part; the same number again changes nothing."""
    rows = [row for row in queries.list_sizes(session, condition) if row.area == area]
    if rows and rows[-1].people == people:
        return
    session.add(
        ProgrammeSize(condition=condition, area=area, people=people, set_by=actor, set_at=now)
    )
    session.flush()


def area_codes() -> list[str]:
    """Everything that a number of people can be entered for: country, provinces, municipalities."""
    return [WHOLE_COUNTRY, *provinces(), *municipalities()]


def _mondays(now: datetime) -> list[datetime]:
    """The beginnings of the last whole weeks and of this one."""
    today = local_day(now)
    monday = today - today.weekday() * DAY
    return [midnight(monday - back * 7 * DAY) for back in range(WEEKS, -1, -1)]


def _areas(counts: list[people.CourseCount], sizes: Mapping[str, int]) -> tuple[Area, ...]:
    values, children = _table(counts)
    hidden = hidden_cells(values, _sums(children))

    def area(code: str, level: int) -> Area:
        numbers = {
            column: None if (code, column) in hidden else values.get((code, column), 0)
            for column in Column
        }
        return Area(code, level, numbers, sizes.get(code))

    found = [area(WHOLE_COUNTRY, 0)]
    for province in [*provinces(), UNKNOWN]:
        if province not in children:
            continue
        found.append(area(province, 1))
        # A municipality whose number is hidden is not named: that there is somebody tells as well.
        known = [area(code, 2) for code in sorted(children[province])]
        found += [one for one in known if one.numbers[Column.ENROLLED] is not None or one.size]
    return tuple(found)


def _table(
    counts: list[people.CourseCount],
) -> tuple[dict[Cell, int], dict[str, tuple[str, ...]]]:
    """Every number by area and column, and the areas that each area is made of."""
    values: dict[Cell, int] = defaultdict(int)
    below: dict[str, dict[str, None]] = {WHOLE_COUNTRY: {}}
    for one in counts:
        province = province_of(one.municipality)
        areas = [WHOLE_COUNTRY, province]
        below[WHOLE_COUNTRY][province] = None
        below.setdefault(province, {})
        if one.municipality and province != UNKNOWN:
            areas.append(one.municipality)
            below[province][one.municipality] = None
        for area in areas:
            for column in (Column.ENROLLED, *PARTS):
                values[area, column] += 0
            values[area, Column.ENROLLED] += one.people
            values[area, COLUMNS[one.status]] += one.people
    for column in Column:
        values[WHOLE_COUNTRY, column] += 0
    return dict(values), {area: tuple(parts) for area, parts in below.items()}


def _sums(children: Mapping[str, tuple[str, ...]]) -> list[Sum[Cell]]:
    areas = {*children, *(part for parts in children.values() for part in parts)}
    across: list[Sum[Cell]] = [
        Sum((area, Column.ENROLLED), tuple((area, column) for column in PARTS))
        for area in sorted(areas)
    ]
    down: list[Sum[Cell]] = [
        Sum((area, column), tuple((part, column) for part in parts))
        for area, parts in children.items()
        if parts
        for column in Column
    ]
    return across + down
