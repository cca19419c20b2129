"""The sheet for the doctor as plain data: words and places, which the typesetter only sets.

Everything is told by the same functions as the pages; places are those of the same charts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import get_locale, gettext
from sqlmodel import Session

from citizen_app.measures.wording import unit_name
from citizen_app.people import service as people
from citizen_app.people.rules import Contacts
from citizen_app.people.wording import reading_hours_sentence
from citizen_app.trends.chart import Chart, Mark, Stroke
from citizen_app.trends.paper import Paper, paper_of
from citizen_app.trends.periods import Period
from citizen_app.trends.pictures import Picture, small_picture
from citizen_app.trends.readouts import axis_day, short_day
from citizen_app.trends.service import Background, Trend, stands
from citizen_app.trends.subjects import Subject
from citizen_app.trends.table import Entry
from citizen_app.trends.tablewords import number_text as entry_text
from citizen_app.trends.tablewords import skip_words
from citizen_app.trends.taking_along import gather, name_of
from citizen_app.trends.wording import (
    context_name,
    is_any_too_unwell,
    marked_answers_sentence,
    number_text,
    range_text,
    sentences,
    subject_name,
)
from citizen_app.web.formatting import format_clock, format_phone, local

LATEST = 5
FEW_MARKS = 45
Plain = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """What the sheet is made of. `latest` are the newest entries of each subject."""

    paper: Paper
    background: Background
    trends: Sequence[Trend]
    latest: dict[Subject, Sequence[Entry]]
    marked_answers: int
    advice: Sequence[str]
    contacts: Contacts
    app_name: str
    is_demo: bool
    is_for_team: bool = False


def sheet_for_team(
    session: Session, *, person: UUID, period: Period, now: datetime, app_name: str, is_demo: bool
) -> Sheet:
    """The sheet of a citizen for the care team: with limits, and without words to the citizen."""
    gathered = gather(session, person=person, period=period, now=now, most=LATEST)
    return Sheet(
        paper=paper_of(name_of(session, person), period, now),
        background=replace(gathered.background, shows_triage=True),
        trends=gathered.trends,
        latest={subject: table.entries for subject, table in gathered.tables.items()},
        marked_answers=gathered.marked_answers,
        advice=(),
        contacts=people.contacts_of(session, person=person),
        app_name=app_name,
        is_demo=is_demo,
        is_for_team=True,
    )


def plain_sheet(sheet: Sheet) -> Plain:
    """Everything on the sheet, in the reader's language, ready to be written as JSON."""
    locale = get_locale()
    return {
        "lang": str(locale.language if locale else "da"),
        "title": gettext("Readings") if sheet.is_for_team else gettext("My readings"),
        "app": sheet.app_name,
        "paper": asdict(sheet.paper),
        "made": gettext("Made %(when)s", when=sheet.paper.made),
        "alarm": _alarm(sheet),
        "nothing": "" if sheet.trends else gettext("Nothing has been sent yet."),
        "subjects": [_subject(trend, sheet) for trend in sheet.trends],
        "when": gettext("When"),
        "latest": gettext("Latest"),
        "answers": str(marked_answers_sentence(sheet.marked_answers)),
        "hours": reading_hours_sentence(sheet.contacts.reading_hours),
        "calls": _calls(sheet.contacts),
        "foot": _foot(sheet.is_demo),
        "advice": gettext("This sheet shows what was sent. It gives no advice."),
    }


def _alarm(sheet: Sheet) -> Plain:
    lines = list(sheet.advice)
    is_unwell = is_any_too_unwell(sheet.trends, sheet.background.today)
    if is_unwell and not sheet.is_for_team:
        lines.append(
            gettext(
                "You are too unwell to measure. Call now; do not wait for the team to read this."
            )
        )
    return {"heading": gettext("Please read this now"), "lines": lines}


def _calls(contacts: Contacts) -> Plain:
    lines = []
    if contacts.clinic_phone:
        clinic = gettext("Otherwise your own doctor: %(name)s", name=contacts.clinic_name)
        lines.append([clinic, format_phone(contacts.clinic_phone)])
    else:
        lines.append([gettext("Otherwise your own doctor: call the clinic."), ""])
    if contacts.out_of_hours_phone:
        night = gettext("Outside opening hours: %(name)s", name=contacts.out_of_hours_name)
        lines.append([night, format_phone(contacts.out_of_hours_phone)])
    else:
        doctor = gettext("Outside opening hours: the doctor on call (1813 in the Capital Region).")
        lines.append([doctor, ""])
    if contacts.team_phone:
        team = gettext("Your team: %(name)s", name=contacts.team_name)
        lines.append([team, format_phone(contacts.team_phone)])
    return {
        "question": gettext("Is it life-threatening, or can you hardly breathe?"),
        "call": gettext("Call %(number)s", number=contacts.emergency),
        "lines": lines,
    }


