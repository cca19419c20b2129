"""Pages of a form that ask for readings: read by the readings room, kept as answers."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from citizen_app.fhir_forms import Asked, Coding, Item, ItemType, Value, quantity_for
from citizen_app.measures import MeasureCode, SkipReason, skip_reason_for_coding
from citizen_app.questionnaires.entries import Entries
from citizen_app.questionnaires.forms import TypedAnswer, TypedPage
from citizen_app.questionnaires.rules import measure_of, questions_on
from citizen_app.readings.forms import (
    Entry,
    EntryPage,
    Outcome,
    SkipMode,
    blank_entry,
    parse_entry,
)


def readings_page(page: Asked) -> EntryPage | None:
    """The page as the readings room knows it; None for a page of ordinary questions.

    A number without a measure we know, one measure twice, or reasons for skipping that are not
    ours make it a page of ordinary questions.
    """
    reasons = [item for item in questions_on(page) if item.is_skip_reason]
    measures = [measure_of(item) for item in questions_on(page) if not item.is_skip_reason]
    known = tuple(measure for measure in measures if measure is not None)
    is_clear = len(known) == len(measures) and len(set(known)) == len(known)
    if not known or not is_clear or not all(_offers_all(item) for item in reasons):
        return None
    skips = SkipMode.ONCE if reasons else SkipMode.NEVER
    return EntryPage(known, skips=skips, asks_time=False)


def stored_readings(page: Asked, shape: EntryPage, entries: Entries) -> Entry:
    """The page as it was filled in last."""
    entry = entries.get(page.step.link_id)
    return blank_entry(shape, entry.fields if entry else None)


def read_readings(
    page: Asked, shape: EntryPage, fields: Mapping[str, str], now: datetime
) -> TypedPage:
    """What was typed on a page of readings; nothing counts while something is in question."""
    entry = parse_entry(shape, fields, now)
    if entry.outcome is Outcome.COMPLETE:
        answers = {item.link_id: _answer(item, entry) for item in questions_on(page)}
    else:
        answers = {item.link_id: _unsettled(item, entry) for item in questions_on(page)}
    own = answers.get(page.step.link_id, TypedAnswer(()))
    answers[page.step.link_id] = TypedAnswer(own.values, own.text, own.context, entry.texts)
    return TypedPage(answers, errors=entry.errors, readings=entry)


def _offers_all(item: Item) -> bool:
    return set(_reasons(item)) == set(SkipReason)


def _reasons(item: Item) -> dict[SkipReason, Value]:
    found: dict[SkipReason, Value] = {}
    for option in item.options:
        if isinstance(option.value, Coding):
            reason = skip_reason_for_coding(option.value.system or "", option.value.code or "")
            if reason is not None:
                found[reason] = option.value
    return found


def _answer(item: Item, entry: Entry) -> TypedAnswer:
    if item.is_skip_reason:
        chosen = [reading.skip_reason for reading in entry.readings if reading.skip_reason]
        return TypedAnswer((_reasons(item)[chosen[0]],) if chosen else ())
    measure = measure_of(item)
    for reading in entry.readings:
        if reading.measure == measure and reading.value is not None:
            return TypedAnswer((_value(item, reading.value),), context=reading.context)
    return TypedAnswer(())


def _unsettled(item: Item, entry: Entry) -> TypedAnswer:
    measure: MeasureCode | None = measure_of(item)
    text = entry.texts.get(measure, "") if measure else ""
    return TypedAnswer((), text or None)


def _value(item: Item, number: Decimal) -> Value:
    if item.type is ItemType.QUANTITY:
        return quantity_for(item, number)
    if item.type is ItemType.INTEGER and number == number.to_integral_value():
        return int(number)
    return number
