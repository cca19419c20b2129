"""Pages of answering: one step at a time, checking, sending."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from citizen_app.database import NotFound, db
from citizen_app.fhir_forms import Asked
from citizen_app.plans import service as plans
from citizen_app.plans.rules import NotAWindow, read_window, write_window
from citizen_app.questionnaires import pages, service
from citizen_app.questionnaires.advice import Advice, advice_after
from citizen_app.questionnaires.forms import TypedPage
from citizen_app.questionnaires.rules import next_page
from citizen_app.questionnaires.shapes import (
    AlreadySent,
    Answering,
    DraftChanged,
    NotComplete,
    Round,
)
from citizen_app.questionnaires.wording import COLOURS
from citizen_app.record.rules import Colour
from citizen_app.web.clock import now
from citizen_app.web.guards import citizen, current_actor, current_person
from citizen_app.web.language import current_language

bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


class OccurrenceConverter(BaseConverter):
    """A window's start in an address, or "extra"; the service says whether it exists."""

    regex = r"extra|[0-9]{8}T[0-9]{4}Z"


# Before the routes below, which use it.
bp.record(lambda setup: setup.app.url_map.converters.update(occurrence=OccurrenceConverter))

FROM_CHECK = "check"
BACK, CLOSE = "back", "close"
# The readings room's fields for the question it has put about a number, and for the answer.
ASKED, ANSWERED = "asked", ("answer", "again")


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>")
@citizen
def start(activity_id: UUID, occurrence: str) -> Response:
    """Go on where the person left off."""
    answering = _open(activity_id, occurrence)
    if answering.sent is not None:
        return _to("show_sent", answering)
    page = answering.way.first_open()
    return _to_page(answering, page) if page else _to("show_check", answering)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/steps/<int:step>")
@citizen
def show_step(activity_id: UUID, occurrence: str, step: int) -> Response | str:
    """One page of the form, with what is answered so far."""
    answering = _open(activity_id, occurrence)
    page = answering.way.page(step)
    if answering.sent is not None or page is None:
        return _to("start", answering)
    return _render_step(answering, page)


@bp.post("/<uuid:activity_id>/<occurrence:occurrence>/steps/<int:step>")
@citizen
def save_step(activity_id: UUID, occurrence: str, step: int) -> Response | tuple[str, int]:
    """Save a page's answers, then go where the button leads."""
    answering = _open(activity_id, occurrence)
    page = answering.way.page(step)
    if page is None:
        return _to("start", answering)
    goes_on = request.form.get("go") not in (BACK, CLOSE)
    actor, moment = current_actor().id, now()
    typed = pages.read(answering, page, _posted_fields(), actor=actor, now=moment)
    if goes_on and (typed.errors or pages.is_asking(typed)):
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
        return redirect(url_for("record.show_receipt", submission_id=error.submission_id), 303)
    return _after_saving(answering, saved, page)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/steps/<int:step>/advice")
@citizen
def show_advice(activity_id: UUID, occurrence: str, step: int) -> Response | str:
    """A clinician's words about the answer just given, with the phone numbers."""
    answering = _open(activity_id, occurrence)
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
        back=_page_address(answering, page, **_correcting(is_correcting)),
        onwards=_address_after(answering, following, is_correcting),
    )


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/check")
@citizen
def show_check(activity_id: UUID, occurrence: str) -> Response | str:
    """Every answer, to look at before sending."""
    answering = _open(activity_id, occurrence)
    if answering.sent is not None:
        return _to("show_sent", answering)
    return _render_check(answering)


@bp.post("/<uuid:activity_id>/<occurrence:occurrence>/check")
@citizen
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
        return _render_check(_open(activity_id, occurrence), is_refused=True), 422
    return redirect(url_for("record.show_receipt", submission_id=submission_id), 303)


