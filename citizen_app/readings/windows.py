"""The window of a task as it stands in an address."""

from datetime import UTC, datetime

EXTRA = "extra"
PATTERN = "%Y%m%dT%H%MZ"
# Schedules are worked out around a window; at the ends of the calendar that would fail.
YEARS = range(2000, 2200)


def read_window(text: str) -> datetime | None:
    """The aware UTC start of a window ("20261123T0700Z"), or None for "extra".

    Raises ValueError for anything else, also for other spellings of the same instant.
    """
    if text == EXTRA:
        return None
    start = datetime.strptime(text, PATTERN).replace(tzinfo=UTC)
    if start.strftime(PATTERN) != text or start.year not in YEARS:
        raise ValueError(text)
    return start
