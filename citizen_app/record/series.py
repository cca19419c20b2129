"""Reads many readings of a person at once: points, figures of stretches of time, pages of rows.

Everything is selected as columns, never as entities: a series may be ten years long.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Integer,
    and_,
    case,
    column,
    exists,
    func,
    select,
    values,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from citizen_app.measures import MeasureCode, Position, ReadingContext, from_scaled
from citizen_app.record.answers import AnsweredQuestion, answered_questions
from citizen_app.record.models import FindingRow, Reading, Response, Submission
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
    return [ReadingSpan(*row) for row in rows.tuples()]


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
        ) in rows.tuples()
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
    stretch = _stretches(edges)
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
        .join(
            Reading,
            and_(*_of(person, measures), at >= stretch.c.since, at < stretch.c.until),
        )
        .where(col(Reading.scaled).is_not(None), _stands())
        .group_by(stretch.c.number, col(Reading.measure), *context)
        .order_by(stretch.c.number)
    )
    return [
        ReadingBucket(
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
        for number, measure, position, oxygen, count, low, high, total, first_at, last_at in (
            rows.tuples()
        )
    ]


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
    newer = aliased(Reading)
    rows = session.execute(
        select(Reading, col(newer.id), col(Submission.actor_id))
        .join(Submission, col(Submission.id) == col(Reading.submission_id))
        .outerjoin(newer, col(newer.replaces_id) == col(Reading.id))
        .where(*_of(person, measures), at.in_(select(moments.c.measured_at)))
        .order_by(at.desc(), col(newer.id).is_not(None), col(Reading.id))
    )
    return [
        HistoryRow(sent_reading(row, newer_id), actor) for row, newer_id, actor in rows.tuples()
    ]


def list_marked_answers(
    session: Session, *, person: UUID, since: datetime, until: datetime
) -> list[MarkedAnswer]:
    """Answers that were found red, received from `since` to before `until`, oldest first."""
    at = col(Submission.received_at)
    rows = session.execute(
        select(col(Submission.id), at, col(FindingRow.link_id))
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
    return [MarkedAnswer(*row) for row in rows.tuples()]


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
        for submission, resource in rows.tuples()
    }


def _of(person: UUID, measures: Collection[MeasureCode]) -> tuple[ColumnElement[bool], ...]:
    return (col(Reading.person_id) == person, col(Reading.measure).in_(sorted(measures)))


def _stands() -> ColumnElement[bool]:
    newer = aliased(Reading)
    return ~exists().where(col(newer.replaces_id) == col(Reading.id))


def _with_shared_decimals() -> ColumnElement[int | None]:
    factors = {places: 10 ** (SHARED_DECIMALS - places) for places in range(SHARED_DECIMALS + 1)}
    return col(Reading.scaled) * case(factors, value=col(Reading.decimals)).cast(BigInteger)


def _stretches(edges: Sequence[datetime]) -> CTE:
    pairs = zip(edges, edges[1:], strict=False)
    columns = (
        column("number", Integer),
        column("since", UTCDateTime),
        column("until", UTCDateTime),
    )
    return (
        values(*columns, name="stretch")
        .data([(number, since, until) for number, (since, until) in enumerate(pairs)])
        .cte("stretch")
    )


def _exact(scaled: int) -> Decimal:
    """From the shared decimals to the shortest exact decimal, never with an exponent."""
    value = from_scaled(int(scaled), SHARED_DECIMALS).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _context(position: Position | None, oxygen_ml_per_min: int | None) -> ReadingContext | None:
    if position is None:
        return None
    return ReadingContext(position, oxygen_ml_per_min / ML_PER_L if oxygen_ml_per_min else None)
