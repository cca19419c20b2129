"""Pauses: a citizen asks, tasks show as paused at once, and the care team confirms."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.plans import queries
from citizen_app.plans.agenda import Agenda
from citizen_app.plans.models import Pause
from citizen_app.plans.rules import LONGEST_PAUSE, PauseReason, check_pause, local_day
from citizen_app.plans.shapes import PauseView


def pause_on(session: Session, *, person: UUID, day: date) -> PauseView | None:
    """The pause that covers a local day and has not been ended, confirmed or not."""
    running = next_pause(session, person=person, today=day)
    return running if running is not None and running.span.from_on <= day else None


def next_pause(session: Session, *, person: UUID, today: date) -> PauseView | None:
    """The pause of today or, without one, the next that has been asked for."""
    return Agenda((), tuple(queries.list_pauses(session, person, since=today))).next_pause(today)


def ask_for_pause(
    session: Session,
    *,
    actor: UUID,
    person: UUID,
    from_on: date,
    until_on: date,
    reason: PauseReason,
    now: datetime,
    longest: timedelta = LONGEST_PAUSE,
) -> PauseView:
    """Ask for a pause from a local day until another, the first day back; BadPause says why not.

    It counts at once. Asking again for the same days and reason returns the first.
    """
    today = local_day(now)
    audit.hold_chain(session, person=person)
    known = queries.list_pauses(session, person, since=today)
    for pause in known:
        days = (pause.span.from_on, pause.span.until_on, pause.span.ended_at)
        if days == (from_on, until_on, None) and pause.reason is reason:
            return pause
    spans = tuple(pause.span for pause in known)
    check_pause(from_on=from_on, until_on=until_on, today=today, others=spans, longest=longest)
    row = Pause(
        person_id=person,
        reason=reason,
        from_on=from_on,
        until_on=until_on,
        asked_at=now,
        asked_by=actor,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor=actor, person=person, action="pause:asked", subject=row.id, now=now)
    return queries.pause_view(row)


def end_pause(
    session: Session, *, actor: UUID, person: UUID, pause_id: UUID, now: datetime
) -> PauseView:
    """End a pause early, or call it off; one that has been ended stays as it is."""
    row = _pause_of(session, person, pause_id)
    if row.ended_at is None:
        row.ended_at, row.ended_by = now, actor
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="pause:ended", subject=row.id, now=now
        )
    return queries.pause_view(row)


def confirm_pause(
    session: Session, *, actor: UUID, person: UUID, pause_id: UUID, now: datetime
) -> PauseView:
    """Note that the care team has seen and agreed to a pause; the first one to do so stands."""
    row = _pause_of(session, person, pause_id)
    if row.confirmed_at is None:
        row.confirmed_at, row.confirmed_by = now, actor
        session.flush()
        audit.record(
            session, actor=actor, person=person, action="pause:confirmed", subject=row.id, now=now
        )
    return queries.pause_view(row)


def _pause_of(session: Session, person: UUID, pause_id: UUID) -> Pause:
    row = queries.find_pause(session, person, pause_id)
    if row is None:
        raise NotFound
    return row
