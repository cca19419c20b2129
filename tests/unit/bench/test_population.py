"""Copies of a citizen's rows, and readings for long trends."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Uuid

from bench.parts.pages import missing
from bench.population import Pattern, Size, new_ids
from bench.series import oxygen

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_copies_have_other_ids_and_leave_the_pattern_alone() -> None:
    table = Table("t", MetaData(), Column("id", Uuid), Column("owner", Uuid), Column("n", Integer))
    pattern = Pattern(table, (["a", "b", 1],), (0, 1))
    assert list(pattern.copies({"a": "x"})) == [["x", "b", 1]]
    assert pattern.rows == (["a", "b", 1],)
    assert pattern.place("n") == 2


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_new_ids_are_all_different(kind: str) -> None:
    assert len({UUID(one) for one in new_ids(500, kind)}) == 500


@pytest.mark.parametrize(
    ("count", "a_day", "days"), [(90, 1, 90), (3650, 1, 3650), (7300, 2, 3650)]
)
def test_a_series_has_as_many_readings_as_it_says(count: int, a_day: int, days: int) -> None:
    times = [reading.at for reading in oxygen(NOW, count, a_day)]
    assert len(set(times)) == count
    assert max(times) < NOW
    assert timedelta(days=days - 2) < NOW - min(times) < timedelta(days=days + 1)


def test_what_is_missing_counts_how_often() -> None:
    assert missing(("Ja", "Ja", "Nej"), ("Ja",)) == ["Ja", "Nej"]
    assert missing(("Ja",), ("Ja", "Nej")) == []


def test_a_size_is_told_in_words() -> None:
    assert str(Size(100_000, 1_000)) == "100,000 citizens, two years for 1,000"
