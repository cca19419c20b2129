"""Which tasks are missed, and since which look."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.plans.rules import TaskRef
from citizen_app.record.rules import MISSED_AFTER, newly_missed

NOW = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ACTIVITY = UUID(int=1)

instants = st.integers(0, 300).map(lambda hours: NOW - hours * HOUR)


def tasks(*hours_ago: int) -> list[TaskRef]:
    starts = [NOW - hours * HOUR for hours in hours_ago]
    return [TaskRef(ACTIVITY, start, start + HOUR) for start in starts]


def test_what_was_sent_is_not_missed() -> None:
    asked = tasks(50, 26, 25)
    sent = {(ACTIVITY, asked[1].window_start)}
    found = newly_missed(asked, sent=sent, after=NOW - 100 * HOUR, until=NOW)
    assert found == [asked[0], asked[2]]


def test_a_window_is_missed_only_after_the_grace() -> None:
    (task,) = tasks(10)
    ends = task.window_end + MISSED_AFTER
    before = ends - timedelta(seconds=1)
    assert newly_missed([task], sent=set(), after=NOW - 50 * HOUR, until=before) == []
    assert newly_missed([task], sent=set(), after=NOW - 50 * HOUR, until=ends) == [task]


@given(st.lists(instants, max_size=8))
def test_looks_one_after_another_find_each_window_once(looks: list[datetime]) -> None:
    asked = tasks(*range(2, 300, 7))
    points = [NOW - 400 * HOUR, *sorted(looks), NOW]
    found = [
        task
        for after, until in zip(points, points[1:], strict=False)
        for task in newly_missed(asked, sent=set(), after=after, until=until)
    ]
    assert sorted(found, key=lambda task: task.window_start) == sorted(
        newly_missed(asked, sent=set(), after=points[0], until=NOW),
        key=lambda task: task.window_start,
    )
