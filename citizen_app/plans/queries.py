"""Reads about plans, always starting from a person; rows become frozen values here."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, or_, select

from citizen_app.measures import MeasureCode, ReadingContext, from_scaled
from citizen_app.plans.models import Activity, Baseline, Pause, Plan, Threshold
from citizen_app.plans.rules import (
    ChangeLimits,
    PauseSpan,
    Schedule,
    Text,
    UsualRange,
    schedule_from_json,
)
from citizen_app.plans.shapes import (
    ActivityView,
    AskedOf,
    BaselineView,
    DatedThreshold,
    PauseView,
    PlanView,
    SetThreshold,
    ThresholdView,
)

ML_PER_L = Decimal(1000)


def find_plan(session: Session, person: UUID, plan: UUID) -> Plan | None:
    """One plan of the person."""
    return session.exec(select(Plan).where(Plan.id == plan, Plan.person_id == person)).first()


def list_running_plans(session: Session, person: UUID) -> list[Plan]:
    """Plans that have not ended, oldest first."""
    found = select(Plan).where(Plan.person_id == person, col(Plan.ended_at).is_(None))
    return list(session.exec(found.order_by(col(Plan.started_at), col(Plan.id))))


def find_activity(session: Session, person: UUID, activity: UUID) -> Activity | None:
    """One activity of the person, running or ended."""
    return session.exec(
        select(Activity).join(Plan).where(Activity.id == activity, Plan.person_id == person)
    ).first()


def list_activities(
    session: Session, person: UUID, *, since: datetime, until: datetime | None
) -> list[ActivityView]:
    """Activities valid at some time from `since` to before `until`, in the plan's order."""
    wanted = (
        select(Activity)
        .join(Plan)
        .where(
            Plan.person_id == person,
            _reaches(col(Activity.valid_until), since),
        )
    )
    if until is not None:
        wanted = wanted.where(col(Activity.valid_from) < until)
    order = (col(Activity.position), col(Activity.valid_from), col(Activity.id))
    return [activity_view(row) for row in session.exec(wanted.order_by(*order))]


def count_activities(session: Session, plan: UUID) -> int:
    """How many activities a plan has had."""
    return session.exec(select(func.count()).where(col(Activity.plan_id) == plan)).one()


def list_thresholds(session: Session, person: UUID, *, at: datetime) -> list[ThresholdView]:
    """Thresholds that stand at an instant, by measure and context."""
    rows = session.exec(
        select(Threshold)
        .join(Plan)
        .where(
            Plan.person_id == person,
            Threshold.valid_from <= at,
            _reaches(col(Threshold.valid_until), at),
        )
        .order_by(col(Threshold.measure), col(Threshold.valid_from), col(Threshold.id))
    )
    return [threshold_view(row) for row in rows]


def list_dated_thresholds(
    session: Session, person: UUID, *, since: datetime, until: datetime
) -> list[DatedThreshold]:
    """Thresholds that stood at some time from `since` to before `until`, oldest first."""
    rows = session.exec(
        select(Threshold)
        .join(Plan)
        .where(
            Plan.person_id == person,
            Threshold.valid_from < until,
            _reaches(col(Threshold.valid_until), since),
        )
        .order_by(col(Threshold.valid_from), col(Threshold.id))
    )
    return [DatedThreshold(threshold_view(row), row.valid_from, row.valid_until) for row in rows]


def list_set_thresholds(session: Session, person: UUID) -> list[SetThreshold]:
    """Everything that was ever set in plans that run, the newest first."""
    rows = session.exec(
        select(Threshold)
        .join(Plan)
        .where(Plan.person_id == person, col(Plan.ended_at).is_(None))
        .order_by(col(Threshold.valid_from).desc(), col(Threshold.id))
    )
    return [
        SetThreshold(
            id=row.id,
            plan_id=row.plan_id,
            threshold=threshold_view(row),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            set_by=row.set_by,
            reason=row.reason,
        )
        for row in rows
    ]


def list_baselines(
    session: Session, person: UUID, *, since: datetime, until: datetime
) -> list[BaselineView]:
    """Baselines that counted at some time from `since` to before `until`, oldest first."""
    rows = session.exec(
        select(Baseline)
        .where(
            Baseline.person_id == person,
            Baseline.valid_from < until,
            _reaches(col(Baseline.valid_until), since),
        )
        .order_by(col(Baseline.valid_from), col(Baseline.confirmed_at), col(Baseline.id))
    )
    return [baseline_view(row) for row in rows]


