"""Pages of answering: one step at a time, checking, sending."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from citizen_app.database import NotFound, db
from citizen_app.fhir_forms import Asked
from citizen_app.plans import service as plans
from citizen_app.plans.rules import NotAWindow, read_window
from citizen_app.questionnaires import pages, service
from citizen_app.questionnaires.addresses import (
    FROM_CHECK,
    address,
    address_after,
    address_of_extra,
    correcting,
    page_address,
)
from citizen_app.questionnaires.advice import Advice, advice_after, plan_words_after
from citizen_app.questionnaires.forms import TypedPage
from citizen_app.questionnaires.late import late_answers
from citizen_app.questionnaires.rules import is_offered, next_page, page_out_of_turn
from citizen_app.questionnaires.shapes import (
    AlreadySent,
    Answering,
    DraftChanged,
    NotComplete,
    Round,
)
from citizen_app.questionnaires.wording import COLOURS
from citizen_app.record import service as record
from citizen_app.record import wording as record_wording
from citizen_app.record.rules import Colour
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor, current_person, entering
from citizen_app.web.language import current_language

bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


class OccurrenceConverter(BaseConverter):
    """A window's start in an address, or "extra"; the service says whether it exists."""

    regex = r"extra|[0-9]{8}T[0-9]{4}Z"


class StepConverter(BaseConverter):
    """The number of a step; the form says whether it exists."""

    regex = r"[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        """The number, which is never so long that it cannot be one."""
        return int(value)


# Before the routes below, which use them.
bp.record(
    lambda setup: setup.app.url_map.converters.update(
        occurrence=OccurrenceConverter, step=StepConverter
    )
)

BACK, CLOSE = "back", "close"
# The readings room's fields for the question it has put about a number, and for the answer.
ASKED, ANSWERED = "asked", ("answer", "again")


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>")
@entering
def start(activity_id: UUID, occurrence: str) -> Response | str:
    """Go on where the person left off."""
    answering = _open(activity_id, occurrence)
    if answering.sent is not None:
        return _to("show_sent", answering)
    if _is_closed(answering):
        return _render_closed(answering)
    page = answering.way.first_open()
    return _to_page(answering, page) if page else _to("show_check", answering)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/steps/<step:step>")
@entering
def show_step(activity_id: UUID, occurrence: str, step: int) -> Response | str:
    """One page of the form, with what is answered so far."""
    answering = _open(activity_id, occurrence)
    _known_page(answering, step)
    page = answering.way.page(step)
    if answering.sent is not None or page is None or _is_closed(answering):
        return _to("start", answering)
    return _render_step(answering, page)


@bp.post("/<uuid:activity_id>/<occurrence:occurrence>/steps/<step:step>")
@entering
def save_step(activity_id: UUID, occurrence: str, step: int) -> Response | tuple[str, int]:
    """Save a page's answers, then go where the button leads."""
    answering = _open(activity_id, occurrence)
    if _is_early(answering):
        return _to("start", answering)
    page = answering.way.page(step) or _known_page(answering, step)
    actor, moment = current_actor().id, now()
    typed = pages.read(answering, page, _posted_fields(), actor=actor, now=moment)
    if _must_be_mended(answering, page, typed):
        return _render_step(answering, page, typed), 422
    try:
        saved = service.save_page(
            db.session,
            where=_round(activity_id, occurrence),
            opened=answering,
            changes=pages.entries_of(typed, actor=actor, now=moment),
            key=_posted_key(),
            now=moment,
        )
    except AlreadySent as error:
        return _answer_late(answering, page, typed, error.submission_id)
    return _after_saving(answering, saved, page)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/steps/<step:step>/advice")
