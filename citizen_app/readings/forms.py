"""What was typed on a page of readings, read as a whole: errors, a question, or an entry."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    ReadingContext,
    SkipReason,
    parse_blood_pressure,
)
from citizen_app.readings import wording
from citizen_app.readings.answers import (
    AnswerFault,
    Changed,
    ToCorrect,
    answer,
    measure_of_field,
)
from citizen_app.readings.rules import Ask, EnteredReading, Numbers, final_value, next_ask
from citizen_app.readings.shapes import (
    Entry,
    EntryPage,
    Outcome,
    SkipMode,
    When,
    blank_entry,
)
from citizen_app.readings.typed import (
    PRESSURE,
    Faults,
    half_a_pressure,
    read_context,
    read_numbers,
    read_skips,
    read_time,
)
from citizen_app.web.field_errors import FieldError

__all__ = ["Entry", "EntryPage", "Outcome", "SkipMode", "When", "blank_entry", "parse_entry"]

MAX_TEXT = 200
MAX_SETTLED = 600


def parse_entry(page: EntryPage, fields: Mapping[str, str], now: datetime) -> Entry:
    """Read the posted `fields` of a page and answer its question; other fields are ignored.

    Never raises, whatever was typed. `now` is aware. The outcome says what to do next:
    ERRORS: show the fields again with `errors` (422);
    ASK: show `ask`, with `errors` where the answer was wrong, and carry all fields along (422);
    EMPTY: no number and no reason to skip was given;
    COMPLETE: `readings` may be shown for a last look, then sent.
    """
    entry = _read(page, _texts(page, fields), now)
    asked, chosen, again = (
        _clean(fields.get(page.prefix + name, "")) for name in ("asked", "answer", "again")
    )
    if entry.ask is None or entry.ask.name != asked:
        return entry
    result = answer(entry.ask, chosen, again, entry.texts)
    if isinstance(result, Changed):
        return _read(page, _with_changes(entry.texts, result), now)
    if isinstance(result, ToCorrect):
        message = wording.write_again(measure_of_field(result.name))
        error = FieldError(page.prefix + result.name, message)
        return replace(entry, outcome=Outcome.ERRORS, errors=(error,), ask=None)
    return replace(entry, errors=(_answer_error(page, entry.ask, result),))


def _answer_error(page: EntryPage, ask: Ask, fault: AnswerFault) -> FieldError:
    code = getattr(ask, "measure", None)
    if fault is AnswerFault.MISSING or code is None:
        return FieldError(page.prefix + "answer", wording.ANSWER_MISSING)
    return FieldError(page.prefix + "again", wording.not_a_number(code))


def _texts(page: EntryPage, fields: Mapping[str, str]) -> dict[str, str]:
    texts = {name: _clean(fields.get(page.prefix + name, "")) for name in page.field_names}
    texts["settled"] = _clean(fields.get(page.prefix + "settled", ""), MAX_SETTLED)
    if set(PRESSURE) <= set(page.measures):
        _part_pressure(texts)
    return texts


def _clean(text: str, longest: int = MAX_TEXT) -> str:
    """Bounded, and without characters that no page may hold."""
    kept = (
        " " if unicodedata.category(character) == "Cc" else character
        for character in text[:longest]
        if unicodedata.category(character) not in {"Cf", "Cs", "Cn"}
    )
    return "".join(kept).strip()


def _part_pressure(texts: dict[str, str]) -> None:
    """ "120/80" typed in one of the two fields fills both."""
    high, low = (texts[code] for code in PRESSURE)
    if bool(high) != bool(low) and (pair := parse_blood_pressure(high or low)):
        texts.update({code: f"{value:f}" for code, value in zip(PRESSURE, pair, strict=True)})


def _with_changes(texts: Mapping[str, str], changed: Changed) -> dict[str, str]:
    numbers = {str(code): wording.plain_number(value) for code, value in changed.numbers.items()}
    settled = " ".join(sorted({*texts["settled"].split(), *changed.settled}))
    return {**texts, **changed.texts, **numbers, "settled": settled}


def _read(page: EntryPage, texts: dict[str, str], now: datetime) -> Entry:
    """The entry as the texts stand, whatever is answered."""
    numbers, faults = read_numbers(page, texts)
    skips, skip_faults = read_skips(page, texts)
    needs_context = bool(texts.get(MeasureCode.SPO2))
    context, context_faults = read_context(texts) if needs_context else (None, {})
    time = read_time(page, texts, now)
    if time.moment and page.asks_time:
        texts["measured_at"] = time.moment.isoformat()
    faults = {
        **half_a_pressure(page, texts, skips),
        **faults,
        **skip_faults,
        **context_faults,
        **time.faults,
    }
    if faults:
        return Entry(page, Outcome.ERRORS, texts, _in_order(page, faults))
    settled = frozenset(texts["settled"].split())
    ask: Ask | None = next_ask(numbers, settled)
    if ask is None and time.ask and time.ask.token not in settled:
        ask = time.ask
    if ask:
        return Entry(page, Outcome.ASK, texts, ask=ask)
    readings = tuple(
        reading for code in page.measures if (reading := _reading(code, numbers, context, skips))
    )
    outcome = Outcome.COMPLETE if readings else Outcome.EMPTY
    return Entry(page, outcome, texts, readings=readings, measured_at=time.moment)


def _reading(
    code: MeasureCode,
    numbers: Numbers,
    context: ReadingContext | None,
    skips: Mapping[MeasureCode, SkipReason],
) -> EnteredReading | None:
    if code in numbers:
        own_context = context if MEASURES[code].has_context else None
        return EnteredReading(code, final_value(code, numbers[code]), own_context)
    return EnteredReading(code, skip_reason=skips[code]) if code in skips else None


def _in_order(page: EntryPage, faults: Faults) -> tuple[FieldError, ...]:
    names = page.field_names
    return tuple(
        FieldError(page.prefix + name, faults[name]) for name in sorted(faults, key=names.index)
    )
