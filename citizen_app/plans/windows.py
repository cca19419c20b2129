"""Windows of time: from the clock on the wall in Denmark to instants, and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """When one task can be done: UTC instants, `start` included, `end` not."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        require_aware(self.start)
        require_aware(self.end)
        if not self.start < self.end:
            raise ValueError("a window ends after it starts")

    @property
    def day(self) -> date:
        """The local day the window belongs to: the one it starts on."""
        return local_day(self.start)


@dataclass(frozen=True, slots=True)
class TaskRef:
    """Names one occurrence of an activity: what a submission keeps of the task it answers."""

    activity_id: UUID
    window_start: datetime
    window_end: datetime

    @property
    def window(self) -> Window:
        """The window of the task."""
        return Window(self.window_start, self.window_end)


def require_aware(moment: datetime) -> None:
    """Raise ValueError for a datetime that does not say its offset."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs an offset")


def local_day(moment: datetime) -> date:
    """The date in Denmark at an aware moment."""
    require_aware(moment)
    return moment.astimezone(COPENHAGEN).date()


def opening(wall: datetime) -> datetime:
    """The first instant (UTC) a naive wall clock time stands for; inside the missing hour, later.

    02:30 on the night the clocks go forward is 03:30; on the night they go back it is the
    first of the two, so that nobody is told "not yet" by a clock that says 02:30.
    """
    return wall.replace(tzinfo=COPENHAGEN, fold=0).astimezone(UTC)


def closing(wall: datetime) -> datetime:
    """The last instant (UTC) a naive wall clock time stands for: nobody is told "too late"."""
    first, second = (wall.replace(tzinfo=COPENHAGEN, fold=f).astimezone(UTC) for f in (0, 1))
    return max(first, second)


def midnight(day: date) -> datetime:
    """The instant (UTC) a local day begins."""
    return opening(datetime.combine(day, time.min))


def wall_window(day: date, opens: time, minutes: int) -> Window:
    """The window that opens on `day` at `opens` and closes `minutes` later by the wall clock.

    Where the clocks going forward leave nothing between the two, it lasts its minutes in full.
    """
    wall = datetime.combine(day, opens)
    start, end = opening(wall), closing(wall + timedelta(minutes=minutes))
    return Window(start, end if end > start else start + timedelta(minutes=minutes))
