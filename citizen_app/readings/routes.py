"""Entering readings: the fields, the questions, the last look, and sending.

Nothing is kept between the pages but what they carry themselves.
"""

from dataclasses import replace
from enum import StrEnum
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import BaseModel, Field, field_validator
from werkzeug.wrappers import Response

from citizen_app.database import NotFound, db
from citizen_app.measures.wording import measure_name
from citizen_app.plans.rules import may_send_late
from citizen_app.readings import service, wording
from citizen_app.readings.correcting import is_unchanged
from citizen_app.readings.fields import ask_view, fields_view, hidden_fields
from citizen_app.readings.forms import Entry, Outcome, blank_entry, parse_entry
from citizen_app.readings.frames import Frame, frame_of_correction, frame_of_request
from citizen_app.record import service as record
from citizen_app.record.shapes import KeyTaken, Receipt, SentReading
from citizen_app.web.acting import acting_for
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError
from citizen_app.web.guards import current_actor, current_person, entering, may_answer_with_page

bp = Blueprint("readings", __name__, url_prefix="/readings")

Answer = Response | str | tuple[str, int]


class Go(StrEnum):
    """Which button was pressed."""

    ON = "on"
    EDIT = "edit"
    SEND = "send"


class Pressed(BaseModel):
    """What a page says besides the readings: its key, the button, and what was seen last."""

    key: UUID = Field(default_factory=uuid4)
    go: Go = Go.ON
    seen: str = ""

    @field_validator("key", mode="before")
    @classmethod
    def _own_key(cls, typed: object) -> UUID:
        """A key that was tampered with gives way to a new one."""
        try:
            return UUID(str(typed))
        except ValueError:
            return uuid4()

    @field_validator("go", mode="before")
    @classmethod
    def _known_button(cls, typed: object) -> object:
        return typed if typed in set(Go) else Go.ON


@bp.get("/add")
@entering
def add_readings() -> Answer:
    """The fields of a task, or of an extra reading."""
    frame = frame_of_request()
    if _is_closed(frame):
        task, moment = frame.task, now()
        opens_at = task.window_start if task and moment < task.window_start else None
        return render_template("readings/show_closed_task.html", frame=frame, opens_at=opens_at)
    return _show_fields(frame, blank_entry(frame.page), uuid4())


@bp.post("/add")
@entering
@may_answer_with_page
def check_readings() -> Answer:
    """What was typed: corrected, asked about, shown once more, or sent."""
    return _answer(frame_of_request())


@bp.get("/<uuid:reading_id>/change")
@entering
def change_reading(reading_id: UUID) -> Answer:
    """The fields of a sent reading; one that was corrected before leads to its correction."""
    reading = _reading_to_change(reading_id)
    if reading.replaced_by is not None:
        return redirect(url_for("readings.change_reading", reading_id=reading.replaced_by))
    frame = frame_of_correction(reading)
    return _show_fields(frame, blank_entry(frame.page, frame.texts), uuid4())


@bp.post("/<uuid:reading_id>/change")
@entering
@may_answer_with_page
def check_change(reading_id: UUID) -> Answer:
    """The correction: a new submission, and the old reading stays readable."""
    return _answer(frame_of_correction(_reading_to_change(reading_id)))


def _reading_to_change(reading_id: UUID) -> SentReading:
    """A reading of the person; who enters for somebody corrects what they have typed themselves."""
    person = current_person()
    reading = record.get_reading(db.session, person=person, reading_id=reading_id)
    if acting_for():
        receipt = record.get_receipt(db.session, person=person, submission_id=reading.submission_id)
        if receipt.actor_id != current_actor().id:
            raise NotFound
    return reading


def _is_closed(frame: Frame) -> bool:
    moment = now()
    if frame.task is None or frame.task.window_start <= moment < frame.task.window_end:
        return False
    return not may_send_late(frame.task.window, moment)


def _answer(frame: Frame) -> Answer:
    fields = request.form.to_dict()
    pressed = Pressed.model_validate(fields)
    entry = parse_entry(frame.page, fields, now())
    if pressed.go is Go.EDIT:
        again = replace(entry, outcome=Outcome.BLANK, errors=(), ask=None)
        return _show_fields(frame, again, pressed.key)
    entry = _with_page_errors(frame, entry)
    match entry.outcome:
        case Outcome.ASK:
            return _show_ask(frame, entry, pressed.key), 422
        case Outcome.COMPLETE if pressed.go is Go.SEND and pressed.seen == entry.fingerprint:
            return _send(frame, entry, pressed.key)
        case Outcome.COMPLETE:
            return _show_check(frame, entry, pressed.key)
        case _:
            return _show_fields(frame, entry, pressed.key), 422


def _with_page_errors(frame: Frame, entry: Entry) -> Entry:
    """A page of its own wants something entered, and a correction something changed."""
    message = None
    if entry.outcome is Outcome.EMPTY:
        message = wording.NOTHING_ENTERED
    elif frame.corrects and entry.readings and is_unchanged(frame.corrects, entry):
        message = wording.NOTHING_CHANGED
    if message is None:
        return entry
    error = FieldError(frame.page.prefix + frame.page.measures[0], message)
    return replace(entry, outcome=Outcome.ERRORS, errors=(error,))


def _send(frame: Frame, entry: Entry, key: UUID) -> Answer:
    try:
        receipt = service.send_readings(
            db.session,
            actor=current_actor().id,
            person=current_person(),
            key=key,
            task=frame.task,
            readings=entry.readings,
            measured_at=entry.measured_at or now(),
            replaces=frame.corrects.id if frame.corrects else None,
            now=now(),
        )
    except KeyTaken as taken:
        return _show_key_taken(frame, entry, taken.first), 409
    return redirect(url_for("record.show_receipt", submission_id=receipt.id), code=303)


def _show_fields(frame: Frame, entry: Entry, key: UUID) -> str:
    sent = frame.task and record.find_sent(db.session, person=current_person(), task=frame.task)
    return render_template(
        "readings/add_readings.html",
        frame=frame,
        view=fields_view(entry, frame.shown_first),
        errors=entry.errors,
        key=key,
        sent=sent,
    )


def _show_ask(frame: Frame, entry: Entry, key: UUID) -> str:
    return render_template(
        "readings/ask_about_reading.html",
        frame=frame,
        ask=ask_view(entry),
        errors=entry.errors,
        key=key,
    )


def _show_check(frame: Frame, entry: Entry, key: UUID) -> str:
    entered = {reading.measure for reading in entry.readings}
    asked = frame.page.measures if frame.is_activity else ()
    return render_template(
        "readings/check_readings.html",
        frame=frame,
        entry=entry,
        missing=[code for code in asked if code not in entered],
        carried=hidden_fields(entry),
        key=key,
        wording=wording,
        measure_name=measure_name,
    )


def _show_key_taken(frame: Frame, entry: Entry, first: Receipt) -> str:
    return render_template(
        "readings/show_key_taken.html",
        frame=frame,
        entry=entry,
        first=first,
        carried=hidden_fields(entry),
        key=uuid4(),
        wording=wording,
        measure_name=measure_name,
    )