def _foot(is_demo: bool) -> str:
    if not is_demo:
        return ""
    return str(
        gettext(
            "This is a demo with invented people. It is not CE-marked and must not be used in "
            "patient care until the responsible organisation has clarified MDR."
        )
    )


def _subject(trend: Trend, sheet: Sheet) -> Plain:
    picture = small_picture(trend, sheet.background)
    return {
        "name": str(subject_name(trend.subject)),
        "stories": list(_stories(trend)),
        "usual": list(_usual(trend, sheet.background, picture)),
        "told": [str(line) for line in picture.told[:2]] if picture else [],
        "unit": _unit(trend),
        "latest": _latest(trend.subject, sheet.latest[trend.subject][:LATEST]),
        "picture": _picture(picture) if picture else None,
        "no_picture": gettext("There are no numbers in this period."),
    }


def _unit(trend: Trend) -> str:
    """ "%, i hvile, uden ilt": the unit, and how all numbers were measured where they share it."""
    unit = str(unit_name(trend.subject.first))
    contexts = {line.context for line in trend.series.lines}
    name = str(context_name(contexts.pop())) if len(contexts) == 1 else ""
    return f"{unit} · {name}" if name else unit


def _stories(trend: Trend) -> Iterator[Plain]:
    for story in trend.stories:
        name = str(context_name(story.context)) if story.names_context else ""
        yield {"context": name, "text": " ".join(map(str, sentences(story)))}


def _usual(trend: Trend, background: Background, picture: Picture | None) -> Iterator[str]:
    """What is usual in each context, where the picture's key does not say it already."""
    if picture and any(entry.kind == "usual" for entry in picture.key):
        return
    for one in background.baselines:
        if one.measure in trend.subject.measures and stands(one, background.now):
            usual = gettext(
                "Your usual: %(usual)s", usual=range_text(one.usual.low, one.usual.high)
            )
            name = str(context_name(one.context))
            yield f"{name}: {usual}" if name else usual


def _latest(subject: Subject, entries: Sequence[Entry]) -> list[list[str]]:
    """The newest numbers below their days, with the clock where a day has several."""
    days = [local(entry.at).date() for entry in entries]
    several = len(set(days)) < len(days)
    return [
        [_when(entry, day, several), _number(subject, entry)]
        for entry, day in zip(entries, days, strict=True)
    ]


def _when(entry: Entry, day: date, has_clock: bool) -> str:
    name = short_day(day)
    if not has_clock:
        return name
    return str(gettext("%(day)s at %(time)s", day=name, time=format_clock(entry.at)))


def _number(subject: Subject, entry: Entry) -> str:
    """Without its unit, which stands beside the heading."""
    unit = f" {unit_name(subject.first)}"
    if not entry.standing:
        old = str(entry_text(subject, entry.replaced)).removesuffix(unit)
        return str(gettext("%(text)s (corrected later)", text=old))
    text = str(entry_text(subject, entry.standing)).removesuffix(unit)
    return text or str(skip_words(entry))


def _picture(picture: Picture) -> Plain:
    return {
        "alt": " ".join([f"{picture.title}.", *map(str, picture.told)]),
        "key": [
            {"text": str(entry.text), "shape": entry.shape, "kind": entry.kind}
            for entry in picture.key
        ],
        "chart": _chart(picture.chart),
    }


def _chart(chart: Chart) -> Plain:
    """Places as they stand in the chart, in per cent of the picture or in its square."""
    return {
        "values": [[_share(one.y), number_text(one.value)] for one in chart.values],
        "days": [
            [_share(one.x), axis_day(one.day, chart.label_unit), one.anchor] for one in chart.days
        ],
        "boxes": [
            [box.kind, *map(_share, (box.x, box.y, box.width, box.height))] for box in chart.boxes
        ],
        "pauses": [[_share(one.x), _share(one.width)] for one in chart.pauses],
        "strokes": [_stroke(stroke) for stroke in chart.strokes],
        "marks": [
            _mark(moment.x, mark, chart.is_grouped)
            for moment in chart.moments
            for mark in moment.marks
        ],
        "skips": [_share(one.x) for one in chart.skips],
        "is_dense": len(chart.moments) > FEW_MARKS,
    }


def _share(percent: str) -> str:
    return percent.removesuffix("%")


def _stroke(stroke: Stroke) -> Plain:
    return {
        "shape": stroke.shape,
        "runs": _runs(stroke.path),
        "envelopes": _runs(stroke.envelope.replace("z", "")),
    }


def _runs(path: str) -> list[list[list[int]]]:
    """ "M0 500L10 510M20 …" as the points of each run, in the square of the chart."""
    return [
        [[int(place) for place in point.split()] for point in run.split("L")]
        for run in path.split("M")
        if run
    ]


def _mark(x: str, mark: Mark, is_grouped: bool) -> Plain:
    return {
        "x": _share(x),
        "y": _share(mark.y),
        "shape": mark.shape,
        "is_correction": mark.is_correction,
        "is_drawn": not is_grouped,
    }
