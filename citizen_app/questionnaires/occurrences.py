"""How an occurrence of a task is written in an address: its window's start, or `extra`."""

from datetime import UTC, datetime

EXTRA = "extra"
PATTERN = "%Y%m%dT%H%MZ"


class NotAnOccurrence(ValueError):
    """A text in an address that names no window and is not `extra`."""


def write_occurrence(window_start: datetime | None) -> str:
    """`20261123T0700Z` for an aware window start (any zone), `extra` for none."""
    if window_start is None:
        return EXTRA
    return window_start.astimezone(UTC).strftime(PATTERN)


def read_occurrence(text: str) -> datetime | None:
    """The aware UTC window start, or None for `extra`; NotAnOccurrence for anything else."""
    if text == EXTRA:
        return None
    try:
        start = datetime.strptime(text, PATTERN).replace(tzinfo=UTC)
    except ValueError as error:
        raise NotAnOccurrence(text) from error
    # strptime also reads "2026113T…"; one window has one address.
    if write_occurrence(start) != text:
        raise NotAnOccurrence(text)
    return start
