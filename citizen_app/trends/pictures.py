"""A chart with its words: title, summary, key and what each mark says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citizen_app.measures.wording import measure_name
from citizen_app.trends import readouts
from citizen_app.trends.chart import Chart, Zone, draw
from citizen_app.trends.periods import Period
from citizen_app.trends.series import Line, Series
from citizen_app.trends.service import Background, Trend, zones_of
from citizen_app.trends.subjects import Subject
from citizen_app.trends.wording import Sentence, context_name, subject_name

FEW_LABELS = 4


@dataclass(frozen=True)
class KeyEntry:
    """A line of the key: the shape of a line, or the kind of an area, and what it means."""

    text: Sentence
    shape: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class Picture:
    """One picture. `ident` is unique on the page; `context` is named where there are several."""

    ident: str
    subject: Subject
    series: Series
    chart: Chart
    title: Sentence
    summary: tuple[Sentence, ...]
    key: tuple[KeyEntry, ...]
    context: Sentence = ""


def small_picture(trend: Trend, background: Background) -> Picture | None:
    """All contexts in one small picture, told apart by shape; areas only where there is one."""
    if not trend.series.lines:
        return None
    contexts = {line.context for line in trend.series.lines}
    zones = _zones(trend.subject, trend.series, background) if len(contexts) == 1 else []
    return _picture(trend.subject, trend.series, background.period, zones, trend.subject.slug)


def pictures(trend: Trend, background: Background) -> list[Picture]:
    """A picture for each context, so that no two share a line, an area or an axis of values."""
    found = []
    for place, context in enumerate(dict.fromkeys(line.context for line in trend.series.lines)):
        lines = tuple(line for line in trend.series.lines if line.context == context)
        skips = trend.series.skips if place == 0 else ()
        series = replace(trend.series, lines=lines, skips=skips)
        zones = _zones(trend.subject, series, background)
        ident = f"{trend.subject.slug}-{place + 1}"
        picture = _picture(trend.subject, series, background.period, zones, ident)
        found.append(replace(picture, context=context_name(context)))
    return found


def _picture(
    subject: Subject, series: Series, period: Period, zones: Sequence[Zone], ident: str
) -> Picture:
    return Picture(
        ident=ident,
        subject=subject,
        series=series,
        chart=draw(series, period, zones),
        title=readouts.title(str(subject_name(subject)), period),
        summary=tuple(readouts.summary(subject, series)),
        key=tuple(_line_entries(subject, series.lines)),
    )


def _zones(subject: Subject, series: Series, background: Background) -> list[Zone]:
    zones = [zone for line in series.lines for zone in zones_of(background, line)]
    # The area beyond a limit of one number would cover the line of the other.
    return [zone for zone in zones if zone.kind == "usual"] if subject.is_pair else zones


def _line_entries(subject: Subject, lines: Sequence[Line]) -> list[KeyEntry]:
    if len(lines) == 1:
        return []
    return [
        KeyEntry(
            measure_name(line.measure) if subject.is_pair else context_name(line.context), place
        )
        for place, line in enumerate(lines)
    ]
