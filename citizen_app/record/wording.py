"""Words for values, states and colours of what was sent."""

from datetime import date
from decimal import Decimal

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from citizen_app.measures.wording import position_name, skip_reason_name, unit_name
from citizen_app.people.rules import Role
from citizen_app.record.answers import AnswerValue
from citizen_app.record.rules import Colour
from citizen_app.record.shapes import Receipt, SentReading
from citizen_app.web.formatting import format_day, format_moment, format_number

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

SYMBOLS = {Colour.GREEN: "check", Colour.YELLOW: "warning", Colour.RED: "warning"}


def value_text(reading: SentReading) -> str:
    """ "92 %", or that it was skipped and why."""
    if reading.value is None:
        reason = skip_reason_name(reading.skip_reason) if reading.skip_reason else ""
        return gettext("Skipped: %(reason)s", reason=reason)
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


def answer_text(value: AnswerValue) -> str:
    """An answer as a person would say it."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Decimal | int):
        return format_number(value)
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


def state_time(receipt: Receipt) -> str:
    """When it came that far."""
    last = receipt.handled or receipt.seen
    return format_moment(last.at if last else receipt.received_at)
