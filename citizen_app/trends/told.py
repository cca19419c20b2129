"""What a picture shows, in sentences: for those who do not see it, and for everybody else."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.lists import format_list
from flask_babel import get_locale, gettext, ngettext

from citizen_app.measures import MeasureCode
from citizen_app.plans.rules import DAY
from citizen_app.trends.events import ChangeKind, Events, Paused
from citizen_app.trends.figures import Figures, Stage, figures_of, outside
from citizen_app.trends.periods import Period
from citizen_app.trends.readouts import days_text, stretch_name, with_unit
from citizen_app.trends.series import Line, Series
from citizen_app.trends.subjects import Subject
from citizen_app.trends.wording import Sentence, context_name, range_text
from citizen_app.trends.zones import Zone
from citizen_app.web.formatting import format_day, format_number, local

MOST_NAMED = 5
NO_EVENTS = Events()


def title(name: Sentence, period: Period) -> Sentence:
    """What the picture is of, in one line."""
    return gettext(
        # Translators: "Iltmætning, 25. aug.–23. nov."
        "%(what)s, %(days)s",
        what=name,
        days=days_text(period.first_on, period.last_on),
    )


def told(
    subject: Subject,
    series: Series,
    period: Period,
    zones: Sequence[Zone] = (),
    events: Events = NO_EVENTS,
) -> list[Sentence]:
    """Sentences that tell what the picture shows, the shape of it first."""
    found: list[Sentence] = []
    if subject.is_pair:
        found.append(_count(max(line.count for line in series.lines)))
    for line in series.lines:
        figures = figures_of(line, period, series.unit)
        sentences = list(_of_line(subject, line, figures, zones))
        name = line_name(subject, series, line)
        found += [f"{name}: {' '.join(map(str, sentences))}"] if name else sentences
    return [*found, *_gaps(series), *_beside(series, events)]


def _count(count: int) -> Sentence:
    return ngettext("You have measured %(num)s time.", "You have measured %(num)s times.", count)


def _of_line(
    subject: Subject, line: Line, figures: Figures, zones: Sequence[Zone]
) -> Iterator[Sentence]:
    if not subject.is_pair:
        yield _count(figures.count)
    yield _extremes(subject, figures)
    if len(figures.stages) > 1:
        yield ". ".join(_stage(stage) for stage in figures.stages) + "."
    yield from _zones(line, zones)
    if figures.corrected:
        yield ngettext(
            "%(num)s number is corrected.", "%(num)s numbers are corrected.", figures.corrected
        )


def line_name(subject: Subject, series: Series, line: Line) -> Sentence:
    """What tells a line from the others in its picture; empty where it is the only one."""
    if len(series.lines) == 1:
        return ""
    if not subject.is_pair:
        return context_name(line.context)
    if line.measure is MeasureCode.SYSTOLIC:
        return gettext("The high number")
    return gettext("The low number")


def _extremes(subject: Subject, figures: Figures) -> Sentence:
    low, high = figures.lowest, figures.highest
    if low.low == high.high:
        # A unit such as "slag/min." brings the full stop itself.
        value = with_unit(subject, format_number(low.low)).removesuffix(".")
        return gettext("All were %(value)s.", value=value)
    return gettext(
        # Translators: "Lavest 86 % (mandag 12. oktober). Højest 94 % (søndag 18. oktober)."
        "Lowest %(low)s (%(low_day)s). Highest %(high)s (%(high_day)s).",
        low=with_unit(subject, format_number(low.low)),
        low_day=_day_of(low.first_on, low.until_on),
        high=with_unit(subject, format_number(high.high)),
        high_day=_day_of(high.first_on, high.until_on),
    )


def _day_of(first_on: date, until_on: date) -> str:
    """The day of a reading, or the days of the stretch it lies in."""
    return (
        format_day(first_on) if until_on <= first_on + DAY else days_text(first_on, until_on - DAY)
    )


def _stage(stage: Stage) -> str:
    name = stretch_name(stage.first_on, stage.until_on, stage.unit)
    return f"{name}: {range_text(stage.low, stage.high)}"


def _zones(line: Line, zones: Sequence[Zone]) -> Iterator[Sentence]:
    counts = outside(line, zones)
    if counts is None:
        return
    if counts.below_usual:
        yield ngettext(
            "%(num)s number was below your usual.",
            "%(num)s numbers were below your usual.",
            counts.below_usual,
        )
    if counts.above_usual:
        yield ngettext(
            "%(num)s number was above your usual.",
            "%(num)s numbers were above your usual.",
            counts.above_usual,
        )
    if counts.yellow:
        yield ngettext(
            "%(num)s number was in the yellow area.",
            "%(num)s numbers were in the yellow area.",
            counts.yellow,
        )
    if counts.red:
        yield ngettext(
            "%(num)s number was in the red area.",
            "%(num)s numbers were in the red area.",
            counts.red,
        )


def _gaps(series: Series) -> Iterator[Sentence]:
    gaps = [gap for line in series.lines[:1] for gap in line.gaps]
    if not gaps:
        return
    named = [days_text(before + DAY, after - DAY) for before, after in gaps[:MOST_NAMED]]
    yield gettext("There are no numbers: %(days)s.", days=_listed(named, len(gaps)))


def _beside(series: Series, events: Events) -> Iterator[Sentence]:
    if series.skips:
        yield ngettext("You skipped %(num)s time.", "You skipped %(num)s times.", len(series.skips))
    yield from pauses_told(events.pauses)
    yield from _changes(events)
    if events.answers:
        on = list(dict.fromkeys(local(one.at).date() for one in events.answers))
        yield gettext("You answered that you felt worse: %(days)s.", days=_listed_days(on))


def pauses_told(pauses: Sequence[Paused]) -> Iterator[Sentence]:
    """The days of each pause, if there was any."""
    if pauses:
        runs = [(pause.first_on, pause.last_on) for pause in pauses]
        yield gettext("You had a pause: %(days)s.", days=listed_runs(runs))


def _changes(events: Events) -> Iterator[Sentence]:
    usual = [one.day for one in events.changes if ChangeKind.USUAL in one.kinds]
    plan = [one.day for one in events.changes if ChangeKind.PLAN in one.kinds]
    if plan:
        yield gettext("Your plan was changed: %(days)s.", days=_listed_days(plan))
    if usual:
        yield gettext(
            "Your team decided what is usual for you: %(days)s.", days=_listed_days(usual)
        )


def listed_runs(runs: Sequence[tuple[date, date]]) -> str:
    """ "7. september og 2. oktober–4. oktober", or the first few and how many more there are."""
    return _listed([days_text(*run) for run in runs[:MOST_NAMED]], len(runs))


def _listed_days(days: list[date]) -> str:
    return listed_runs([(day, day) for day in days])


def _listed(names: list[str], count: int) -> str:
    """ "7. sep., 14.–20. sep. og 2. okt.", or the first few and how many more there are."""
    more = count - len(names)
    if more > 0:
        names = [*names, ngettext("%(num)s more", "%(num)s more", more)]
    return str(format_list(names, locale=get_locale()))
