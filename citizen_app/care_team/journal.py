"""A handled submission as plain text, to paste into the professional's own journal."""

from flask_babel import gettext

from citizen_app.care_team.wording import COLOUR_STATES, STATES
from citizen_app.measures.wording import measure_name
from citizen_app.record.answers import answered_questions
from citizen_app.record.shapes import Acknowledged, Receipt, SentReading
from citizen_app.record.wording import ROLES, answer_text, context_text, value_text
from citizen_app.web.formatting import format_clock, local


def journal_text(receipt: Receipt) -> str:
    """Who sent what and when, its colour, and what was done; without the citizen's name."""
    colour = STATES[COLOUR_STATES[receipt.colour]]
    lines = [
        gettext(
            "Sent from home %(when)s by %(name)s. Colour: %(colour)s.",
            when=_when(receipt.received_at),
            name=receipt.actor_name,
            colour=colour,
        ),
        *(_reading_line(reading) for reading in receipt.readings),
        *_answer_lines(receipt),
    ]
    for text, act in ((gettext("Seen"), receipt.seen), (gettext("Acted on"), receipt.handled)):
        if act is not None:
            lines.append(_act_line(text, act))
    return "\n".join(lines)


def _when(at: object) -> str:
    there = local(at)  # type: ignore[arg-type]
    return f"{there.day}.{there.month}.{there.year} {format_clock(there)}"


def _reading_line(reading: SentReading) -> str:
    context = context_text(reading)
    parts = [f"{measure_name(reading.measure)}: {value_text(reading)}"]
    parts += [context] if context else []
    parts += [gettext("measured %(when)s", when=_when(reading.measured_at))]
    if reading.replaced_by:
        parts.append(gettext("corrected later"))
    if reading.faulty:
        parts.append(gettext("found wrong: %(reason)s", reason=reading.faulty.reason))
    return ". ".join(parts)


def _answer_lines(receipt: Receipt) -> list[str]:
    if receipt.response is None:
        return []
    shown = [reading.link_id for reading in receipt.readings if reading.link_id]
    return [
        f"{question.text} {', '.join(answer_text(value) for value in question.answers)}"
        for question in answered_questions(receipt.response.resource, leave_out=shown)
    ]


def _act_line(text: str, act: Acknowledged) -> str:
    role = f" ({ROLES[act.role]})" if act.role else ""
    line = f"{text} {_when(act.at)}: {act.name}{role}"
    return (
        f"{line}. " + gettext("To the citizen: %(words)s", words=act.words) if act.words else line
    )
