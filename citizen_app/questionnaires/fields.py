"""What a page of a form shows: its heading, its texts, and a field for each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext

from citizen_app.fhir_forms import Asked, Item, ItemType, Quantity, Value, Words
from citizen_app.questionnaires.entries import Entries, Entry
from citizen_app.questionnaires.forms import (
    CHOICES,
    LONGEST_LINE,
    LONGEST_TEXT,
    NO,
    NOTHING,
    NUMBERS,
    YES,
    field_id,
)
from citizen_app.web.formatting import format_day, format_number
from citizen_app.web.language import current_language

LONGEST_HEADING = 70
KINDS = {
    ItemType.BOOLEAN: "choices",
    ItemType.CHOICE: "choices",
    ItemType.INTEGER: "number",
    ItemType.DECIMAL: "number",
    ItemType.QUANTITY: "number",
    ItemType.STRING: "line",
    ItemType.TEXT: "text",
    ItemType.DATE: "date",
}


@dataclass(frozen=True)
class Field:
    """One question as a template shows it; `kind` chooses the macro, `value` is its text."""

    kind: str
    id: str
    label: str
    hint: str
    value: str
    error: object = ""
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    inputmode: str = "decimal"
    maxlength: int = LONGEST_LINE

    @property
    def date_parts(self) -> tuple[str, str, str]:
        """Day, month and year of a date field."""
        day, month, year = (*self.value.split(" "), "", "", "")[:3]
        return day, month, year


@dataclass(frozen=True)
class Text:
    """Words to read, as paragraphs; `heading` is empty where the first line cannot be one."""

    heading: str
    paragraphs: tuple[str, ...]


def text_of(words: Words) -> Text:
    """Split a text to read; its first line is a heading where it is short and more follows."""
    found = (line.strip() for line in words.splitlines())
    lines = tuple(Words(line, language=words.language) for line in found if line)
    if len(lines) > 1 and len(lines[0]) <= LONGEST_HEADING:
        return Text(Words(lines[0].rstrip(":"), language=words.language), lines[1:])
    return Text("", lines)


def question_words(item: Item) -> str:
    """What a question is called; forms may leave out its text."""
    return item.text if item.text.strip() else item.short_text or item.link_id


def show_field(page: Asked, item: Item, text: str, error: object = "") -> Field:
    """A question with the text typed or stored for it."""
    return Field(
        kind=KINDS[item.type],
        id=field_id(page, item),
        label=question_words(item),
        hint=item.help or ("" if item.required else gettext("You may leave it empty.")),
        value=text,
        error=error,
        options=_options(item),
        unit=_unit(item),
        inputmode="numeric" if item.type is ItemType.INTEGER else "decimal",
        maxlength=_maxlength(item),
    )


def show_fields(
    page: Asked,
    items: tuple[Item, ...],
    entries: Entries,
    typed: Mapping[str, str],
    errors: Mapping[str, object],
) -> tuple[Field, ...]:
    """The questions of a page; what was just typed wins over what is stored."""
    return tuple(
        show_field(
            page,
            item,
            typed[item.link_id] if item.link_id in typed else stored_text(item, entries),
            errors.get(field_id(page, item), ""),
        )
        for item in items
    )


def stored_text(item: Item, entries: Entries) -> str:
    """The text of a field for what the draft holds."""
    entry = entries.get(item.link_id)
    if entry is None:
        return ""
    if entry.text is not None:
        return entry.text
    if not entry.values:
        return "" if item.required else NOTHING if item.type in CHOICES else ""
    return _as_typed(item, entry.values[0])


def answer_words(item: Item, entry: Entry | None) -> str:
    """An answer as it is listed for checking; empty when there is none."""
    return value_words(item, entry.values[0]) if entry is not None and entry.values else ""


def value_words(item: Item, value: Value) -> str:
    """One value as the person who answered would say it."""
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    for option in item.options:
        if option.value == value:
            return option.label
    if isinstance(value, date):
        return format_day(value)
    if item.type in NUMBERS:
        return f"{format_number(_number(value))} {_unit(item)}".strip()
    return str(value)


def _options(item: Item) -> tuple[tuple[str, str], ...]:
    if item.type not in CHOICES:
        return ()
    options: tuple[tuple[str, str], ...] = tuple(
        (str(place), option.label) for place, option in enumerate(item.options, start=1)
    )
    if item.type is ItemType.BOOLEAN:
        options = ((YES, gettext("Yes")), (NO, gettext("No")))
    if not item.required:
        options = (*options, (NOTHING, gettext("I will not answer this")))
    return options


def _as_typed(item: Item, value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    for place, option in enumerate(item.options, start=1):
        if option.value == value:
            return str(place)
    if isinstance(value, date):
        return f"{value.day} {value.month} {value.year}"
    if item.type in NUMBERS:
        number = f"{_number(value):f}"
        return number if current_language() == "en" else number.replace(".", ",")
    return str(value)


def _number(value: Value) -> Decimal:
    return value.value if isinstance(value, Quantity) else Decimal(str(value))


def _unit(item: Item) -> str:
    if item.unit is None or item.type not in NUMBERS:
        return ""
    return str(item.unit.display or item.unit.code or "")


def _maxlength(item: Item) -> int:
    longest = LONGEST_TEXT if item.type is ItemType.TEXT else LONGEST_LINE
    return min(item.max_length or longest, longest)