@entering
def show_advice(activity_id: UUID, occurrence: str, step: int) -> Response | str:
    """A clinician's words about the answer just given, with the phone numbers."""
    answering = _open(activity_id, occurrence)
    _known_page(answering, step)
    page = answering.way.page(step)
    found = _advice(answering, step)
    if answering.sent is not None or page is None or not found:
        return _to("start", answering)
    is_correcting = _is_correcting()
    following = next_page(answering.way, step, is_correcting=is_correcting)
    return render_template(
        "questionnaires/show_advice.html",
        advice=found,
        is_red=any(advice.colour is Colour.RED for advice in found),
        zone_names=record_wording.ZONES,
        back=page_address(answering, page, **correcting(is_correcting)),
        onwards=address_after(answering, following, is_correcting),
    )


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/check")
@entering
def show_check(activity_id: UUID, occurrence: str) -> Response | str:
    """Every answer, to look at before sending."""
    answering = _open(activity_id, occurrence)
    if answering.sent is not None or _is_closed(answering):
        return _to("start", answering)
    return _render_check(answering)


@bp.post("/<uuid:activity_id>/<occurrence:occurrence>/check")
@entering
def send_answers(activity_id: UUID, occurrence: str) -> Response | tuple[str, int]:
    """Send what was checked, once, and show the receipt."""
    try:
        submission_id = service.send_answers(
            db.session,
            actor=current_actor().id,
            where=_round(activity_id, occurrence),
            key=_posted_key() or UUID(int=0),
            revision=request.form.get("revision", -1, int),
            language=current_language(),
            now=now(),
        )
    except AlreadySent as error:
        submission_id = error.submission_id
    except DraftChanged:
        answering = _open(activity_id, occurrence)
        return _render_check(answering, has_changed=True), 409
    except NotComplete:
        return _render_check(_open(activity_id, occurrence)), 422
    return redirect(url_for("record.show_receipt", submission_id=submission_id), 303)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/sent")
@entering
def show_sent(activity_id: UUID, occurrence: str) -> Response | str:
    """The task is done: the receipt, and a way to answer once more."""
    answering = _open(activity_id, occurrence)
    if answering.sent is None:
        return _to("start", answering)
    return render_template(
        "questionnaires/show_sent.html",
        title=answering.form.title,
        submission_id=answering.sent,
        again=address_of_extra(answering),
    )


def _round(activity_id: UUID, occurrence: str) -> Round:
    try:
        window_start = read_window(occurrence)
    except NotAWindow as error:
        raise NotFound from error
    return Round(current_person(), activity_id, window_start)


def _open(activity_id: UUID, occurrence: str) -> Answering:
    where = _round(activity_id, occurrence)
    return service.open_answering(db.session, where=where, language=current_language())


def _known_page(answering: Answering, step: int) -> Asked:
    """A page of the form, asked or not."""
    page = page_out_of_turn(answering.form, step)
    if page is None:
        raise NotFound
    return page


def _is_early(answering: Answering) -> bool:
    return answering.task is not None and now() < answering.task.window_start


def _is_closed(answering: Answering) -> bool:
    """Whether it is too early, or too late to begin; what was begun may be finished."""
    if _is_early(answering) or answering.key is not None:
        return _is_early(answering)
    task, activity = answering.task, answering.activity
    return not is_offered(
        task.window if task else None,
        valid_from=activity.valid_from,
        valid_until=activity.valid_until,
        now=now(),
    )


def _must_be_mended(answering: Answering, page: Asked, typed: TypedPage) -> bool:
    """Going on needs answers that can stand; where the page is too late, nothing is mended."""
    goes_on = request.form.get("go") not in (BACK, CLOSE)
    if not (goes_on and (typed.errors or pages.is_asking(typed))):
        return False
    sent = service.find_where_sent(
        db.session, person=current_person(), opened=answering, key=_posted_key()
    )
    return sent is None and answering.way.page(page.step.index) is not None


def _posted_fields() -> Mapping[str, str]:
    """What was typed. Leaving a question about a number without an answer does not answer it."""
    go, fields = request.form.get("go"), request.form.to_dict()
    is_unanswered = not any(fields.get(name, "").strip() for name in ANSWERED)
    if go == BACK or (go == CLOSE and is_unanswered):
        fields.pop(ASKED, None)
    return fields


def _posted_key() -> UUID | None:
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        return None


def _answer_late(
    answering: Answering, page: Asked, typed: TypedPage, submission_id: UUID
) -> Response | tuple[str, int]:
    """The receipt for a page that says what was sent; else both, since nothing is saved now."""
    receipt = record.get_receipt(db.session, person=current_person(), submission_id=submission_id)
    late = late_answers(answering.form, page, typed, receipt)
    if not late:
        return redirect(url_for("record.show_receipt", submission_id=submission_id), 303)
    return render_template(
        "questionnaires/show_late.html",
        late=late,
        submission_id=submission_id,
        again=address_of_extra(answering),
    ), 409


