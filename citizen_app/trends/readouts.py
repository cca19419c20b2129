"""Words for the picture: its numbers, days, marks, and a summary that tells the same."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date as babel_date
from flask_babel import get_locale, gettext, ngettext

from citizen_app.measures.wording import skip_reason_name, unit_name
from citizen_app.plans.rules import DAY
from citizen_app.trends.chart import Moment
from citizen_app.trends.periods import Period, Unit
from citizen_app.trends.series import Line, Series, Skip, Spot
from citizen_app.trends.subjects import Subject
from citizen_app.trends.ticks import LabelUnit
from citizen_app.trends.wording import Sentence, day_words, range_text
from citizen_app.web.formatting import format_clock, format_day, format_number, local

MOST_GAPS = 3
PATTERNS = {
    LabelUnit.WEEKDAY: "EEEEEE",
    LabelUnit.DAY: "d. MMM",
    LabelUnit.MONTH: "LLL",
    LabelUnit.YEAR: "y",
}


def axis_day(day: date, unit: LabelUnit) -> str:
    """The name of a day below the picture: "ma", "3. nov.", "okt." or "2026"."""
    return str(babel_date(day, PATTERNS[unit], locale=get_locale()))


def axis_value(value: Decimal) -> str:
    """The number beside the picture."""
    return format_number(value)


def with_unit(subject: Subject, text: Sentence) -> str:
    """ "88–94 %"."""
    return f"{text} {unit_name(subject.first)}"


def moment_text(subject: Subject, moment: Moment, unit: Unit | None) -> Sentence:
    """What a mark says when it is touched: "Mandag 5. oktober kl. 8.12: 92 %"."""
    _, spot = moment.spots[0]
    when = _when(spot, unit)
    value = with_unit(subject, _spoken(subject, [spot for _, spot in moment.spots]))
    if unit is None:
        corrected = any(spot.is_correction for _, spot in moment.spots)
        text = f"{when}: {value}"
        return gettext("%(text)s (corrected)", text=text) if corrected else text
    count = ngettext("%(num)s reading", "%(num)s readings", spot.count)
    return f"{when}: {value}. {count}"


def skip_text(skip: Skip) -> Sentence:
    """What the mark of a skipped reading says."""
    return gettext(
        # Translators: "Mandag 5. oktober kl. 8.12: ikke målt. Apparatet virker ikke"
        "%(when)s: not measured. %(reason)s",
        when=_moment(skip.at),
        reason=skip_reason_name(skip.reason),
    )


def stretch_name(spot: Spot, unit: Unit) -> str:
    """ "September 2026", "28. sep. – 4. okt. 2026"."""
    if unit is Unit.DAY:
        return day_words(spot.first_on)
    if unit is Unit.MONTH:
        name = str(babel_date(spot.first_on, "LLLL y", locale=get_locale()))
        return name[:1].upper() + name[1:]
    if unit is Unit.YEAR:
        return str(spot.first_on.year)
    first = babel_date(spot.first_on, "d. MMM", locale=get_locale())
    last = babel_date(spot.until_on - DAY, "d. MMM y", locale=get_locale())
    return f"{first} – {last}"


def title(subject_title: str, period: Period) -> Sentence:
    """What the picture shows, in one line."""
    return gettext(
        "%(what)s from %(first)s to %(last)s",
        what=subject_title,
        first=format_day(period.first_on),
        last=format_day(period.last_on),
    )


def summary(subject: Subject, series: Series) -> list[Sentence]:
    """Sentences that tell what the picture shows."""
    return list(_summary(subject, series))


def _summary(subject: Subject, series: Series) -> Iterator[Sentence]:
    if not series.lines:
        yield gettext("There are no numbers in this period.")
        return
    count = max(line.count for line in series.lines)
    yield ngettext("You have measured %(num)s time.", "You have measured %(num)s times.", count)
    for line in series.lines:
        yield _extremes(subject, line)
    if series.skips:
        skipped = len(series.skips)
        yield ngettext("You skipped %(num)s time.", "You skipped %(num)s times.", skipped)
    yield from _gaps(series.lines[0])


def _extremes(subject: Subject, line: Line) -> Sentence:
    lowest = min(line.spots, key=lambda spot: (spot.low, spot.at))
    highest = max(line.spots, key=lambda spot: (spot.high, spot.at))
    return gettext(
        "The lowest was %(low)s, %(low_day)s. The highest was %(high)s, %(high_day)s.",
        low=with_unit(subject, format_number(lowest.low)),
        low_day=format_day(lowest.first_on),
        high=with_unit(subject, format_number(highest.high)),
        high_day=format_day(highest.first_on),
    )


def _gaps(line: Line) -> Iterator[Sentence]:
    for before, after in line.gaps[:MOST_GAPS]:
        yield gettext(
            "There are no numbers from %(first)s to %(last)s.",
            first=format_day(before + DAY),
            last=format_day(after - DAY),
        )


def _spoken(subject: Subject, spots: list[Spot]) -> Sentence:
    texts = [range_text(spot.low, spot.high) for spot in spots]
    if subject.is_pair and len(texts) == 2:
        return gettext("%(high)s over %(low)s", high=texts[0], low=texts[1])
    return ", ".join(texts)


def _when(spot: Spot, unit: Unit | None) -> Sentence:
    return _moment(spot.at) if unit is None else stretch_name(spot, unit)


def _moment(at: datetime) -> Sentence:
    return gettext("%(day)s at %(time)s", day=day_words(local(at).date()), time=format_clock(at))
