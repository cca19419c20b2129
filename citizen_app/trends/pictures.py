"""A chart with its words: title, what it shows, its key, and what each mark says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from citizen_app.trends.chart import Chart, draw
from citizen_app.trends.events import ChangeKind, Events
from citizen_app.trends.periods import Period
from citizen_app.trends.readouts import moment_texts
from citizen_app.trends.series import Series
from citizen_app.trends.service import Background, Trend, zones_of
from citizen_app.trends.subjects import Subject
from citizen_app.trends.told import line_name, title, told
from citizen_app.trends.wording import Sentence, context_name, number_text, range_text, subject_name
from citizen_app.trends.zones import USUAL, Zone


@dataclass(frozen=True)
class KeyEntry:
    """A line of the key: a mark by its shape's id, or an area or line by its kind."""

    text: Sentence
    shape: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Picture:
    """One picture. `ident` is unique on the page; `texts` are what its moments say, if anything;
    `context` is named where there are several."""

    ident: str
    subject: Subject
    series: Series
    chart: Chart
    title: Sentence
    told: tuple[Sentence, ...]
    texts: tuple[Sentence, ...]
    key: tuple[KeyEntry, ...]
    context: Sentence = ""


def small_picture(trend: Trend, background: Background) -> Picture | None:
    """All contexts in one small picture, told apart by shape; areas only where there is one."""
    if not trend.series.lines:
        return None
    contexts = {line.context for line in trend.series.lines}
    zones = _zones(trend.subject, trend.series, background) if len(contexts) == 1 else []
    events = Events(pauses=trend.events.pauses)
    ident = trend.subject.slug
    return _picture(trend.subject, trend.series, background.period, zones, events, ident)


def pictures(trend: Trend, background: Background) -> list[Picture]:
    """A picture for each context, so that no two share a line, an area or an axis of values."""
    found = []
    for place, context in enumerate(dict.fromkeys(line.context for line in trend.series.lines)):
        lines = tuple(line for line in trend.series.lines if line.context == context)
        skips = trend.series.skips if place == 0 else ()
        series = replace(trend.series, lines=lines, skips=skips)
        zones = _zones(trend.subject, series, background)
        ident = f"{trend.subject.slug}-{place + 1}"
        picture = _picture(trend.subject, series, background.period, zones, trend.events, ident)
        texts = moment_texts(trend.subject, picture.chart.moments, series.unit)
        found.append(replace(picture, context=context_name(context), texts=texts))
    return found


def _picture(
    subject: Subject,
    series: Series,
    period: Period,
    zones: Sequence[Zone],
    events: Events,
    ident: str,
) -> Picture:
    return Picture(
        ident=ident,
        subject=subject,
        series=series,
        chart=draw(series, period, zones, events),
        title=title(subject_name(subject), period),
        told=tuple(told(subject, series, period, zones, events)),
        texts=(),
        key=tuple(_key(subject, series, zones, events)),
    )


def _zones(subject: Subject, series: Series, background: Background) -> list[Zone]:
    zones = [zone for line in series.lines for zone in zones_of(background, line)]
    # The area beyond a limit of one number would cover the line of the other.
    return [zone for zone in zones if zone.kind == USUAL] if subject.is_pair else zones


def _key(
    subject: Subject, series: Series, zones: Sequence[Zone], events: Events
) -> Iterator[KeyEntry]:
    if len(series.lines) > 1:
        for place, line in enumerate(series.lines):
            yield KeyEntry(line_name(subject, series, line), shape=f"s{place}")
    if series.unit is not None:
        yield KeyEntry(_l("From the lowest to the highest, and the average"), kind="envelope")
    yield from _zone_entries(zones)
    if any(spot.is_correction for line in series.lines for spot in line.spots):
        yield KeyEntry(_l("Corrected"), shape="ring")
    if series.skips:
        yield KeyEntry(_l("Skipped"), shape="skipped")
    if events.answers:
        yield KeyEntry(_l("You answered that you felt worse"), shape="answered")
    if events.changes:
        kinds = {kind for change in events.changes for kind in change.kinds}
        is_usual = kinds == {ChangeKind.USUAL}
        text = _l("Your team decided what is usual") if is_usual else _l("Your plan was changed")
        yield KeyEntry(text, shape="changed")
    if events.pauses:
        # Translators: days without tasks, in the key of a picture
        yield KeyEntry(_l("Pause"), kind="pause")


def _zone_entries(zones: Sequence[Zone]) -> Iterator[KeyEntry]:
    for zone in (zone for zone in zones if zone.until is None):
        if zone.kind == USUAL and zone.low is not None and zone.high is not None:
            usual = range_text(zone.low, zone.high)
            yield KeyEntry(_l("Your usual: %(usual)s", usual=usual), kind=zone.kind)
        elif zone.is_above and zone.low is not None:
            limit = number_text(zone.low)
            above = {
                "yellow": _l("Yellow: above %(limit)s", limit=limit),
                "red": _l("Red: above %(limit)s", limit=limit),
            }
            yield KeyEntry(above[zone.kind], kind=zone.kind)
        elif zone.high is not None:
            limit = number_text(zone.high)
            below = {
                "yellow": _l("Yellow: below %(limit)s", limit=limit),
                "red": _l("Red: below %(limit)s", limit=limit),
            }
            yield KeyEntry(below[zone.kind], kind=zone.kind)
