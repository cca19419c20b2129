"""What is told about readings, as sentences in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from flask_babel import LazyString, lazy_ngettext
from flask_babel import lazy_gettext as _l

from citizen_app.measures import MeasureCode, ReadingContext
from citizen_app.measures.wording import measure_name, position_name, skip_reason_name
from citizen_app.trends.periods import PeriodKind, PeriodProblem
from citizen_app.trends.rules import (
    AwayFromUsual,
    Latest,
    Moved,
    NotConfirmed,
    NotEnough,
    Skipped,
    Standing,
    Story,
    Usual,
)
from citizen_app.trends.service import Trend
from citizen_app.trends.subjects import BLOOD_PRESSURE, Subject
from citizen_app.web.formatting import format_clock, format_day, format_number, is_danish

Sentence: TypeAlias = LazyString | str

PERIODS: Mapping[PeriodKind, LazyString] = MappingProxyType(
    {
        # Translators: a period to look at, on a small button
        PeriodKind.WEEK: _l("Week"),
        # Translators: a period to look at, on a small button
        PeriodKind.MONTH: _l("Month"),
        PeriodKind.QUARTER: _l("3 months"),
        # Translators: a period to look at, on a small button
        PeriodKind.YEAR: _l("Year"),
        # Translators: all the time there is, on a small button
        PeriodKind.ALL: _l("All time"),
        PeriodKind.OWN: _l("Own dates"),
    }
)

PROBLEMS: Mapping[PeriodProblem, LazyString] = MappingProxyType(
    {
        PeriodProblem.NOT_A_DAY: _l("Write a day with numbers, for example 24.11.2026."),
        PeriodProblem.ENDS_BEFORE_IT_STARTS: _l(
            "The last day is before the first day. Write a later day."
        ),
        PeriodProblem.NOT_COME_YET: _l("That day has not come yet. Write an earlier day."),
    }
)

BLOOD_PRESSURE_NAME = _l("Blood pressure")

# The measure as the person's own, to begin a sentence with.
OWN: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        # Translators: begins a sentence such as "Your oxygen saturation is 89 today."
        MeasureCode.SPO2: _l("Your oxygen saturation"),
        MeasureCode.PULSE: _l("Your pulse"),
        MeasureCode.SYSTOLIC: _l("The high number of your blood pressure"),
        MeasureCode.DIASTOLIC: _l("The low number of your blood pressure"),
        MeasureCode.WEIGHT: _l("Your weight"),
        MeasureCode.TEMPERATURE: _l("Your temperature"),
        MeasureCode.SIT_TO_STAND: _l("Your sit-to-stand number"),
        MeasureCode.FEV1: _l("Your FEV1"),
        MeasureCode.FVC: _l("Your FVC"),
        MeasureCode.PEAK_FLOW: _l("Your peak flow"),
        MeasureCode.RESPIRATORY_RATE: _l("Your breathing"),
        MeasureCode.STEPS: _l("Your number of steps"),
    }
)
OWN_BLOOD_PRESSURE = _l("Your blood pressure")

# Only where a bare number would not be understood.
SPOKEN_UNITS: Mapping[MeasureCode, LazyString] = MappingProxyType(
    {
        MeasureCode.WEIGHT: _l("kg"),
        MeasureCode.TEMPERATURE: _l("degrees"),
        MeasureCode.FEV1: _l("litres"),
        MeasureCode.FVC: _l("litres"),
        MeasureCode.RESPIRATORY_RATE: _l("breaths a minute"),
    }
)


def subject_name(subject: Subject) -> LazyString:
    """What the page is called."""
    return BLOOD_PRESSURE_NAME if subject == BLOOD_PRESSURE else measure_name(subject.first)


def context_name(context: ReadingContext | None) -> Sentence:
    """ "I hvile, uden ilt"; empty for measures without a context."""
    if context is None:
        return ""
    position = position_name(context.position)
    if not context.oxygen_l_per_min:
        return _l("%(position)s, without oxygen", position=position)
    return _l(
        "%(position)s, with %(litres)s litres of oxygen a minute",
        position=position,
        litres=format_number(context.oxygen_l_per_min),
    )


def sentences(story: Story) -> list[Sentence]:
    """The story in whole sentences, the most important one first."""
    return list(_sentences(story))


def clinicians_words(story: Story) -> list[str]:
    """What a clinician wrote for a value that was measured today, each once."""
    found = (beyond.words for _, beyond in story.beyond if story.is_today)
    return list(dict.fromkeys(words for words in found if words))


def all_clinicians_words(trends: Iterable[Trend]) -> list[str]:
    """Those for all values of today, each once."""
    stories = (story for trend in trends for story in trend.stories)
    return list(dict.fromkeys(words for one in stories for words in clinicians_words(one)))


def _sentences(story: Story) -> Iterator[Sentence]:
    if story.latest is None:
        yield _l("There is no number yet.")
    else:
        yield _latest_sentence(story, story.latest)
        yield from _usual_sentences(story)
    if story.skipped is not None:
        yield _skipped_sentence(story.skipped)
    if story.latest is not None:
        yield from _beyond_sentences(story)
        yield from _lateness(story)
        yield from (_drift_sentence(drift) for drift in story.drifts)
        yield from _unknown_sentences(story)


def _latest_sentence(story: Story, latest: Latest) -> Sentence:
    whose, value = _whose(latest), _value(latest)
    if story.is_today and latest.times_that_day > 1:
        return _l(
            # Translators: "Din iltmætning var 89 i dag kl. 18.05."
            "%(whose)s was %(value)s today at %(time)s.",
            whose=whose,
            value=value,
            time=format_clock(latest.at),
        )
    if story.is_today:
        # Translators: "Din iltmætning er 89 i dag."
        return _l("%(whose)s is %(value)s today.", whose=whose, value=value)
    if story.days_since == 1:
        return _l("%(whose)s was %(value)s yesterday.", whose=whose, value=value)
    return _l(
        # Translators: "Din iltmætning var 89 mandag 16. november."
        "%(whose)s was %(value)s on %(day)s.",
        whose=whose,
        value=value,
        day=format_day(latest.on),
    )


def _whose(latest: Latest) -> LazyString:
    return OWN_BLOOD_PRESSURE if len(latest.values) > 1 else OWN[latest.values[0][0]]


def _value(latest: Latest) -> Sentence:
    if len(latest.values) > 1:
        (_, high), (_, low) = latest.values
        # Translators: blood pressure, as one says it: "135 over 80"
        return _l("%(high)s over %(low)s", high=format_number(high), low=format_number(low))
    measure, value = latest.values[0]
    return with_spoken_unit(measure, value)


def with_spoken_unit(measure: MeasureCode, value: Decimal) -> Sentence:
    """A number as one says it in a sentence: "92", "71,4 kg"."""
    unit = SPOKEN_UNITS.get(measure)
    number = format_number(value)
    return number if unit is None else f"{number} {unit}"


def range_text(low: Decimal, high: Decimal) -> str:
    """ "91–93", or "92" where both ends are the same."""
    if low == high:
        return number_text(low)
    return f"{number_text(low)}–{number_text(high)}"


def number_text(value: Decimal) -> str:
    """A number as it is read; the same few numbers come again and again."""
    return _number_text(str(value), is_danish())


@lru_cache(maxsize=4096)
def _number_text(value: str, _is_danish: bool) -> str:
    return format_number(Decimal(value))


def is_too_unwell(story: Story, today: date) -> bool:
    """Whether the person was too unwell to measure today."""
    skipped = story.skipped
    return skipped is not None and skipped.reason.is_alarm and skipped.on == today


def is_any_too_unwell(trends: Iterable[Trend], today: date) -> bool:
    """Whether any measure was skipped today for that reason."""
    return any(is_too_unwell(story, today) for trend in trends for story in trend.stories)


def _usual_sentences(story: Story) -> Iterator[Sentence]:
    beyond = {measure for measure, _ in story.beyond}
    # A value beyond a limit is never said to be as usual, nor shown beside what is.
    told = [
        one
        for one in story.usual
        if not (one.measure in beyond and one.standing is Standing.WITHIN)
    ]
    if not told:
        return
    if story.latest is not None and len(told) == len(story.latest.values) == 2:
        high, low = (range_text(one.range.low, one.range.high) for one in told)
        yield _l("Your usual is %(high)s over %(low)s.", high=high, low=low)
    else:
        yield from (_usual_sentence(one, is_pair=_is_pair(story)) for one in told)
    if all(one.standing is Standing.WITHIN for one in told) and len(told) == len(story.usual):
        yield _l("That is as usual for you.")
        return
    standings = {one.standing for one in told}
    if _is_pair(story) and len(told) == 2 and len(standings) == 1:
        yield _both_sentence(standings.pop())
        return
    for one in told:
        if one.standing is not Standing.WITHIN:
            yield _away_sentence(one, is_pair=_is_pair(story))


def _is_pair(story: Story) -> bool:
    return story.latest is not None and len(story.latest.values) > 1


def _usual_sentence(one: Usual, *, is_pair: bool) -> Sentence:
    usual = range_text(one.range.low, one.range.high)
    if is_pair and one.measure is MeasureCode.SYSTOLIC:
        return _l("Your usual high number is %(usual)s.", usual=usual)
    if is_pair:
        return _l("Your usual low number is %(usual)s.", usual=usual)
    unit = SPOKEN_UNITS.get(one.measure)
    # Translators: "Dit sædvanlige er 91–93."
    return _l("Your usual is %(usual)s.", usual=usual if unit is None else f"{usual} {unit}")


def _away_sentence(one: Usual, *, is_pair: bool) -> Sentence:
    is_below = one.standing is Standing.BELOW
    if not is_pair:
        return (
            _l("That is lower than usual for you.")
            if is_below
            else _l("That is higher than usual for you.")
        )
    if one.measure is MeasureCode.SYSTOLIC:
        return (
            _l("The high number is lower than usual for you.")
            if is_below
            else _l("The high number is higher than usual for you.")
        )
    return (
        _l("The low number is lower than usual for you.")
        if is_below
        else _l("The low number is higher than usual for you.")
    )


def _both_sentence(standing: Standing) -> Sentence:
    if standing is Standing.BELOW:
        return _l("Both numbers are lower than usual for you.")
    return _l("Both numbers are higher than usual for you.")


BEYOND: Mapping[tuple[MeasureCode | None, Standing], LazyString] = MappingProxyType(
    {
        (None, Standing.BELOW): _l("The number is below the limit that your team has set."),
        (None, Standing.ABOVE): _l("The number is above the limit that your team has set."),
        (MeasureCode.SYSTOLIC, Standing.BELOW): _l(
            "The high number is below the limit that your team has set."
        ),
        (MeasureCode.SYSTOLIC, Standing.ABOVE): _l(
            "The high number is above the limit that your team has set."
        ),
        (MeasureCode.DIASTOLIC, Standing.BELOW): _l(
            "The low number is below the limit that your team has set."
        ),
        (MeasureCode.DIASTOLIC, Standing.ABOVE): _l(
            "The low number is above the limit that your team has set."
        ),
    }
)


CHANGED: Mapping[Standing, LazyString] = MappingProxyType(
    {
        Standing.BELOW: _l("It has fallen by more than the limit that your team has set."),
        Standing.ABOVE: _l("It has risen by more than the limit that your team has set."),
    }
)


def _beyond_sentences(story: Story) -> Iterator[Sentence]:
    for measure, beyond in story.beyond:
        if beyond.is_shown and beyond.is_change:
            yield CHANGED[beyond.side]
        elif beyond.is_shown:
            yield BEYOND[measure if _is_pair(story) else None, beyond.side]


def _skipped_sentence(skipped: Skipped) -> Sentence:
    return _l(
        # Translators: "Mandag 23. november målte du ikke. Du skrev: For dårlig til at måle."
        "%(day)s you did not measure. You wrote: %(reason)s.",
        day=_capital(format_day(skipped.on)),
        reason=skip_reason_name(skipped.reason),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lateness(story: Story) -> Iterator[Sentence]:
    if story.is_paused:
        yield _l("You have a pause now.")
    elif story.is_late and story.days_since == 1:
        yield _l("You have not measured yet today.")
    elif story.is_late:
        yield lazy_ngettext(
            "It is %(num)s day since you last measured.",
            "It is %(num)s days since you last measured.",
            story.days_since,
        )


def _drift_sentence(drift: AwayFromUsual | Moved) -> Sentence:
    lately = with_spoken_unit(drift.measure, drift.lately)
    if isinstance(drift, Moved):
        return _l(
            # Translators: "Det var mest omkring 93 for 3 måneder siden. De sidste 2 uger …"
            "3 months ago it was mostly around %(before)s. In the last 2 weeks it has mostly "
            "been around %(lately)s.",
            before=with_spoken_unit(drift.measure, drift.before),
            lately=lately,
        )
    if drift.standing is Standing.BELOW:
        return _l(
            "In the last 2 weeks it has mostly been around %(lately)s. That is lower than usual "
            "for you.",
            lately=lately,
        )
    return _l(
        "In the last 2 weeks it has mostly been around %(lately)s. That is higher than usual "
        "for you.",
        lately=lately,
    )


def _unknown_sentences(story: Story) -> Iterator[Sentence]:
    match story.unknown:
        case NotEnough(readings=readings, needed=needed):
            yield _l(
                "We do not know yet what is usual for you. You have %(readings)s of the "
                "%(needed)s readings that it takes.",
                readings=readings,
                needed=needed,
            )
        case NotConfirmed():
            yield _l("Your team has not yet decided what is usual for you.")


def marked_answers_sentence(times: int) -> Sentence:
    """How often answers stood out in a period."""
    if not times:
        return _l("No answers in the period were marked for the team to look at first.")
    return lazy_ngettext(
        "%(num)s time in the period, answers were marked for the team to look at first.",
        "%(num)s times in the period, answers were marked for the team to look at first.",
        times,
    )


def day_words(day: date) -> str:
    """ "Mandag 23. november", to begin a line with."""
    return _capital(format_day(day))
