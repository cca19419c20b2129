"""Times of day as a care team types them: `8-12, 18.30–21`; nothing is the whole day."""

import re
from datetime import time

from citizen_app.plans.schedules import MINUTES_A_DAY, BadSchedule, Daily, Slot

WHOLE_DAY = (Slot(time(0), MINUTES_A_DAY),)
MOST_SLOTS = 6
LONGEST_TEXT = 100
CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
SLOT = re.compile(rf"(?:kl\.?\s*)?{CLOCK}\s*(?:-|–|—|til|to)\s*(?:kl\.?\s*)?{CLOCK}", re.ASCII)
BETWEEN = re.compile(r"[,;+]|\bog\b|\band\b|\s{2,}")


class NotTimes(ValueError):
    """A text that names no times of day."""


def read_times(text: str) -> tuple[Slot, ...]:
    """The slots in order; 24 is midnight. NotTimes when it cannot be understood."""
    plain = text.strip().casefold()
    if not plain:
        return WHOLE_DAY
    if len(plain) > LONGEST_TEXT:
        raise NotTimes(text)
    parts = [part.strip() for part in BETWEEN.split(plain) if part.strip()]
    if not 1 <= len(parts) <= MOST_SLOTS:
        raise NotTimes(text)
    try:
        slots = tuple(sorted(_slot(part) for part in parts))
        return Daily(slots).slots
    except (BadSchedule, ValueError) as why:
        raise NotTimes(text) from why


def write_times(slots: tuple[Slot, ...]) -> str:
    """The text that `read_times` reads back; empty for the whole day."""
    return "" if slots == WHOLE_DAY else ", ".join(_written(slot) for slot in slots)


def _slot(text: str) -> Slot:
    found = SLOT.fullmatch(text)
    if found is None:
        raise NotTimes(text)
    opens, closes = _minute(found[1], found[2]), _minute(found[3], found[4])
    if opens == MINUTES_A_DAY or closes <= opens:
        # Over midnight: until the next morning, or a whole day from then on.
        closes += MINUTES_A_DAY
    return Slot(time(*divmod(opens % MINUTES_A_DAY, 60)), closes - opens)


def _minute(hour: str, minute: str | None) -> int:
    whole = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or whole > MINUTES_A_DAY:
        raise NotTimes(hour)
    return whole


def _written(slot: Slot) -> str:
    opens = slot.opens.hour * 60 + slot.opens.minute
    closes = opens + slot.minutes
    return (
        f"{_clock(opens)}–{_clock(closes if closes == MINUTES_A_DAY else closes % MINUTES_A_DAY)}"
    )


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)
