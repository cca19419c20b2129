"""All readings of a period as a table for a spreadsheet, in Danish form or for other programs.

Values are written digit by digit as they are stored. Whatever a person can have typed is kept
from being read as a formula.
"""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from flask_babel import force_locale, gettext

from citizen_app.measures import MEASURES, MeasureCode, Position
from citizen_app.measures.wording import measure_name, position_name, skip_reason_name, unit_name
from citizen_app.record.shapes import ListedReading
from citizen_app.web.formatting import local

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
BYTE_ORDER_MARK = "\ufeff"
NameOf = Callable[[UUID], str]
Cells = list[str]


class CsvForm(StrEnum):
    """How numbers, times and columns are written."""

    DANISH = "danish"
    INTERNATIONAL = "international"

    @property
    def language(self) -> str:
        """The language of headings and words."""
        return "da" if self is CsvForm.DANISH else "en"

    @property
    def separator(self) -> str:
        """What stands between two cells."""
        return ";" if self is CsvForm.DANISH else ","

    @property
    def start(self) -> str:
        """What the file begins with: Excel tells UTF-8 by it; other programs stumble over it."""
        return BYTE_ORDER_MARK if self is CsvForm.DANISH else ""


def csv_file(rows: Iterable[ListedReading], form: CsvForm, name_of: NameOf) -> bytes:
    """The whole file; `name_of` is asked for the name of each who typed."""
    file = io.BytesIO()
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    text.write(form.start)
    writer = csv.writer(text, delimiter=form.separator, lineterminator="\r\n")
    with force_locale(form.language):
        writer.writerow(headings())
        words = _Words(name_of)
        writer.writerows(_cells(row, form, words) for row in rows)
    return file.getvalue()


def headings() -> Cells:
    """The names of the columns, in the order of the cells."""
    return [
        gettext("Measure"),
        gettext("Number"),
        gettext("Unit"),
        gettext("Measured at"),
        gettext("Measured at, time zone"),
        gettext("At rest or after exertion"),
        gettext("Oxygen, litres a minute"),
        # Translators: heading of a column: stands, corrected later, or not measured
        gettext("Status"),
        gettext("Why it was not measured"),
        gettext("Typed by"),
        gettext("Received at, Danish time"),
        gettext("Code"),
        gettext("Code system"),
        gettext("Unit code"),
    ]


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: an apostrophe comes first."""
    starts = text.lstrip().startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS)
    return f"'{text}" if starts else text


def number_cell(value: Decimal | None, form: CsvForm) -> str:
    """All digits of a value, with a comma or a dot, and nothing between thousands."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.replace(".", ",") if form is CsvForm.DANISH else text


def _time_cell(moment: datetime, form: CsvForm) -> str:
    if form is CsvForm.INTERNATIONAL:
        return moment.isoformat(timespec="seconds")
    return f"{moment:%d-%m-%Y %H:%M:%S}"


class _Words:
    """Words of the cells, each looked up once: a file has many rows and few words."""

    def __init__(self, name_of: NameOf) -> None:
        self._name_of = name_of
        self._names: dict[UUID, str] = {}
        self.measures = {code: str(measure_name(code)) for code in MeasureCode}
        self.units = {code: str(unit_name(code)) for code in MeasureCode}
        self.positions = {position: str(position_name(position)) for position in Position}
        self.standing = str(gettext("Counts"))
        self.correction = str(gettext("Counts, corrects an earlier number"))
        self.replaced = str(gettext("Corrected later"))
        self.faulty = str(gettext("Found wrong by the team, does not count"))
        self.skipped = str(gettext("Not measured"))

    def name(self, person: UUID) -> str:
        """The name of who typed, harmless."""
        if person not in self._names:
            self._names[person] = inert(self._name_of(person))
        return self._names[person]

    def status(self, row: ListedReading) -> str:
        """What became of a reading."""
        if row.is_replaced:
            return self.replaced
        if row.is_faulty:
            return self.faulty
        if row.value is None:
            return self.skipped
        return self.correction if row.is_correction else self.standing


def _cells(row: ListedReading, form: CsvForm, words: _Words) -> Cells:
    measure = MEASURES[row.measure]
    coding = measure.codings[0]
    how = row.context
    litres = None if how is None else how.oxygen_l_per_min or Decimal(0)
    return [
        words.measures[row.measure],
        number_cell(row.value, form),
        words.units[row.measure],
        _time_cell(row.measured_at, form),
        # "UTC+01:00": a bare "+01:00" would be a formula.
        str(row.measured_at.tzinfo),
        words.positions[how.position] if how else "",
        number_cell(litres, form),
        words.status(row),
        inert(str(skip_reason_name(row.skip_reason))) if row.skip_reason else "",
        words.name(row.typed_by),
        _time_cell(local(row.received_at), form),
        coding.code,
        coding.system,
        measure.unit,
    ]
