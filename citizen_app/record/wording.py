"""Words for values, states and colours of what was sent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from citizen_app.measures import MeasureCode
from citizen_app.measures.wording import (
    measure_name,
    position_name,
    skip_reason_name,
    unit_name,
)
from citizen_app.people.rules import Role
from citizen_app.record.answers import Amount, AnswerValue
from citizen_app.record.rules import Colour, Limit
from citizen_app.record.shapes import Receipt, SentReading
from citizen_app.web.clock import today
from citizen_app.web.formatting import format_day, format_number, format_time

ROLES = {
    # Translators: after "Seen by", as in "Set af sygeplejerske"
    Role.NURSE: _l("a nurse"),
    Role.DOCTOR: _l("a doctor"),
    Role.TRAINER: _l("a trainer"),
    Role.HOME_CARE: _l("home care"),
    Role.SUPPORT: _l("support staff"),
    Role.ADMINISTRATOR: _l("an administrator"),
}

COLOURS = {
    Colour.GREEN: _l("Green"),
    Colour.YELLOW: _l("Yellow"),
    Colour.RED: _l("Red"),
}

# The citizen's own action plan, not a colour that we give.
ZONES = {
    Colour.YELLOW: _l("Your action plan: yellow zone"),
    Colour.RED: _l("Your action plan: red zone"),
}

SYMBOLS = {Colour.GREEN: "check", Colour.YELLOW: "warning", Colour.RED: "warning"}


def value_text(reading: SentReading) -> str:
    """ "92 %", or that it was skipped and why."""
    if reading.value is None:
        reason = skip_reason_name(reading.skip_reason) if reading.skip_reason else ""
        return gettext("Not measured: %(reason)s", reason=reason)
    return f"{format_number(reading.value)} {unit_name(reading.measure)}"


def context_text(reading: SentReading) -> str:
    """ "I hvile, med 2 L ilt i minuttet"; empty for measures without a context."""
    context = reading.context
    if context is None:
        return ""
    position = position_name(context.position)
    if not context.oxygen_l_per_min:
        return gettext("%(position)s, without oxygen", position=position)
    litres = format_number(context.oxygen_l_per_min)
    return gettext(
        "%(position)s, with %(litres)s litres of oxygen a minute", position=position, litres=litres
    )


def limit_text(measure: MeasureCode, limit: Limit) -> str:
    """Which limit it is beyond: "over 120", "steget mere end 2 kg på 3 dage"."""
    value = format_number(limit.value)
    if not limit.kind.is_change:
        return (
            gettext("below %(value)s", value=value)
            if limit.kind.is_low
            else gettext("above %(value)s", value=value)
        )
    amount = f"{value} {unit_name(measure)}"
    days = limit.days or 0
    if limit.kind.is_low:
        return ngettext(
            "fallen by more than %(amount)s in %(num)s day",
            "fallen by more than %(amount)s in %(num)s days",
            days,
            amount=amount,
        )
    return ngettext(
        "risen by more than %(amount)s in %(num)s day",
        "risen by more than %(amount)s in %(num)s days",
        days,
        amount=amount,
    )


def limits_told(receipt: Receipt) -> list[str]:
    """The limits that values of a submission are beyond, red ones first: "Rød: puls over 120"."""
    found = sorted(receipt.findings, key=lambda one: one.colour is not Colour.RED)
    return [
        gettext(
            # Translators: "Rød: puls over 120"
            "%(colour)s: %(measure)s %(limit)s",
            colour=COLOURS[one.colour],
            measure=_inside(str(measure_name(one.measure))),
            limit=limit_text(one.measure, one.limit),
        )
        for one in found
        if one.limit is not None and one.measure is not None
    ]


def answer_text(value: AnswerValue) -> str:
    """An answer as a person would say it."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Decimal | int):
        return format_number(value)
    if isinstance(value, Amount):
        return f"{format_number(value.value)} {value.unit}".strip()
    return format_day(value) if isinstance(value, date) else value


def _by(role: Role | None) -> LazyString:
    return ROLES[role] if role else _l("your team")


def state_text(receipt: Receipt) -> str:
    """How far it has come, with the real role; sent is never shown as seen."""
    if receipt.handled:
        return gettext("Acted on by %(role)s", role=_by(receipt.handled.role))
    if receipt.seen:
        return gettext("Seen by %(role)s", role=_by(receipt.seen.role))
    # Translators: state of a submission that nobody has looked at yet
    return gettext("Sent, not seen yet")


def typed_by(receipt: Receipt) -> str:
    """ "Tastet af hjemmeplejen", or the name of a relative; empty where the person did it."""
    if receipt.actor_id == receipt.person_id:
        return ""
    return gettext("Typed by %(name)s", name=typist(receipt.actor_name, receipt.actor_role))


def typist(name: str, role: Role | None) -> str:
    """Who typed, as the person may know it: members of the care team by their role."""
    return str(ROLES[role]) if role else name


def state_line(receipt: Receipt) -> str:
    """When it was sent and how far it has come, as "Kl. 7.41. Set af sygeplejerske."."""
    parts = (_capital(format_time(receipt.received_at)), state_text(receipt), typed_by(receipt))
    return " ".join(f"{part}." for part in parts if part)


def day_name(day: date) -> str:
    """ "I dag", "I går", else "Mandag 23. november"."""
    days_ago = (today() - day).days
    if days_ago == 0:
        return gettext("Today")
    return gettext("Yesterday") if days_ago == 1 else _capital(format_day(day))


def summary(receipt: Receipt) -> str:
    """What was sent, in one line; what was corrected later is left out."""
    parts = [gettext("Answers to questions")] if receipt.response else []
    first, *others = [*parts, *_reading_words(receipt.readings)] or [""]
    return ", ".join([first, *map(_inside, others)])


def _reading_words(readings: tuple[SentReading, ...]) -> Iterator[str]:
    standing = {reading.measure: reading for reading in readings if not reading.replaced_by}
    high, low = (
        standing[code].value if code in standing else None
        for code in (MeasureCode.SYSTOLIC, MeasureCode.DIASTOLIC)
    )
    for code, reading in standing.items():
        if reading.value is None:
            yield gettext("%(measure)s not measured", measure=measure_name(code))
        elif code is MeasureCode.SYSTOLIC and low is not None:
            pressure = f"{format_number(reading.value)}/{format_number(low)}"
            yield gettext("Blood pressure %(pressure)s", pressure=pressure)
        elif code is MeasureCode.PULSE:
            yield f"{measure_name(code)} {format_number(reading.value)}"
        elif code is not MeasureCode.DIASTOLIC or high is None:
            yield f"{measure_name(code)} {value_text(reading)}"


def _inside(words: str) -> str:
    """As it is written within a sentence; abbreviations such as FEV1 stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
