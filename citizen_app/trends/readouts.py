"""Words on and beside a picture: numbers and days of the axes, and what each mark says."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from flask_babel import get_locale, gettext, ngettext

from citizen_app.measures.wording import skip_reason_name, unit_name
from citizen_app.plans.rules import DAY
from citizen_app.plans.wording import REASONS
from citizen_app.record.wording import answer_text
from citizen_app.trends.chart import Moment
from citizen_app.trends.events import Answered, Changed, ChangeKind, Paused
from citizen_app.trends.periods import Unit
from citizen_app.trends.series import Skip
from citizen_app.trends.subjects import Subject
from citizen_app.trends.ticks import LabelUnit
from citizen_app.trends.wording import Sentence, range_text
from citizen_app.web.clock import today
from citizen_app.web.formatting import format_clock, local

LABELS = {
    LabelUnit.WEEKDAY: "ccc",
    LabelUnit.MONTH: "LLL",
    LabelUnit.YEAR: "y",
}
SHORT, SHORT_WITH_YEAR = "MMMd", "yMMMd"
LONG, LONG_WITH_YEAR = "MMMMd", "yMMMMd"


def axis_day(day: date, unit: LabelUnit) -> str:
    """The name of a day below the picture: "man.", "3. nov.", "okt." or "2026"."""
    if unit is LabelUnit.DAY:
        return short_day(day)
    return str(babel_date(day, LABELS[unit], locale=get_locale()))


def with_unit(subject: Subject, text: Sentence) -> str:
    """ "88–94 %"."""
    return f"{text} {unit_name(subject.first)}"


def short_day(day: date) -> str:
    """ "3. nov.", with the year when it is not this one."""
    return _short_day(day, _locale(), day.year == today().year)


def days_text(first_on: date, last_on: date) -> str:
    """ "14. september–20. september", or one day; with years when they are not this one."""
    is_this_year = first_on.year == last_on.year == today().year
    skeleton = LONG if is_this_year else LONG_WITH_YEAR
    days = dict.fromkeys((first_on, last_on))
    return "–".join(str(format_skeleton(skeleton, day, locale=_locale())) for day in days)


def stretch_name(first_on: date, until_on: date, unit: Unit | None) -> str:
    """ "September", "2025" or "28. september–4. oktober"; `until_on` is the day after."""
    if unit is Unit.MONTH:
        return _month(first_on, _locale(), first_on.year == today().year)
    if unit is Unit.YEAR:
        return str(first_on.year)
    return days_text(first_on, until_on - DAY)


def moment_texts(
    subject: Subject, moments: Sequence[Moment], unit: Unit | None
) -> tuple[Sentence, ...]:
    """What each mark says when it is touched: "5. okt. kl. 8.12: 92 %".

    A picture has many marks: patterns are looked up once for all of them.
    """
    at, pair = gettext("%(day)s at %(time)s"), gettext("%(high)s over %(low)s")
    corrected, unit_text = gettext("%(text)s (corrected)"), str(unit_name(subject.first))
    locale, this_year = _locale(), today().year

    def text_of(moment: Moment) -> Sentence:
        spots = [spot for _, spot in moment.spots]
        values = [range_text(spot.low, spot.high) for spot in spots]
        is_whole_pair = subject.is_pair and len(values) == 2
        value = pair % {"high": values[0], "low": values[1]} if is_whole_pair else ", ".join(values)
        if unit is not None:
            when = stretch_name(spots[0].first_on, spots[0].until_on, unit)
            count = ngettext("%(num)s reading", "%(num)s readings", spots[0].count)
            return f"{when}: {value} {unit_text}. {count}"
        day = spots[0].first_on
        named = _short_day(day, locale, day.year == this_year)
        when = at % {"day": named, "time": format_clock(spots[0].at)}
        text = f"{when}: {value} {unit_text}"
        return corrected % {"text": text} if any(spot.is_correction for spot in spots) else text

    return tuple(text_of(moment) for moment in moments)


def day_of(moment: Moment) -> date:
    """The day to open for a mark."""
    return moment.spots[0][1].first_on


def skip_text(skip: Skip) -> Sentence:
    """What the mark of a skipped reading says."""
    return gettext(
        # Translators: "5. okt. kl. 8.12: ikke målt. Apparatet virker ikke"
        "%(when)s: not measured. %(reason)s",
        when=_moment(skip.at),
        reason=skip_reason_name(skip.reason),
    )


def pause_text(pause: Paused) -> Sentence:
    """ "14.–20. sep.: pause. Jeg er ude at rejse"."""
    return gettext(
        "%(days)s: pause. %(reason)s",
        days=days_text(pause.first_on, pause.last_on),
        reason=REASONS[pause.reason],
    )


def change_text(change: Changed) -> Sentence:
    """What the mark of a changed plan says."""
    day = short_day(change.day)
    if change.kinds == {ChangeKind.USUAL}:
        return gettext("%(day)s: your team decided what is usual for you", day=day)
    return gettext("%(day)s: your plan was changed", day=day)


def answered_text(answered: Answered) -> Sentence:
    """The questions and answers, in the words of the form."""
    told = ". ".join(
        f"{question.text} {', '.join(answer_text(answer) for answer in question.answers)}"
        for question in answered.questions
    )
    day = short_day(local(answered.at).date())
    return f"{day}: {told}" if told else gettext("%(day)s: answers that you felt worse", day=day)


def _moment(at: datetime) -> Sentence:
    return gettext("%(day)s at %(time)s", day=short_day(local(at).date()), time=format_clock(at))


def _locale() -> Locale:
    return get_locale() or Locale("da")


@lru_cache(maxsize=4096)
def _short_day(day: date, locale: Locale, is_this_year: bool) -> str:
    skeleton = SHORT if is_this_year else SHORT_WITH_YEAR
    return str(format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=4096)
def _month(day: date, locale: Locale, is_this_year: bool) -> str:
    pattern = "LLLL" if is_this_year else "LLLL y"
    name = str(babel_date(day, pattern, locale=locale))
    return name[:1].upper() + name[1:]