def list_standing_baselines(
    session: Session, person: UUID, measure: MeasureCode, context: ReadingContext | None
) -> list[Baseline]:
    """Baselines of a measure in exactly this context that nothing has replaced yet."""
    return list(
        session.exec(
            select(Baseline).where(
                Baseline.person_id == person,
                Baseline.measure == measure,
                col(Baseline.position).is_not_distinct_from(context and context.position),
                col(Baseline.oxygen_ml_per_min).is_not_distinct_from(ml_per_min(context)),
                col(Baseline.valid_until).is_(None),
            )
        )
    )


def ml_per_min(context: ReadingContext | None) -> int | None:
    """Oxygen of a context as stored: whole millilitres, 0 without oxygen, None without context."""
    return None if context is None else int((context.oxygen_l_per_min or 0) * ML_PER_L)


def list_activity_rows(session: Session, plan: UUID, *, after: datetime) -> list[Activity]:
    """Rows of a plan that would be valid after an instant."""
    reaches = _reaches(col(Activity.valid_until), after)
    return list(session.exec(select(Activity).where(Activity.plan_id == plan, reaches)))


def list_standing_thresholds(
    session: Session, plan: UUID, measure: MeasureCode | None = None
) -> list[Threshold]:
    """Thresholds of a plan, or of one measure in it, that nothing has replaced yet."""
    wanted = select(Threshold).where(
        Threshold.plan_id == plan, col(Threshold.valid_until).is_(None)
    )
    if measure is not None:
        wanted = wanted.where(Threshold.measure == measure)
    return list(session.exec(wanted))


def find_pause(session: Session, person: UUID, pause: UUID) -> Pause | None:
    """One pause of the person."""
    return session.exec(select(Pause).where(Pause.id == pause, Pause.person_id == person)).first()


def list_pauses(session: Session, person: UUID, *, since: date) -> list[PauseView]:
    """Pauses with a day on or after `since`, ended early or not, by their first day."""
    rows = session.exec(
        select(Pause)
        .where(Pause.person_id == person, Pause.until_on > since)
        .order_by(col(Pause.from_on), col(Pause.asked_at))
    )
    return [pause_view(row) for row in rows]


def plan_view(row: Plan) -> PlanView:
    """The frozen value of a plan."""
    return PlanView(row.id, row.course_id, row.shows_triage, row.started_at, row.ended_at)


