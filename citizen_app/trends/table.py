"""The same numbers as a table: everything that was sent in a period, a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session

from citizen_app.measures import ReadingContext, SkipReason
from citizen_app.people import service as people
from citizen_app.people.rules import Role
from citizen_app.record import service as record
from citizen_app.record.shapes import HistoryRow, SentReading
from citizen_app.trends.periods import Period
from citizen_app.trends.subjects import Subject

ENTRIES = 20


@dataclass(frozen=True)
class Typist:
    """Who typed for the person; a role where it was a member of a care team."""

    name: str
    role: Role | None


@dataclass(frozen=True)
class Entry:
    """What was measured at one time in one context, or why it was not.

    `standing` is in the order of the subject's measures; `replaced` was corrected later.
    `typed_by` is whoever else than the person typed what stands.
    """

    at: datetime
    context: ReadingContext | None
    standing: tuple[SentReading, ...]
    replaced: tuple[SentReading, ...]
    typed_by: tuple[Typist, ...]

    @property
    def skip_reason(self) -> SkipReason | None:
        """Why there is no number."""
        return next((one.skip_reason for one in self.standing if one.skip_reason), None)

    @property
    def is_faulty(self) -> bool:
        """Whether the care team has found a number wrong, so that it does not count."""
        return any(one.faulty is not None for one in self.standing)

    @property
    def is_correction(self) -> bool:
        """Whether a number corrects an earlier one."""
        return any(one.replaces is not None for one in self.standing)

    @property
    def submission_id(self) -> UUID:
        """The submission that brought what stands, else what was replaced."""
        return (self.standing or self.replaced)[0].submission_id


@dataclass(frozen=True)
class TablePage:
    """Entries, newest first. Pages count from 1; `moments` is how many times were measured at."""

    entries: tuple[Entry, ...]
    page: int
    pages: int
    moments: int

    @property
    def only_context(self) -> ReadingContext | None:
        """The context of every number on the page, where they share one."""
        numbers = (entry for entry in self.entries if entry.skip_reason is None)
        contexts = {entry.context for entry in numbers}
        return contexts.pop() if len(contexts) == 1 else None


def table_page(
    session: Session, *, person: UUID, subject: Subject, period: Period, page: int
) -> TablePage:
    """A page of everything that was sent in the period, corrected and skipped readings too.

    A page that does not exist gives the nearest one that does.
    """
    moments = _count(session, person, subject, period)
    pages = max(1, -(-moments // ENTRIES))
    page = min(max(1, page), pages)
    entries = _entries(session, person, subject, period, ((page - 1) * ENTRIES, ENTRIES))
    return TablePage(tuple(entries), page, pages, moments)


def newest_entries(
    session: Session, *, person: UUID, subject: Subject, period: Period, most: int
) -> TablePage:
    """The entries of the `most` newest times of measuring, as one page."""
    moments = _count(session, person, subject, period)
    entries = _entries(session, person, subject, period, (0, most))
    return TablePage(tuple(entries), page=1, pages=1, moments=moments)


def _count(session: Session, person: UUID, subject: Subject, period: Period) -> int:
    return record.count_moments(
        session,
        person=person,
        measures=subject.measures,
        since=period.since,
        until=period.until,
    )


def _entries(
    session: Session, person: UUID, subject: Subject, period: Period, part: tuple[int, int]
) -> list[Entry]:
    offset, limit = part
    rows = record.list_history(
        session,
        person=person,
        measures=subject.measures,
        since=period.since,
        until=period.until,
        offset=offset,
        limit=limit,
    )
    others = {row.typed_by for row in rows} - {person}
    return entries_of(rows, subject, _typists(session, others))


def _typists(session: Session, others: set[UUID]) -> dict[UUID, Typist]:
    names = people.names_of(session, people=others)
    roles = people.roles_of(session, people=others)
    return {one: Typist(name, roles.get(one)) for one, name in names.items()}


def entries_of(
    rows: Iterable[HistoryRow], subject: Subject, typists: Mapping[UUID, Typist]
) -> list[Entry]:
    """Rows put together by time and context, newest first; `typists` are others than the person."""
    together: dict[tuple[datetime, ReadingContext | None], list[HistoryRow]] = defaultdict(list)
    for row in rows:
        reading = row.reading
        together[reading.measured_at.astimezone(UTC), _plain(reading.context)].append(row)
    newest_first = sorted(together, key=lambda key: (key[0], str(key[1])), reverse=True)
    return [_entry(key, together[key], subject, typists) for key in newest_first]


def _entry(
    key: tuple[datetime, ReadingContext | None],
    rows: list[HistoryRow],
    subject: Subject,
    typists: Mapping[UUID, Typist],
) -> Entry:
    at, context = key
    ordered = sorted(rows, key=lambda row: subject.measures.index(row.reading.measure))
    standing = [row for row in ordered if row.reading.replaced_by is None]
    typed_by = (typists[row.typed_by] for row in standing if row.typed_by in typists)
    return Entry(
        at=at,
        context=context,
        standing=tuple(row.reading for row in standing),
        replaced=tuple(row.reading for row in ordered if row.reading.replaced_by is not None),
        typed_by=tuple(dict.fromkeys(typed_by)),
    )


def _plain(context: ReadingContext | None) -> ReadingContext | None:
    """No litres and 0 litres are the same."""
    if context is None or context.oxygen_l_per_min:
        return context
    return ReadingContext(context.position)
