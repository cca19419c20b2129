"""How the window of a task is written in an address: its start in UTC, or `extra`."""

from datetime import UTC, datetime

EXTRA = "extra"
PATTERN = "%Y%m%dT%H%MZ"


class NotAWindow(ValueError):
    """A text in an address that names no window and is not `extra`."""


def write_window(start: datetime | None) -> str:
    """`20261123T0700Z` for an aware start (any zone), `extra` for none."""
    if start is None:
        return EXTRA
    return start.astimezone(UTC).strftime(PATTERN)


def read_window(text: str) -> datetime | None:
    """The aware UTC start, or None for `extra`; NotAWindow for anything else."""
    if text == EXTRA:
        return None
    try:
        start = datetime.strptime(text, PATTERN).replace(tzinfo=UTC)
    except ValueError as error:
        raise NotAWindow(text) from error
    # strptime also reads "2026113T…"; one window has one address.
    if write_window(start) != text:
        raise NotAWindow(text)
    return start