@bp.get("/<uuid:activity_id>/<occurrence:occurrence>/sent")
@citizen
def show_sent(activity_id: UUID, occurrence: str) -> Response | str:
    """The task is done: the receipt, and a way to answer once more."""
    answering = _open(activity_id, occurrence)
    if answering.sent is None:
        return _to("start", answering)
    return render_template(
        "questionnaires/show_sent.html",
        title=answering.form.title,
        submission_id=answering.sent,
        again=url_for(".start", activity_id=activity_id, occurrence=write_window(None)),
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


def _after_saving(before: Answering, saved: Answering, page: Asked) -> Response:
    """Advice first where the answer calls for it, then where the button leads."""
    is_correcting = _is_correcting()
    leaves = request.form.get("go") in (BACK, CLOSE)
    found = _advice(saved, page.step.index)
    if found and not (leaves and found == _advice(before, page.step.index)):
        return _to("show_advice", saved, step=page.step.index, **_correcting(is_correcting))
    return redirect(_address_of_button(saved, page, is_correcting), 303)


def _address_of_button(saved: Answering, page: Asked, is_correcting: bool) -> str:
    go = request.form.get("go")
    if go == BACK and ASKED in request.form:
        return _page_address(saved, page, **_correcting(is_correcting))
    if go == BACK and is_correcting:
        return _address("show_check", saved)
    if go == BACK and (earlier := saved.way.before(page.step.index)):
        return _page_address(saved, earlier)
    if go in (BACK, CLOSE):
        return url_for("today.show_today")
    following = next_page(saved.way, page.step.index, is_correcting=is_correcting)
    return _address_after(saved, following, is_correcting)


def _advice(answering: Answering, step: int) -> tuple[Advice, ...]:
    page = answering.way.page(step)
    if page is None:
        return ()
    return advice_after(db.session, answering, page, person=current_person(), now=now())


def _is_correcting() -> bool:
    return request.values.get("from") == FROM_CHECK


def _correcting(is_correcting: bool) -> dict[str, str]:
    return {"from": FROM_CHECK} if is_correcting else {}


def _address(endpoint: str, answering: Answering, **more: object) -> str:
    start = answering.task.window_start if answering.task else None
    return url_for(
        f".{endpoint}",
        activity_id=answering.activity.id,
        occurrence=write_window(start),
        **more,  # type: ignore[arg-type]
    )


def _page_address(answering: Answering, page: Asked, **more: object) -> str:
    return _address("show_step", answering, step=page.step.index, **more)


def _address_after(answering: Answering, page: Asked | None, is_correcting: bool) -> str:
    if page is None:
        return _address("show_check", answering)
    return _page_address(answering, page, **_correcting(is_correcting))


def _to(endpoint: str, answering: Answering, **more: object) -> Response:
    return redirect(_address(endpoint, answering, **more), 303)


def _to_page(answering: Answering, page: Asked) -> Response:
    return redirect(_page_address(answering, page), 303)


def _render_step(answering: Answering, page: Asked, typed: TypedPage | None = None) -> str:
    return render_template(
        "questionnaires/show_step.html",
        view=pages.show(answering, page, typed),
        page=page,
        errors=typed.errors if typed else (),
        countdown=page.items[0].countdown,
        passed=_questions_before(answering, page),
        key=answering.key or "",
        action=_address("save_step", answering, step=page.step.index),
        is_correcting=_is_correcting(),
    )


def _questions_before(answering: Answering, page: Asked) -> int:
    """How many numbered pages lie before this one, for the progress bar."""
    return sum(
        1
        for other in answering.way.pages
        if other.number is not None and other.step.index < page.step.index
    )


def _render_check(
    answering: Answering, *, has_changed: bool = False, is_refused: bool = False
) -> str:
    rows = pages.rows_to_check(answering)
    missing = [row for row in rows if row.is_missing]
    first_open = answering.way.first_open()
    return render_template(
        "questionnaires/show_check.html",
        rows=rows,
        missing=missing,
        first_open=_page_address(answering, first_open) if first_open else None,
        where={
            "activity_id": answering.activity.id,
            "occurrence": request.view_args["occurrence"] if request.view_args else "",
            "from": FROM_CHECK,
        },
        key=answering.key or "",
        revision=answering.revision,
        action=_address("send_answers", answering),
        has_changed=has_changed,
        is_refused=is_refused,
        shows_triage=plans.shows_triage(db.session, person=current_person()),
        colour_names=COLOURS,
    )
