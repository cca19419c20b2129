"""A sent reading as a page to be corrected."""

from citizen_app.readings.rules import EnteredReading
from citizen_app.readings.shapes import Entry, EntryPage
from citizen_app.readings.wording import plain_number
from citizen_app.record.shapes import SentReading


def correction_page(reading: SentReading) -> EntryPage:
    """One measure, with the time it was measured as the usual one."""
    return EntryPage((reading.measure,), same_as=reading.measured_at)


def texts_of(reading: SentReading) -> dict[str, str]:
    """The fields as they would be typed for a sent reading."""
    texts = {"measured": "same"}
    if reading.skip_reason is not None:
        texts[f"{reading.measure}_skip"] = reading.skip_reason.value
    if reading.value is not None:
        texts[reading.measure] = plain_number(reading.value)
    if reading.context is not None:
        litres = reading.context.oxygen_l_per_min
        texts["spo2_position"] = reading.context.position.value
        texts["spo2_oxygen"] = "yes" if litres else "no"
        texts["spo2_litres"] = plain_number(litres) if litres else ""
    return texts


def is_unchanged(reading: SentReading, entry: Entry) -> bool:
    """Whether a complete entry says just what was sent before."""
    before = EnteredReading(reading.measure, reading.value, reading.context, reading.skip_reason)
    return entry.readings == (before,) and entry.measured_at == reading.measured_at