def activity_view(row: Activity) -> ActivityView:
    """The frozen value of an activity, its schedule read from JSON."""
    return ActivityView(
        id=row.id,
        plan_id=row.plan_id,
        kind=row.kind,
        title=Text(row.title_da, row.title_en, row.title_language),
        measures=tuple(MeasureCode(measure) for measure in row.measures),
        questionnaire_url=row.questionnaire_url,
        questionnaire_version=row.questionnaire_version,
        schedule=schedule_from_json(row.schedule),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def threshold_view(row: Threshold) -> ThresholdView:
    """The frozen value of a threshold, its limits as exact decimals."""

    def exact(scaled: int | None) -> Decimal | None:
        return None if scaled is None else _shortest(from_scaled(scaled, row.decimals))

    return ThresholdView(
        measure=row.measure,
        position=row.position,
        with_oxygen=row.with_oxygen,
        red_below=exact(row.red_below),
        yellow_below=exact(row.yellow_below),
        yellow_above=exact(row.yellow_above),
        red_above=exact(row.red_above),
        red_words=row.red_words,
        yellow_words=row.yellow_words,
        change=_change(row, exact),
    )


def _shortest(value: Decimal) -> Decimal:
    """Without the decimals that only its neighbours need, and never with an exponent."""
    is_whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if is_whole else value.normalize()


def _change(row: Threshold, exact: Callable[[int | None], Decimal | None]) -> ChangeLimits | None:
    if row.change_days is None:
        return None
    return ChangeLimits(
        days=row.change_days,
        yellow_rise=exact(row.yellow_rise),
        red_rise=exact(row.red_rise),
        yellow_fall=exact(row.yellow_fall),
        red_fall=exact(row.red_fall),
    )


def baseline_view(row: Baseline) -> BaselineView:
    """The frozen value of a baseline, its range as exact decimals."""
    litres = row.oxygen_ml_per_min / ML_PER_L if row.oxygen_ml_per_min else None
    return BaselineView(
        id=row.id,
        measure=row.measure,
        context=None if row.position is None else ReadingContext(row.position, litres),
        usual=UsualRange(from_scaled(row.low, row.decimals), from_scaled(row.high, row.decimals)),
        readings=row.readings,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
    )


def pause_view(row: Pause) -> PauseView:
    """The frozen value of a pause."""
    span = PauseSpan(row.asked_at, row.from_on, row.until_on, row.ended_at)
    return PauseView(row.id, row.reason, span, row.confirmed_at)


def _reaches(valid_until: Mapped[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(valid_until.is_(None), valid_until > at)


def list_people_with_plans(session: Session) -> list[UUID]:
    """Everybody with a running plan."""
    return list(session.exec(select(Plan.person_id).where(col(Plan.ended_at).is_(None)).distinct()))


def list_people_asked(session: Session, *, url: str, version: str, at: datetime) -> list[UUID]:
    """Everybody whose plan asks for a version of a questionnaire now or later."""
    return list(
        session.exec(
            select(Plan.person_id)
            .join(Activity)
            .where(
                Activity.questionnaire_url == url,
                Activity.questionnaire_version == version,
                _reaches(col(Activity.valid_until), at),
            )
            .distinct()
        )
    )


def count_people_asked(session: Session, *, at: datetime) -> dict[tuple[str, str], int]:
    """How many are asked for each (url, version) of a questionnaire now or later."""
    rows = session.execute(
        select_columns(
            col(Activity.questionnaire_url),
            col(Activity.questionnaire_version),
            func.count(col(Plan.person_id).distinct()),
        )
        .join(Plan, col(Plan.id) == col(Activity.plan_id))
        .where(
            col(Activity.questionnaire_url).is_not(None), _reaches(col(Activity.valid_until), at)
        )
        .group_by(col(Activity.questionnaire_url), col(Activity.questionnaire_version))
    )
    return {(row[0], row[1]): row[2] for row in rows}


def list_people_with_plans_after(session: Session, after: UUID | None, *, limit: int) -> list[UUID]:
    """The first of those with a running plan whose ids come after one."""
    wanted = select(Plan.person_id).where(col(Plan.ended_at).is_(None)).distinct()
    if after is not None:
        wanted = wanted.where(col(Plan.person_id) > after)
    return list(session.exec(wanted.order_by(col(Plan.person_id)).limit(limit)))


def list_asked_of_people(
    session: Session, people: Collection[UUID], *, since: datetime, until: datetime
) -> Iterator[AskedOf]:
    """When each person is asked something, from activities valid from `since` to `until`."""
    rows = session.execute(
        select_columns(
            col(Plan.person_id),
            col(Activity.id),
            col(Activity.schedule),
            col(Activity.valid_from),
            col(Activity.valid_until),
            col(Activity.added_at),
        )
        .join(Activity, col(Activity.plan_id) == col(Plan.id))
        .where(
            col(Plan.person_id).in_(people),
            col(Activity.valid_from) < until,
            _reaches(col(Activity.valid_until), since),
        )
        .order_by(col(Plan.person_id), col(Activity.position), col(Activity.id))
    )
    known: dict[str, Schedule] = {}
    for person, activity_id, stored, valid_from, valid_until, added_at in rows:
        text = repr(stored)
        schedule = known.get(text) or known.setdefault(text, schedule_from_json(stored))
        yield AskedOf(person, activity_id, schedule, valid_from, valid_until, added_at)


def list_pauses_of_people(
    session: Session, people: Collection[UUID], *, since: date
) -> list[tuple[UUID, PauseSpan]]:
    """Pauses of several people with a day on or after `since`."""
    rows = session.exec(
        select(Pause).where(col(Pause.person_id).in_(people), col(Pause.until_on) > since)
    )
    return [(row.person_id, pause_view(row).span) for row in rows]


def list_thresholds_of_people(
    session: Session, people: Collection[UUID], *, at: datetime
) -> list[tuple[UUID, ThresholdView]]:
    """Thresholds of several people that stand at an instant."""
    rows = session.exec(
        select(Threshold, Plan.person_id)
        .join(Plan)
        .where(
            col(Plan.person_id).in_(people),
            Threshold.valid_from <= at,
            _reaches(col(Threshold.valid_until), at),
        )
        .order_by(col(Threshold.measure), col(Threshold.valid_from), col(Threshold.id))
    )
    return [(person, threshold_view(row)) for row, person in rows]


def list_baselines_of_people(
    session: Session, people: Collection[UUID]
) -> list[tuple[UUID, BaselineView]]:
    """Baselines of several people that nothing has replaced yet."""
    rows = session.exec(
        select(Baseline)
        .where(col(Baseline.person_id).in_(people), col(Baseline.valid_until).is_(None))
        .order_by(col(Baseline.valid_from), col(Baseline.confirmed_at), col(Baseline.id))
    )
    return [(row.person_id, baseline_view(row)) for row in rows]
