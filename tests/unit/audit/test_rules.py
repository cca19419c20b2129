"""Each link of the trail depends on every field and on the link before."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from citizen_app.audit.rules import FIRST_HASH, link_hash

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LINK: dict[str, Any] = {
    "person": UUID(int=1),
    "sequence": 1,
    "at": NOW,
    "actor": UUID(int=2),
    "action": "submission:sent",
    "subject": UUID(int=3),
}


@pytest.mark.parametrize(
    "change",
    [
        {"person": UUID(int=9)},
        {"sequence": 2},
        {"at": NOW + timedelta(microseconds=1)},
        {"actor": None},
        {"actor": UUID(int=9)},
        {"action": "submission:seen"},
        {"subject": None},
    ],
)
def test_every_field_changes_the_hash(change: dict[str, Any]) -> None:
    assert link_hash(FIRST_HASH, **LINK) != link_hash(FIRST_HASH, **(LINK | change))


def test_the_link_before_changes_the_hash() -> None:
    assert link_hash(FIRST_HASH, **LINK) != link_hash("1" * 64, **LINK)


def test_who_acted_and_what_it_was_about_are_not_mixed_up() -> None:
    first = LINK | {"actor": UUID(int=9), "subject": None}
    second = LINK | {"actor": None, "subject": UUID(int=9)}
    assert link_hash(FIRST_HASH, **first) != link_hash(FIRST_HASH, **second)


def test_the_same_instant_on_another_clock_is_the_same() -> None:
    there = LINK | {"at": NOW.astimezone(ZoneInfo("Europe/Copenhagen"))}
    assert link_hash(FIRST_HASH, **there) == link_hash(FIRST_HASH, **LINK)
