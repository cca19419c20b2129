"""Words of the care team's pages: states, ages, and why a submission has its colour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from citizen_app.care_team.plan_ties import TieOption
from citizen_app.care_team.rules import Missed, RowState
from citizen_app.care_team.shapes import Limits
from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.measures.wording import measure_name, position_name, skip_reason_name, unit_name
from citizen_app.plans.rules import DAY, ChangeLimits, PauseSpan, Scope
from citizen_app.plans.service import ThresholdView
from citizen_app.record.answers import answered_questions
from citizen_app.record.rules import Colour, Finding, FindingKind, fits
from citizen_app.record.shapes import Receipt, SentReading
from citizen_app.record.wording import (
    ROLES,
    answer_text,
    context_text,
    day_name,
    limit_text,
    summary,
    value_text,
)
from citizen_app.web.clock import today
from citizen_app.web.formatting import format_day, format_number, format_time, local

# Translators: the states of the work list, each in one word or two
STATES: Mapping[RowState, LazyString] = MappingProxyType(
    {
        RowState.RED: _l("Red"),
        RowState.YELLOW: _l("Yellow"),
        RowState.DUE: _l("Follow up"),
        RowState.MISSED: _l("Missing"),
        RowState.NEW: _l("No colour"),
        RowState.GREEN: _l("Green"),
        RowState.QUIET: _l("Nothing new"),
    }
)
SYMBOLS: Mapping[RowState, str] = MappingProxyType(
    {
        RowState.RED: "warning",
        RowState.YELLOW: "info",
        RowState.DUE: "clock",
        RowState.MISSED: "missed",
        RowState.NEW: "sent",
        RowState.GREEN: "check",
        RowState.QUIET: "pause",
    }
)
COLOUR_STATES: Mapping[Colour | None, RowState] = MappingProxyType(
    {
        Colour.RED: RowState.RED,
        Colour.YELLOW: RowState.YELLOW,
        Colour.GREEN: RowState.GREEN,
        None: RowState.NEW,
    }
)


@dataclass(frozen=True)
class Reason:
    """Something that gave a colour: the person's own words or value, and what it is held against.

    `is_theirs` is true where the text is what the citizen wrote.
    """

    colour: Colour
    text: str
    beside: str = ""
    is_theirs: bool = False


def age_text(since: datetime) -> str:
    """ "i dag kl. 8.12" or "i 3 dage": how long something has waited."""
    days = (today() - local(since).date()).days
    if days <= 0:
        return gettext("today %(time)s", time=format_time(since))
    if days == 1:
        return gettext("since yesterday")
    return gettext("for %(days)s days", days=days)


def missed_text(missed: Missed) -> str:
    """ "3 manglende siden mandag"."""
    return ngettext(
        "%(num)s missing since %(day)s",
        "%(num)s missing since %(day)s",
        missed.count,
        day=_within(day_name(missed.since_on)),
    )


def due_text(due_on: date) -> str:
    """When something is to be done, in a word or two."""
    days = (due_on - today()).days
    if days < 0:
        return gettext("overdue since %(day)s", day=_within(day_name(due_on)))
    if days == 0:
        return gettext("today")
    return gettext("tomorrow") if days == 1 else _within(day_name(due_on))


def reasons(receipt: Receipt, limits: Limits) -> list[Reason]:
    """Everything red and yellow in a submission, red first, with what it is held against."""
    found = [_reason(finding, receipt, limits) for finding in receipt.findings]
    serious = [one for one in found if one.colour is not Colour.GREEN]
    return sorted(serious, key=lambda one: one.colour is not Colour.RED)


def value_line(reading: SentReading, limits: Limits) -> str:
    """ "Grænse: rød under 88, gul under 91. Plejer 90–93"; empty where nothing is known."""
    parts = [
        _limits_text(threshold)
        for threshold in limits.thresholds
        if fits(threshold, reading.measure, reading.context)
    ]
    usual = _usual_text(reading.measure, reading.context, limits)
    return ". ".join([*parts, *([usual] if usual else [])])


def one_line(receipt: Receipt) -> str:
    """What was sent and when, as "I går kl. 7.41: iltmætning 92 %, puls 78"."""
    day = day_name(local(receipt.received_at).date())
    line = f"{day} {format_time(receipt.received_at)}: {_within(summary(receipt))}"
    who = typed_by(receipt)
    return f"{line} ({_within(who)})" if who else line


def typed_by(receipt: Receipt) -> str:
    """ "Tastet af Ib Iversen, hjemmepleje"; empty where the citizen did it."""
    if receipt.actor_id == receipt.person_id:
        return ""
    role = f", {ROLES[receipt.actor_role]}" if receipt.actor_role else ""
    return gettext("Typed by %(name)s", name=f"{receipt.actor_name}{role}")


def _reason(finding: Finding, receipt: Receipt, limits: Limits) -> Reason:
    if finding.kind in (FindingKind.READING, FindingKind.SKIPPED):
        reading = _reading_of(finding, receipt)
        name = measure_name(finding.measure) if finding.measure else ""
        if reading is None:
            return Reason(finding.colour, str(name))
        if reading.skip_reason:
            return Reason(
                finding.colour, f"{name}: {_within(skip_reason_name(reading.skip_reason))}"
            )
        context = _within(context_text(reading))
        text = f"{name} {value_text(reading)}" + (f", {context}" if context else "")
        if finding.limit is not None:
            text += f": {limit_text(reading.measure, finding.limit)}"
        return Reason(finding.colour, text, value_line(reading, limits))
    return _answer_reason(finding, receipt)


def _answer_reason(finding: Finding, receipt: Receipt) -> Reason:
    asked = answered_questions(receipt.response.resource) if receipt.response else []
    question = next((one for one in asked if one.link_id == finding.link_id), None)
    if question is None:
        is_comment = finding.kind is FindingKind.COMMENT
        return Reason(finding.colour, gettext("A comment") if is_comment else gettext("An answer"))
    answers = ", ".join(answer_text(value) for value in question.answers)
    if finding.kind is FindingKind.COMMENT:
        return Reason(finding.colour, answers, is_theirs=True)
    return Reason(finding.colour, f"{question.text} {answers}")


def _reading_of(finding: Finding, receipt: Receipt) -> SentReading | None:
    return next(
        (
            reading
            for reading in receipt.readings
            if (reading.measure, reading.link_id) == (finding.measure, finding.link_id)
        ),
        None,
    )


def _limits_text(threshold: ThresholdView) -> str:
    return gettext("Limits: %(limits)s", limits=", ".join(limit_parts(threshold)))


def limit_parts(threshold: ThresholdView) -> Iterator[str]:
    """ "rød under 88", "gul under 91", and so on, those that exist."""
    parts: tuple[tuple[Decimal | None, LazyString], ...] = (
        (threshold.red_below, _l("red below %(value)s")),
        (threshold.yellow_below, _l("yellow below %(value)s")),
        (threshold.yellow_above, _l("yellow above %(value)s")),
        (threshold.red_above, _l("red above %(value)s")),
    )
    for value, words in parts:
        if value is not None:
            yield str(words) % {"value": format_number(value)}
    if threshold.change is not None:
        yield from _change_parts(threshold.measure, threshold.change)


def _change_parts(measure: MeasureCode, change: ChangeLimits) -> Iterator[str]:
    """ "rød ved stigning på mere end 2 kg", and last in how many days."""
    days = ngettext("in %(num)s day", "in %(num)s days", change.days)
    parts: tuple[tuple[Decimal | None, LazyString], ...] = (
        (change.yellow_rise, _l("yellow when risen by more than %(amount)s %(days)s")),
        (change.red_rise, _l("red when risen by more than %(amount)s %(days)s")),
        (change.yellow_fall, _l("yellow when fallen by more than %(amount)s %(days)s")),
        (change.red_fall, _l("red when fallen by more than %(amount)s %(days)s")),
    )
    for value, words in parts:
        if value is not None:
            amount = f"{format_number(value)} {unit_name(measure)}"
            yield str(words) % {"amount": amount, "days": days}


def threshold_name(threshold: ThresholdView) -> str:
    """ "Iltmætning, i hvile, uden ilt"."""
    return scope_name(threshold.scope)


def scope_name(scope: Scope) -> str:
    """What limits are about: "Iltmætning, i hvile, uden ilt"."""
    name = str(measure_name(scope.measure))
    if scope.position is None:
        return name
    oxygen = gettext("with oxygen") if scope.with_oxygen else gettext("without oxygen")
    return f"{name}, {_within(position_name(scope.position))}, {oxygen}"


def usual_name(measure: MeasureCode, context: ReadingContext | None) -> str:
    """ "Iltmætning, i hvile, med 2 liter ilt"."""
    name = str(measure_name(measure))
    if context is None:
        return name
    litres = context.oxygen_l_per_min
    oxygen = (
        gettext("with %(litres)s litres of oxygen", litres=format_number(litres))
        if litres
        else gettext("without oxygen")
    )
    return f"{name}, {_within(position_name(context.position))}, {oxygen}"


def pause_days(span: PauseSpan) -> str:
    """From the first day to the last."""
    last = span.until_on - DAY
    return gettext("%(first)s to %(last)s", first=format_day(span.from_on), last=format_day(last))


def range_words(measure: MeasureCode, low: Decimal, high: Decimal) -> str:
    """ "90–93 %"."""
    return f"{format_number(low)}–{format_number(high)} {unit_name(measure)}"


def _usual_text(measure: MeasureCode, context: ReadingContext | None, limits: Limits) -> str:
    for one in limits.baselines:
        if (one.measure, one.context) == (measure, context):
            words = range_words(measure, one.usual.low, one.usual.high)
            return gettext("Usually %(range)s", range=words)
    return gettext("No usual range yet")


def _within(words: object) -> str:
    text = str(words)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def tie_text(option: TieOption) -> str:
    """ "Iltmætning: rød", "Har du mere åndenød end i går? Gult svar", or anything of a colour."""
    is_red = option.colour is Colour.RED
    if option.measure is not None:
        name = measure_name(option.measure)
        if is_red:
            return gettext("%(measure)s: red, or too unwell to measure", measure=name)
        return gettext("%(measure)s: yellow", measure=name)
    if option.link_id is not None:
        question = option.question or gettext("A question that is no longer asked")
        if is_red:
            return gettext("%(question)s (red answer)", question=question)
        return gettext("%(question)s (yellow answer)", question=question)
    return gettext("Anything red") if is_red else gettext("Anything yellow, except comments")
