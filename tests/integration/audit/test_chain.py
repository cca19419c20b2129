"""The audit trail of a person shows every change that somebody makes to it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col

from citizen_app.audit import service
from citizen_app.audit.models import AuditEvent
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
