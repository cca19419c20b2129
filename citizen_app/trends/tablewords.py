"""The words of a row in the table of numbers."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext

from citizen_app.measures import MeasureCode
from citizen_app.measures.wording import skip_reason_name, unit_name
from citizen_app.plans.rules import local_day
from citizen_app.record.shapes import SentReading
from citizen_app.record.wording import typist
from citizen_app.trends.subjects import Subject
from citizen_app.trends.table import Entry, Typist
from citizen_app.trends.wording import Sentence
from citizen_app.web.formatting import format_number


def typed_by(one: Typist) -> str:
    """ "Tastet af hjemmepleje", or the name of a relative."""
    return str(gettext("Typed by %(name)s", name=typist(one.name, one.role)))


def number_text(subject: Subject, readings: Sequence[SentReading]) -> Sentence:
    """ "92 %", "135 over 80 mmHg"; empty where nothing was measured."""
    values = [one for one in readings if one.value is not None]
    if not values:
        return ""
    numbers = [format_number(one.value) for one in values if one.value is not None]
    unit = unit_name(subject.first)
    if len(numbers) == 2 and subject.is_pair:
        pair = gettext("%(high)s over %(low)s", high=numbers[0], low=numbers[1])
        return f"{pair} {unit}"
    text = f"{', '.join(numbers)} {unit}"
    if not subject.is_pair:
        return text
    if values[0].measure is MeasureCode.SYSTOLIC:
        return gettext("The high number: %(number)s", number=text)
    return gettext("The low number: %(number)s", number=text)


def day_of(entry: Entry) -> date:
    """The day to open for a row."""
    return local_day(entry.at)


def skip_words(entry: Entry) -> Sentence:
    """ "Ikke målt: Apparatet virker ikke"; empty where there is a number."""
    if entry.skip_reason is None:
        return ""
    return gettext("Not measured: %(reason)s", reason=skip_reason_name(entry.skip_reason))
