"""The audit trail of a person shows every change that somebody makes to it."""

from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col

from citizen_app.audit import service
from citizen_app.audit.models import AuditChain, AuditEvent
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def three_events(session: Session, cast: Cast) -> None:
    for action in ("submission:sent", "submission:seen", "submission:handled"):
        service.record(session, actor=cast.anna, person=cast.anna, action=action, now=NOW)


def test_an_untouched_chain_holds(session: Session, cast: Cast) -> None:
    three_events(session, cast)
    session.expire_all()
    assert service.find_break(session, person=cast.anna) is None
    assert service.count(session, person=cast.anna) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"action": "submission:other"},
        {"actor_id": None},
        {"at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC)},
        {"hash": "0" * 64},
    ],
)
def test_a_changed_event_breaks_the_chain(
    session: Session, cast: Cast, change: dict[str, Any]
) -> None:
    three_events(session, cast)
    session.connection().execute(
        update(AuditEvent).where(col(AuditEvent.sequence) == 2).values(change)
    )
    session.expire_all()
    assert service.find_break(session, person=cast.anna) == 2


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_removed_event_breaks_the_chain(session: Session, cast: Cast, sequence: int) -> None:
    three_events(session, cast)
    session.connection().execute(delete(AuditEvent).where(col(AuditEvent.sequence) == sequence))
    session.expire_all()
    assert service.find_break(session, person=cast.anna) == sequence


def test_chains_of_two_people_do_not_mix(session: Session, cast: Cast) -> None:
    three_events(session, cast)
    service.record(session, actor=cast.anna, person=cast.frida, action="a:b", now=NOW)
    assert service.count(session, person=cast.frida) == 1
    assert service.find_break(session, person=cast.frida) is None


def test_a_chain_whose_end_was_forgotten_is_broken(session: Session, cast: Cast) -> None:
    three_events(session, cast)
    session.connection().execute(delete(AuditChain))
    session.expire_all()
    assert service.find_break(session, person=cast.anna) == 4


def test_events_written_on_another_clock_hold(session: Session, cast: Cast) -> None:
    there = NOW.astimezone(ZoneInfo("Europe/Copenhagen"))
    service.record(session, actor=cast.anna, person=cast.anna, action="a:b", now=there)
    session.expire_all()
    assert service.find_break(session, person=cast.anna) is None


def test_acts_at_once_stand_in_one_line(session: Session, cast: Cast) -> None:
    anna, engine = cast.anna, session.get_bind()
    session.commit()
    together = Barrier(8)

    def act() -> None:
        together.wait()
        with Session(engine) as own:
            service.record(own, actor=anna, person=anna, action="a:b", now=NOW)
            own.commit()

    threads = [Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert service.count(session, person=anna) == 8
    assert service.find_break(session, person=anna) is None


def test_an_act_that_is_taken_back_leaves_no_trace(session: Session, cast: Cast) -> None:
    three_events(session, cast)
    session.commit()
    service.record(session, actor=cast.anna, person=cast.anna, action="a:b", now=NOW)
    session.rollback()
    assert service.count(session, person=cast.anna) == 3
    assert service.find_break(session, person=cast.anna) is None


def test_nobody_has_an_empty_chain_that_holds(session: Session, cast: Cast) -> None:
    assert service.count(session, person=cast.jens) == 0
    assert service.find_break(session, person=cast.jens) is None