def _after_saving(before: Answering, saved: Answering, page: Asked) -> Response:
    """Advice first where the answer calls for it, then where the button leads."""
    if saved.way.page(page.step.index) is None:
        return _to("start", saved)
    is_correcting = _is_correcting()
    leaves = request.form.get("go") in (BACK, CLOSE)
    found = _advice(saved, page.step.index)
    if found and not (leaves and found == _advice(before, page.step.index)):
        return _to("show_advice", saved, step=page.step.index, **correcting(is_correcting))
    return redirect(_address_of_button(saved, page, is_correcting), 303)


def _address_of_button(saved: Answering, page: Asked, is_correcting: bool) -> str:
    go = request.form.get("go")
    if go == BACK and ASKED in request.form:
        return page_address(saved, page, **correcting(is_correcting))
    if go == BACK and is_correcting:
        return address("show_check", saved)
    if go == BACK and (earlier := saved.way.before(page.step.index)):
        return page_address(saved, earlier)
    if go in (BACK, CLOSE):
        return url_for("today.show_today")
    following = next_page(saved.way, page.step.index, is_correcting=is_correcting)
    return address_after(saved, following, is_correcting)


def _advice(answering: Answering, step: int) -> tuple[Advice, ...]:
    page = answering.way.page(step)
    if page is None:
        return ()
    person, moment = current_person(), now()
    find = current_app.extensions["find_zone_words"]
    return (
        *advice_after(db.session, answering, page, person=person, now=moment),
        *plan_words_after(db.session, answering, page, find, person=person, now=moment),
    )


def _is_correcting() -> bool:
    return request.values.get("from") == FROM_CHECK


def _to(endpoint: str, answering: Answering, **more: object) -> Response:
    return redirect(address(endpoint, answering, **more), 303)


def _to_page(answering: Answering, page: Asked) -> Response:
    return redirect(page_address(answering, page), 303)


def _render_closed(answering: Answering) -> str:
    task, activity = answering.task, answering.activity
    is_asked_still = is_offered(
        None, valid_from=activity.valid_from, valid_until=activity.valid_until, now=now()
    )
    return render_template(
        "questionnaires/show_closed.html",
        heading=activity.title.in_language(current_language()),
        heading_language=activity.title.language,
        opens_at=task.window_start if task and _is_early(answering) else None,
        again=address_of_extra(answering) if task and is_asked_still else None,
    )


def _render_step(answering: Answering, page: Asked, typed: TypedPage | None = None) -> str:
    return render_template(
        "questionnaires/show_step.html",
        view=pages.show(answering, page, typed),
        page=page,
        errors=typed.errors if typed else (),
        countdown=next((item.countdown for item in page.items if item.countdown), None),
        passed=_questions_before(answering, page),
        key=answering.key or "",
        action=address("save_step", answering, step=page.step.index),
        is_correcting=_is_correcting(),
    )


def _questions_before(answering: Answering, page: Asked) -> int:
    """How many numbered pages lie before this one, for the progress bar."""
    return sum(
        1
        for other in answering.way.pages
        if other.number is not None and other.step.index < page.step.index
    )


def _render_check(answering: Answering, *, has_changed: bool = False) -> str:
    rows = pages.rows_to_check(answering)
    missing = [row for row in rows if row.is_missing]
    first_open = answering.way.first_open()
    return render_template(
        "questionnaires/show_check.html",
        rows=rows,
        missing=missing,
        first_open=page_address(answering, first_open) if first_open else None,
        where={
            "activity_id": answering.activity.id,
            "occurrence": request.view_args["occurrence"] if request.view_args else "",
            "from": FROM_CHECK,
        },
        key=answering.key or "",
        revision=answering.revision,
        action=address("send_answers", answering),
        has_changed=has_changed,
        begun_on=pages.earlier_day(answering, now()),
        shows_triage=plans.shows_triage(db.session, person=current_person()),
        colour_names=COLOURS,
    )
