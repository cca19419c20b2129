"""What a page of readings is for: a task, something extra, or the correction of one reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from citizen_app.database import NotFound, db
from citizen_app.measures import MeasureCode
from citizen_app.measures.wording import measure_name
from citizen_app.plans import service as plans
from citizen_app.plans.rules import TaskRef, local_day, read_window
from citizen_app.readings.correcting import correction_page, texts_of
from citizen_app.readings.rules import allowed_measures, first_measures
from citizen_app.readings.shapes import EntryPage
from citizen_app.record.shapes import SentReading
from citizen_app.web.clock import now
from citizen_app.web.guards import current_person
from citizen_app.web.language import current_language


@dataclass(frozen=True)
class Frame:
    """One page of readings with its purpose and its addresses.

    `shown_first` limits what is seen at once; `texts` fill the fields of a correction.
    """

    page: EntryPage
    heading: LazyString | str
    action: str
    back: str
    shown_first: frozenset[MeasureCode] | None = None
    task: TaskRef | None = None
    is_activity: bool = False
    corrects: SentReading | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


def frame_of_request() -> Frame:
    """The task named in the address, or an extra reading. NotFound for what is not the person's."""
    activity, window = request.args.get("activity"), request.args.get("window")
    if activity is None:
        return _extra()
    try:
        return _activity(UUID(activity), window or "")
    except ValueError as error:
        raise NotFound from error


def frame_of_correction(reading: SentReading) -> Frame:
    """The correction of one reading of the person."""
    return Frame(
        page=correction_page(reading),
        heading=_l("Correct: %(measure)s", measure=measure_name(reading.measure)),
        action=url_for("readings.change_reading", reading_id=reading.id),
        back=url_for("record.show_receipt", submission_id=reading.submission_id),
        corrects=reading,
        texts=texts_of(reading),
    )


def _extra() -> Frame:
    asked = plans.asked_measures(db.session, person=current_person(), on=local_day(now()))
    return Frame(
        page=EntryPage(allowed_measures(asked)),
        heading=_l("New reading"),
        action=url_for("readings.add_readings"),
        back=url_for("today.show_today"),
        shown_first=first_measures(asked),
    )


def _activity(activity_id: UUID, window: str) -> Frame:
    person = current_person()
    activity = plans.find_activity(db.session, person=person, activity_id=activity_id)
    if not activity.measures:
        raise NotFound
    start = read_window(window)
    task = None
    if start is not None:
        task = plans.find_task(
            db.session, person=person, activity_id=activity_id, window_start=start
        )
    return Frame(
        page=EntryPage(activity.measures),
        heading=activity.title.in_language(current_language()),
        action=url_for("readings.add_readings", activity=activity_id, window=window),
        back=url_for("today.show_today"),
        task=task,
        is_activity=True,
    )
