"""Typed fields of a page read one kind at a time: numbers, context, reasons to skip, time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from flask_babel import LazyString

from citizen_app.measures import (
    MEASURES,
    MeasureCode,
    NotANumber,
    Position,
    ReadingContext,
    SkipReason,
    parse_number,
    parse_value,
)
from citizen_app.measures.context import HIGHEST_OXYGEN
from citizen_app.plans.rules import COPENHAGEN
from citizen_app.readings import wording
from citizen_app.readings.answers import FIRST, SECOND
from citizen_app.readings.moments import (
    MAX_AHEAD,
    BadMoment,
    MomentFault,
    check_moment,
    days_ago,
    in_denmark,
    instants,
    parse_clock,
    parse_day,
)
from citizen_app.readings.rules import OldAsk, TwiceAsk, refused_numbers
from citizen_app.readings.shapes import EntryPage, When

LONGEST_PAGE = timedelta(hours=12)
LITRE_UNITS = ("l", "liter", "litre", "litres", "l/min", "l/min.", "liter/min", "liter/min.")
PRESSURE = (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)

Texts = Mapping[str, str]
Faults = dict[str, LazyString]


@dataclass(frozen=True)
class TypedTime:
    """When it was measured, or the question that decides it."""

    moment: datetime | None
    ask: OldAsk | TwiceAsk | None = None
    faults: Faults = field(default_factory=dict)


def read_numbers(page: EntryPage, texts: Texts) -> tuple[dict[MeasureCode, Decimal], Faults]:
    """The numbers that can be read, and what is wrong with the others, by field name."""
    numbers: dict[MeasureCode, Decimal] = {}
    faults: Faults = {}
    for code in page.measures:
        if texts.get(code):
            try:
                numbers[code] = parse_value(MEASURES[code], texts[code])
            except NotANumber:
                faults[code] = wording.not_a_number(code)
    for code, refused in refused_numbers(numbers).items():
        faults[code] = wording.refusal(code, refused, numbers[code])
    return numbers, faults


def read_context(texts: Texts) -> tuple[ReadingContext | None, Faults]:
    """Rest or exertion and oxygen, both of which must be told."""
    faults: Faults = {}
    position = texts.get("spo2_position", "")
    if position not in set(Position):
        faults["spo2_position"] = wording.POSITION_MISSING
    litres = _litres(texts.get("spo2_oxygen", ""), texts.get("spo2_litres", ""), faults)
    return (None, faults) if faults else (ReadingContext(Position(position), litres), {})


def read_skips(page: EntryPage, texts: Texts) -> tuple[dict[MeasureCode, SkipReason], Faults]:
    """Why measures without a number are missing."""
    skips: dict[MeasureCode, SkipReason] = {}
    faults: Faults = {}
    for name, codes in _skip_fields(page).items():
        if texts.get(name, "") not in set(SkipReason):
            continue
        missing = [code for code in codes if not texts.get(code)]
        if not missing:
            faults[name] = wording.SKIP_AND_NUMBER
        skips.update({code: SkipReason(texts[name]) for code in missing})
    return skips, faults


def half_a_pressure(page: EntryPage, texts: Texts, skips: Mapping[MeasureCode, object]) -> Faults:
    """One number of the blood pressure alone, without a reason, is most likely forgotten."""
    if not set(PRESSURE) <= set(page.measures):
        return {}
    missing = [code for code in PRESSURE if not texts.get(code)]
    if len(missing) != 1 or missing[0] in skips:
        return {}
    return {missing[0]: wording.HALF_A_PRESSURE}


def read_time(page: EntryPage, texts: Texts, now: datetime) -> TypedTime:
    """When it was measured; `now` is aware. The hour that comes twice is asked about."""
    if not page.asks_time:
        return TypedTime(_kept_moment("", now))
    if texts.get("measured", "") != When.EARLIER:
        if texts.get("measured_day") or texts.get("measured_clock"):
            return TypedTime(None, faults={"measured": wording.TIME_UNWANTED})
        if page.same_as is not None:
            return TypedTime(page.same_as)
        return TypedTime(_kept_moment(texts.get("measured_at", ""), now))
    try:
        found = _typed_moments(texts, now)
    except BadMoment as bad:
        name = "measured_day" if bad.fault in _FAULTS_OF_DAY else "measured_clock"
        return TypedTime(None, faults={name: wording.MOMENT_FAULTS[bad.fault]})
    chosen = {FIRST: 0, SECOND: -1}.get(texts.get("measured_twice", ""))
    if len(found) > 1 and chosen is None:
        return TypedTime(None, TwiceAsk(found[0], found[1]))
    moment = found[chosen or 0]
    days = days_ago(moment, now)
    return TypedTime(moment, OldAsk(moment, days) if days else None)


_FAULTS_OF_DAY = frozenset({MomentFault.NO_DAY, MomentFault.TOO_OLD})


def _typed_moments(texts: Texts, now: datetime) -> tuple[datetime, ...]:
    today = now.astimezone(COPENHAGEN).date()
    day = parse_day(texts.get("measured_day", ""), today)
    found = instants(day, parse_clock(texts.get("measured_clock", "")))
    if not found:
        raise BadMoment(MomentFault.MISSING_HOUR)
    for moment in found:
        check_moment(moment, now)
    return found


def _kept_moment(text: str, now: datetime) -> datetime:
    """The moment a page first kept, so that sending it twice sends the same; else now."""
    try:
        kept = datetime.fromisoformat(text)
    except ValueError:
        return in_denmark(now)
    if kept.utcoffset() is None or not now - LONGEST_PAGE <= kept <= now + MAX_AHEAD:
        return in_denmark(now)
    return in_denmark(kept)


def _litres(oxygen: str, typed: str, faults: Faults) -> Decimal | None:
    """Litres a minute, or None without oxygen; litres typed alone say that there was oxygen."""
    if oxygen not in {"yes", "no"} and not typed:
        faults["spo2_oxygen"] = wording.OXYGEN_MISSING
        return None
    if oxygen == "no":
        if typed:
            faults["spo2_litres"] = wording.LITRES_UNWANTED
        return None
    if not typed:
        faults["spo2_litres"] = wording.LITRES_MISSING
        return None
    try:
        litres = parse_number(typed, units=LITRE_UNITS)
    except NotANumber:
        faults["spo2_litres"] = wording.LITRES_MISSING
        return None
    if not 0 < litres <= HIGHEST_OXYGEN or litres != round(litres, 2):
        faults["spo2_litres"] = wording.LITRES_IMPOSSIBLE
    return litres


def _skip_fields(page: EntryPage) -> dict[str, list[MeasureCode]]:
    fields: dict[str, list[MeasureCode]] = {}
    for group in page.groups:
        name = page.skip_field(group)
        if name:
            fields.setdefault(name, []).extend(group)
    return fields
