"""What one citizen has sent: opened, seen, handled, marked as wrong, copied to the journal."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask import redirect as redirect_to
from werkzeug.wrappers import Response

from citizen_app.care_team import forms, service, wording
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.forms import HandleForm, parse_instant, parse_reason
from citizen_app.care_team.journal import journal_text
from citizen_app.database import NotFound, db
from citizen_app.measures.wording import measure_name
from citizen_app.record import service as record
from citizen_app.record import wording as record_wording
from citizen_app.record.answers import answered_questions
from citizen_app.record.service import AlreadyAcknowledged
from citizen_app.record.shapes import Receipt
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right
from citizen_app.typed_text import tidy
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor

Answer = Response | tuple[str, int]


@bp.app_template_global("questions_of_receipt")
def questions_of_receipt(receipt: Receipt) -> list[object]:
    """The answered questions of a submission that are not shown as readings."""
    if receipt.response is None:
        return []
    shown = [reading.link_id for reading in receipt.readings if reading.link_id]
    return list(answered_questions(receipt.response.resource, leave_out=shown))


@bp.get("/citizens/<uuid:person_id>/day")
@for_citizen(Right.SEE_CLINICAL)
def open_day(person_id: UUID) -> str:
    """What waits of a citizen, whole."""
    day = service.open_day(db.session, person=person_id, now=now())
    return render_template("care_team/open_day.html", day=day, **_words())


@bp.get("/citizens/<uuid:person_id>/submissions/<uuid:submission_id>")
@for_citizen(Right.SEE_CLINICAL)
def show_submission(person_id: UUID, submission_id: UUID) -> str:
    """One submission, and the form that says what was done about it."""
    return _submission_page(person_id, submission_id, HandleForm(), [])


@bp.post("/citizens/<uuid:person_id>/submissions/<uuid:submission_id>/seen")
@for_citizen(Right.ACKNOWLEDGE)
def mark_seen(person_id: UUID, submission_id: UUID) -> Response:
    """Mark one submission as seen."""
    service.see(
        db.session,
        actor=current_actor().id,
        person=person_id,
        submission_id=submission_id,
        now=now(),
    )
    return redirect_to(url_for(".open_day", person_id=person_id), code=303)


@bp.post("/citizens/<uuid:person_id>/submissions/<uuid:submission_id>/handled")
@for_citizen(Right.ACKNOWLEDGE)
def mark_handled(person_id: UUID, submission_id: UUID) -> Answer:
    """Mark one submission as handled, with a note to the citizen and a follow-up."""
    form = HandleForm.read(request.form)
    parsed = form.parse(now())
    if isinstance(parsed, list):
        return _submission_page(person_id, submission_id, form, parsed), 422
    try:
        service.handle(
            db.session,
            actor=current_actor().id,
            person=person_id,
            submission_id=submission_id,
            words=parsed.words,
            follow_up=parsed.follow_up,
            now=now(),
        )
    except AlreadyAcknowledged:
        # What the first one stored is what the second is shown.
        db.session.rollback()
        return _submission_page(person_id, submission_id, form, [], is_second=True), 409
    return redirect_to(url_for(".open_day", person_id=person_id), code=303)


def _submission_page(
    person: UUID,
    submission_id: UUID,
    form: HandleForm,
    errors: Sequence[FieldError],
    *,
    is_second: bool = False,
) -> str:
    receipt = record.get_receipt(db.session, person=person, submission_id=submission_id)
    limits = service.limits_of(db.session, people_ids=[person], now=now())[person]
    return render_template(
        "care_team/show_submission.html",
        person=service.name_of(db.session, person=person),
        receipt=receipt,
        limits=limits,
        form=form,
        errors=errors,
        error_of=by_field(errors),
        is_second=is_second,
        due=list(forms.DUE.items()),
        **_words(),
    )


@bp.get("/citizens/<uuid:person_id>/submissions/<uuid:submission_id>/journal")
@for_citizen(Right.SEE_CLINICAL)
def copy_to_journal(person_id: UUID, submission_id: UUID) -> str:
    """A handled submission as plain text, for the professional's own journal."""
    receipt = record.get_receipt(db.session, person=person_id, submission_id=submission_id)
    if receipt.handled is None:
        raise NotFound
    return render_template(
        "care_team/copy_to_journal.html",
        person=service.name_of(db.session, person=person_id),
        text=journal_text(receipt),
    )


@bp.get("/citizens/<uuid:person_id>/readings/<uuid:reading_id>/faulty")
@for_citizen(Right.MARK_FAULTY)
def ask_why_faulty(person_id: UUID, reading_id: UUID) -> str:
    """The form that asks why a reading is wrong."""
    return _faulty_page(person_id, reading_id, "", [])


@bp.post("/citizens/<uuid:person_id>/readings/<uuid:reading_id>/faulty")
@for_citizen(Right.MARK_FAULTY)
def mark_faulty(person_id: UUID, reading_id: UUID) -> Answer:
    """Mark a reading as wrong: it stays to be read and counts no more."""
    typed = tidy(request.form.get("reason", ""))
    reason = parse_reason(typed)
    if isinstance(reason, list):
        return _faulty_page(person_id, reading_id, typed, reason), 422
    try:
        record.mark_faulty(
            db.session,
            actor=current_actor().id,
            person=person_id,
            reading_id=reading_id,
            reason=reason,
            now=now(),
        )
    except AlreadyAcknowledged:
        db.session.rollback()
        return _faulty_page(person_id, reading_id, reason, []), 409
    reading = record.get_reading(db.session, person=person_id, reading_id=reading_id)
    address = url_for(".show_submission", person_id=person_id, submission_id=reading.submission_id)
    return redirect_to(address, code=303)


def _faulty_page(person: UUID, reading_id: UUID, reason: str, errors: Sequence[FieldError]) -> str:
    return render_template(
        "care_team/ask_why_faulty.html",
        person=service.name_of(db.session, person=person),
        reading=record.get_reading(db.session, person=person, reading_id=reading_id),
        reason=reason,
        errors=errors,
        error_of=by_field(errors),
        **_words(),
    )


@bp.post("/citizens/<uuid:person_id>/missed/seen")
@for_citizen(Right.ACKNOWLEDGE)
def mark_missed_seen(person_id: UUID) -> Response:
    """Set aside what the citizen missed, up to the last window that the page told of."""
    until = parse_instant(request.form.get("until", ""))
    if until is None:
        abort(422)
    service.see_missed(
        db.session, actor=current_actor().id, person=person_id, until=until, now=now()
    )
    return redirect_to(url_for(".open_day", person_id=person_id), code=303)


@bp.post("/citizens/<uuid:person_id>/follow-ups/<uuid:follow_up_id>/done")
@for_citizen(Right.ACKNOWLEDGE)
def finish_follow_up(person_id: UUID, follow_up_id: UUID) -> Response:
    """Note that something is done."""
    service.finish_follow_up(
        db.session,
        actor=current_actor().id,
        person=person_id,
        follow_up_id=follow_up_id,
        now=now(),
    )
    return redirect_to(url_for(".open_day", person_id=person_id), code=303)


def _words() -> dict[str, object]:
    return {"wording": wording, "words": record_wording, "measure_name": measure_name}
