"""Cells of the spreadsheet: exact decimals, and nothing that is read as a formula."""

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.measures import MeasureCode, Position, ReadingContext
from citizen_app.record.shapes import ListedReading
from citizen_app.trends.csv_file import FORMULA_STARTS, CsvForm, csv_file, inert

KAREN = UUID(int=1)
AT = datetime(2026, 11, 25, 7, 46, tzinfo=timezone(timedelta(hours=1)))
FORMS = tuple(CsvForm)
VALUES = st.decimals(min_value=0, max_value=99_999, places=3) | st.decimals(
    min_value=0, max_value=999, places=1
)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
app = Flask("csv")
Babel(app)


def reading(value: Decimal, litres: Decimal | None = None) -> ListedReading:
    return ListedReading(
        measure=MeasureCode.SPO2,
        value=value,
        measured_at=AT,
        received_at=AT.astimezone(UTC),
        context=ReadingContext(Position.REST, litres),
        skip_reason=None,
        is_correction=False,
        is_replaced=False,
        typed_by=KAREN,
    )


def read_back(rows: list[ListedReading], form: CsvForm, name: str = "Karen") -> list[list[str]]:
    with app.test_request_context():
        body = csv_file(rows, form, lambda _: name)
    encoding = "utf-8-sig" if form is CsvForm.DANISH else "utf-8"
    text = io.StringIO(body.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=form.separator))[1:]


@pytest.mark.parametrize("form", FORMS)
@given(values=st.lists(VALUES, min_size=1, max_size=8))
def test_reading_the_file_back_gives_exactly_the_same_decimals(
    form: CsvForm, values: list[Decimal]
) -> None:
    back = [row[1].replace(",", ".") for row in read_back([reading(v) for v in values], form)]
    assert [Decimal(text).as_tuple() for text in back] == [value.as_tuple() for value in values]


@pytest.mark.parametrize("form", FORMS)
@given(name=NAMES)
def test_a_name_stays_one_cell_that_is_no_formula(form: CsvForm, name: str) -> None:
    (row,) = read_back([reading(Decimal(92))], form, name)
    assert row[9] in {name, f"'{name}"}
    assert not row[9].lstrip().startswith(FORMULA_STARTS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\u00a0@"])
def test_what_begins_a_formula_comes_after_an_apostrophe(start: str) -> None:
    assert inert(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_an_ordinary_name_is_left_alone() -> None:
    assert inert("Anne-Marie O'Neil") == "Anne-Marie O'Neil"


def test_danish_form_has_danish_times_and_begins_with_the_mark_of_utf_8() -> None:
    with app.test_request_context():
        body = csv_file([reading(Decimal("71.40"), Decimal("1.5"))], CsvForm.DANISH, lambda _: "K")
    assert body.startswith(b"\xef\xbb\xbf")
    assert b";71,40;%;25-11-2026 07:46:00;UTC+01:00;" in body
    assert b";1,5;" in body


def test_international_form_has_iso_times_with_their_offset() -> None:
    (row,) = read_back([reading(Decimal("92"))], CsvForm.INTERNATIONAL)
    assert row[:5] == ["Oxygen saturation", "92", "%", "2026-11-25T07:46:00+01:00", "UTC+01:00"]
    assert row[11:] == ["NPU03011", "urn:oid:1.2.208.176.2.1", "%"]
