"""One day: everything that was sent or measured on it, and the days beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.database import NotFound
from citizen_app.plans.rules import DAY, local_day, midnight
from citizen_app.record import service as record
from citizen_app.record.shapes import Receipt
from citizen_app.trends.periods import EARLIEST

MOST_RECEIPTS = 30


@dataclass(frozen=True)
class DayShown:
    """A local day with what belongs to it, in the order it was received.

    `has_more` is true where there is more than can be shown; `before` and `after` are the
    nearest days with something on them.
    """

    day: date
    receipts: tuple[Receipt, ...]
    has_more: bool
    before: date | None
    after: date | None


def open_day(session: Session, *, person: UUID, day: date, today: date) -> DayShown:
    """A day up to today. NotFound for a day that has not come yet."""
    if not EARLIEST <= day <= today:
        raise NotFound
    since, until = midnight(day), midnight(day + DAY)
    receipts = record.receipts_between(
        session, person=person, since=since, until=until, limit=MOST_RECEIPTS + 1
    )
    before, after = record.moments_beside(session, person=person, since=since, until=until)
    return DayShown(
        day=day,
        receipts=tuple(receipts[:MOST_RECEIPTS]),
        has_more=len(receipts) > MOST_RECEIPTS,
        before=_day(before),
        after=_day(after, latest=today),
    )


def _day(at: datetime | None, latest: date | None = None) -> date | None:
    day = None if at is None else local_day(at)
    return None if day is None or (latest is not None and day > latest) else day
