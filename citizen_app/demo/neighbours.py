"""Other invented citizens of the team, so that its work list looks like one. Nobody signs in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from sqlmodel import Session

from citizen_app.demo.plans import OXYGEN, plan_for_neighbour
from citizen_app.demo.team import Team, add_neighbour
from citizen_app.measures import MeasureCode, Position, ReadingContext, SkipReason
from citizen_app.plans import service as plans
from citizen_app.plans.rules import COPENHAGEN, DAY, midnight
from citizen_app.plans.service import ActivityView
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind
from citizen_app.record.shapes import NewReading, NewSubmission

DAYS = 8
AT_REST = ReadingContext(position=Position.REST)
Pair = tuple[int, int]
USUAL: Pair = (93, 76)


@dataclass(frozen=True)
class Neighbour:
    """One of them. `last` are oxygen and pulse of the newest days, which nobody has looked at.

    None is a day without anything, or one on which she was too unwell to measure.
    """

    name: str
    last: tuple[Pair | None, ...] = ()
    is_too_unwell: bool = False
    corrects_last: bool = False


NEIGHBOURS = (
    Neighbour("Aase Holm", last=((86, 104), (91, 88))),
    Neighbour("Bent Krogh", last=(None,), is_too_unwell=True),
    Neighbour("Ruth Lind", last=((90, 92),)),
    Neighbour("Poul Dam", last=(None, None, None)),
    Neighbour("Grethe Vig", last=((94, 74), (93, 78))),
    Neighbour("Svend Juhl", last=((92, 81),), corrects_last=True),
    Neighbour("Tove Bang", last=((94, 72),)),
)


def add_neighbours(
    session: Session, *, team: Team, keys: Random, now: datetime, today: date
) -> None:
    """A week of readings for each of them; the team has looked at all but the newest."""
    began = now - DAYS * DAY
    for neighbour in NEIGHBOURS:
        extended = add_neighbour(session, team=team, name=neighbour.name, began=began)
        oxygen = plan_for_neighbour(session, team=extended, role=neighbour.name, now=began)
        _Week(session, extended, neighbour, oxygen, keys).write(today)


@dataclass(frozen=True)
class _Week:
    session: Session
    team: Team
    neighbour: Neighbour
    oxygen: ActivityView
    keys: Random

    @property
    def person(self) -> UUID:
        return self.team.people[self.neighbour.name]

    def write(self, today: date) -> None:
        days = [today - ago * DAY for ago in range(DAYS - 1, 0, -1)]
        new = len(self.neighbour.last)
        for day in days[: len(days) - new]:
            self._look(self._send(day, USUAL), day)
        for day, pair in zip(days[len(days) - new :], self.neighbour.last, strict=True):
            if pair is not None or self.neighbour.is_too_unwell:
                self._send(day, pair)

    def _send(self, day: date, pair: Pair | None) -> record.Receipt:
        at = datetime.combine(day, time(8, 10), COPENHAGEN)
        readings = tuple(
            NewReading(
                measure,
                None if pair is None else Decimal(pair[place]),
                at,
                context=AT_REST if pair and measure is MeasureCode.SPO2 else None,
                skip_reason=SkipReason.TOO_UNWELL if pair is None else None,
            )
            for place, measure in enumerate(OXYGEN)
        )
        task = plans.find_task(
            self.session,
            person=self.person,
            activity_id=self.oxygen.id,
            window_start=midnight(day),
        )
        receipt = self._store(NewSubmission(key=self._key(), task=task, readings=readings), at)
        if self.neighbour.corrects_last and pair in self.neighbour.last:
            right = replace(readings[1], value=Decimal(80), replaces=receipt.readings[1].id)
            self._store(NewSubmission(key=self._key(), readings=(right,)), at)
        return receipt

    def _store(self, submission: NewSubmission, at: datetime) -> record.Receipt:
        return record.send(
            self.session,
            actor=self.person,
            person=self.person,
            submission=submission,
            now=(at + timedelta(minutes=2)).astimezone(UTC),
        )

    def _look(self, receipt: record.Receipt, day: date) -> None:
        record.acknowledge(
            self.session,
            actor=self.team.nurse,
            person=self.person,
            submission_id=receipt.id,
            kind=AcknowledgementKind.SEEN,
            now=datetime.combine(day, time(10), COPENHAGEN).astimezone(UTC),
        )

    def _key(self) -> UUID:
        return UUID(int=self.keys.getrandbits(128), version=4)
