"""A calendar day as it is typed into three fields."""

from collections.abc import Mapping
from datetime import date

TypedDay = tuple[str, str, str]
PARTS = ("day", "month", "year")


def parse_day(typed: TypedDay) -> date | None:
    """A calendar day typed as day, month and year; a year of two digits is of this century."""
    parts = [part.strip() for part in typed]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def typed_day(day: date) -> TypedDay:
    """The three texts that `parse_day` reads back."""
    return str(day.day), str(day.month), str(day.year)


def day_fields(fields: Mapping[str, str], name: str) -> TypedDay:
    """The three texts of a day field of a form that was sent."""
    day, month, year = (fields.get(f"{name}-{part}", "") for part in PARTS)
    return day, month, year
