"""Reads many readings of a person at once: points, figures of stretches of time, pages of rows.

Everything is selected as columns, never as entities: a series may be ten years long.
"""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, FromClause, and_, case, cast, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from citizen_app.measures import MeasureCode, Position, ReadingContext, from_scaled
from citizen_app.record.answers import AnsweredQuestion, answered_questions
from citizen_app.record.models import FaultyReading, FindingRow, Reading, Response, Submission
from citizen_app.record.queries import ML_PER_L, sent_reading
from citizen_app.record.rules import Colour, FindingKind
from citizen_app.record.shapes import (
    HistoryRow,
    MarkedAnswer,
    ReadingBucket,
    ReadingPoint,
    ReadingSpan,
)

# Values with different numbers of decimals are compared as whole numbers with this many.
SHARED_DECIMALS = 6
NEWER = aliased(Reading)
AS_SQLITE_STORES_IT = "%Y-%m-%d %H:%M:%S.%f"


def list_spans(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[ReadingSpan]:
    """How much there is of each measure; answered from the index alone."""
    at = col(Reading.measured_at)
    within = func.sum(case((and_(at >= since, at < until), 1), else_=0))
    rows = session.execute(
        select(col(Reading.measure), func.count(), within, func.min(at), func.max(at))
        .where(col(Reading.person_id) == person)
        .group_by(col(Reading.measure))
    )
    return [ReadingSpan(*row) for row in rows]


def first_measured_at(session: Session, *, person: UUID) -> datetime | None:
    """When the person first measured anything."""
    first = func.min(col(Reading.measured_at))
    spans = (
        select(first.label("at"))
        .where(col(Reading.person_id) == person)
        .group_by(col(Reading.measure))
        .subquery()
    )
    found: datetime | None = session.execute(select(func.min(spans.c.at))).scalar_one()
    return found


def list_points(
    session: Session,
    *,
    person: UUID,
    measures: Collection[MeasureCode],
    since: datetime,
    until: datetime,
    limit: int,
) -> list[ReadingPoint]:
    """Standing and skipped readings measured from `since` to before `until`, newest first."""
    at = col(Reading.measured_at)
    rows = session.execute(
        select(
            col(Reading.id),
            col(Reading.measure),
            col(Reading.scaled),
            col(Reading.decimals),
            at,
            col(Reading.position),
            col(Reading.oxygen_ml_per_min),
            col(Reading.skip_reason),
            col(Reading.replaces_id).is_not(None),
        )
        .where(*_of(person, measures), at >= since, at < until, _stands())
        .order_by(at.desc(), col(Reading.id))
        .limit(limit)
    )
    return [
        ReadingPoint(
            id=row_id,
            measure=measure,
            value=None if scaled is None else from_scaled(scaled, decimals),
            measured_at=measured_at,
            context=_context(position, oxygen),
            skip_reason=reason,
            is_correction=bool(is_correction),
        )
        for (
            row_id,
            measure,
            scaled,
            decimals,
            measured_at,
            position,
            oxygen,
            reason,
            is_correction,
        ) in rows
    ]


def list_buckets(
    session: Session,
    *,
    person: UUID,
    measures: Collection[MeasureCode],
    edges: Sequence[datetime],
) -> list[ReadingBucket]:
    """Figures of the standing values between each two neighbouring edges, in one query.

    A stretch without values has no bucket. Edges are aware instants in order, at least two.
    """
    # The outer join keeps SQLite from starting with the readings and trying every stretch on each.
    stretch = _stretches(session, edges)
    at = col(Reading.measured_at)
    exact = _with_shared_decimals()
    context = (col(Reading.position), func.coalesce(col(Reading.oxygen_ml_per_min), 0))
    rows = session.execute(
        select(
            stretch.c.number,
            col(Reading.measure),
            *context,
            func.count(),
            func.min(exact),
            func.max(exact),
            func.sum(exact),
            func.min(at),
            func.max(at),
        )
        .select_from(stretch)
        .outerjoin(
            Reading,
            and_(
                *_of(person, measures),
                at >= stretch.c.since,
                at < stretch.c.until,
                col(Reading.scaled).is_not(None),
                _stands(),
            ),
        )
        .group_by(stretch.c.number, col(Reading.measure), *context)
        .order_by(stretch.c.number)
    )
    return [_bucket(*row) for row in rows if row[1] is not None]


def count_moments(
    session: Session,
    *,
    person: UUID,
    measures: Collection[MeasureCode],
    since: datetime,
    until: datetime,
) -> int:
    """At how many different times something was measured, skipped or corrected."""
    at = col(Reading.measured_at)
    wanted = select(func.count(at.distinct())).where(
        *_of(person, measures), at >= since, at < until
    )
    count: int = session.execute(wanted).scalar_one()
    return count


def list_history(
    session: Session,
    *,
    person: UUID,
    measures: Collection[MeasureCode],
    since: datetime,
    until: datetime,
    offset: int,
    limit: int,
) -> list[HistoryRow]:
    """The readings of `limit` moments after the `offset` newest, newest first; corrected ones too.

    Readings of the same moment stay together, the one that stands first.
    """
    at = col(Reading.measured_at)
    moments = (
        select(at)
        .where(*_of(person, measures), at >= since, at < until)
        .distinct()
        .order_by(at.desc())
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(Reading, col(NEWER.id), col(Submission.actor_id), FaultyReading)
        .join(Submission, col(Submission.id) == col(Reading.submission_id))
        .outerjoin(NEWER, col(NEWER.replaces_id) == col(Reading.id))
        .outerjoin(FaultyReading, col(FaultyReading.reading_id) == col(Reading.id))
        .where(*_of(person, measures), at.in_(select(moments.c.measured_at)))
        .order_by(at.desc(), col(NEWER.id).is_not(None), col(Reading.id))
    )
    return [
        HistoryRow(sent_reading(row, newer_id, faulty), actor)
        for row, newer_id, actor, faulty in rows
    ]


def list_marked_answers(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[MarkedAnswer]:
    """Answers that were found red, received from `since` to before `until`, oldest first."""
    at = col(Submission.received_at)
    rows = session.execute(
        select(col(Submission.id), at, col(FindingRow.link_id), col(FindingRow.words))
        .join(FindingRow, col(FindingRow.submission_id) == col(Submission.id))
        .where(
            col(Submission.person_id) == person,
            at >= since,
            at < until,
            col(FindingRow.kind) == FindingKind.ANSWER,
            col(FindingRow.colour) == Colour.RED,
        )
        .order_by(at, col(FindingRow.place))
    )
    return [MarkedAnswer(*row) for row in rows]


def questions_of(
    session: Session, *, person: UUID, submissions: Collection[UUID]
) -> dict[UUID, list[AnsweredQuestion]]:
    """What was answered in some of the person's submissions, as it was worded."""
    rows = session.execute(
        select(col(Response.submission_id), col(Response.resource)).where(
            col(Response.person_id) == person, col(Response.submission_id).in_(submissions)
        )
    )
    return {
        submission: answered_questions(json.loads(resource, parse_float=Decimal))
        for submission, resource in rows
    }


def _of(person: UUID, measures: Collection[MeasureCode]) -> tuple[ColumnElement[bool], ...]:
    return (col(Reading.person_id) == person, col(Reading.measure).in_(sorted(measures)))


def _stands() -> ColumnElement[bool]:
    return ~exists().where(col(NEWER.replaces_id) == col(Reading.id)) & ~_is_faulty()


def _is_faulty() -> ColumnElement[bool]:
    return exists().where(col(FaultyReading.reading_id) == col(Reading.id))


def _with_shared_decimals() -> ColumnElement[int | None]:
    factors = {places: 10 ** (SHARED_DECIMALS - places) for places in range(SHARED_DECIMALS + 1)}
    return col(Reading.scaled) * case(factors, value=col(Reading.decimals)).cast(BigInteger)


def _stretches(session: Session, edges: Sequence[datetime]) -> FromClause:
    """Rows of number, since and until.

    The edges go in as one value, so that the statement stays the same and is compiled once.
    """
    if session.get_bind().dialect.name == "sqlite":
        texts = [edge.astimezone(UTC).strftime(AS_SQLITE_STORES_IT) for edge in edges]
        pairs = func.json_each(json.dumps(list(pairwise(texts)))).table_valued("key", "value")
        since, until = (func.json_extract(pairs.c.value, place) for place in ("$[0]", "$[1]"))
        return select(
            pairs.c.key.label("number"), since.label("since"), until.label("until")
        ).subquery("stretch")
    times = ARRAY(TIMESTAMP(timezone=True))
    columns = func.unnest(cast(edges[:-1], times), cast(edges[1:], times))
    pairs = columns.table_valued("since", "until", with_ordinality="place")
    pairs = pairs.render_derived(name="pair")
    number = (pairs.c.place - 1).label("number")
    return select(number, pairs.c.since, pairs.c.until).subquery("stretch")


def _bucket(
    number: int,
    measure: MeasureCode,
    position: Position | None,
    oxygen: int | None,
    count: int,
    low: int,
    high: int,
    total: int,
    first_at: datetime,
    last_at: datetime,
) -> ReadingBucket:
    return ReadingBucket(
        number=number,
        measure=measure,
        context=_context(position, oxygen),
        count=count,
        low=_exact(low),
        high=_exact(high),
        total=_exact(total),
        first_at=first_at,
        last_at=last_at,
    )


def _exact(scaled: int) -> Decimal:
    """From the shared decimals to the shortest exact decimal, never with an exponent."""
    value = from_scaled(int(scaled), SHARED_DECIMALS).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


@lru_cache(maxsize=256)
def _context(position: Position | None, oxygen_ml_per_min: int | None) -> ReadingContext | None:
    if position is None:
        return None
    return ReadingContext(position, oxygen_ml_per_min / ML_PER_L if oxygen_ml_per_min else None)
