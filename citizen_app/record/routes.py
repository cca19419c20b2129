"""Receipts and the history of what was sent."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.database import db
from citizen_app.measures.wording import measure_name
from citizen_app.plans import service as plans
from citizen_app.record import service, wording
from citizen_app.record.answers import answered_questions
from citizen_app.record.rules import Colour, FindingKind
from citizen_app.record.shapes import Place, Receipt, ZoneWords
from citizen_app.web.acting import acting_for
from citizen_app.web.formatting import local
from citizen_app.web.guards import citizen, current_actor, current_person, entering

bp = Blueprint("record", __name__, url_prefix="/record")

INSTANT = "%Y%m%dT%H%M%S.%fZ"


@bp.get("")
@citizen
def list_receipts() -> str:
    """Everything sent, newest first, with its state."""
    person = current_person()
    receipts, more = service.list_receipts(db.session, person=person, after=_after())
    return render_template(
        "record/list_receipts.html",
        days=_by_day(receipts),
        more=more and f"{more.received_at.astimezone(UTC):{INSTANT}}_{more.id.hex}",
        wording=wording,
    )


def _by_day(receipts: Sequence[Receipt]) -> list[tuple[date, list[Receipt]]]:
    days = groupby(receipts, key=lambda receipt: local(receipt.received_at).date())
    return [(day, list(sent)) for day, sent in days]


def _after() -> Place | None:
    wanted = request.args.get("after")
    if not wanted:
        return None
    instant, _, identity = wanted.partition("_")
    try:
        return Place(datetime.strptime(instant, INSTANT).replace(tzinfo=UTC), UUID(hex=identity))
    except ValueError:
        abort(404)


@bp.get("/<uuid:submission_id>")
@entering
def show_receipt(submission_id: UUID) -> Response | str:
    """One submission: what, when, and how far it has come."""
    person = current_person()
    receipt = service.get_receipt(db.session, person=person, submission_id=submission_id)
    if acting_for() and receipt.actor_id != current_actor().id:
        # Who enters for somebody sees what they have sent themselves.
        return redirect(url_for("today.show_today"), code=303)
    return render_template(
        "record/show_receipt.html",
        receipt=receipt,
        questions=_questions(receipt),
        advice=_advice(receipt),
        zone_words=_zone_words(receipt),
        is_too_unwell=_is_too_unwell(receipt),
        shows_triage=plans.shows_triage(db.session, person=person),
        wording=wording,
        measure_name=measure_name,
    )


def _questions(receipt: Receipt) -> list[object]:
    if receipt.response is None:
        return []
    shown = [reading.link_id for reading in receipt.readings if reading.link_id]
    return list(answered_questions(receipt.response.resource, leave_out=shown))


def _advice(receipt: Receipt) -> list[str]:
    """A clinician's words for what was red or yellow, each once, the red ones first."""
    ordered = sorted(receipt.findings, key=lambda finding: finding.colour is not Colour.RED)
    return list(dict.fromkeys(finding.words for finding in ordered if finding.words))


def _zone_words(receipt: Receipt) -> tuple[ZoneWords, ...]:
    """What the citizen's own action plan says; the room with plans is above this one."""
    found: tuple[ZoneWords, ...] = current_app.extensions["find_zone_words"](
        db.session,
        person=receipt.person_id,
        findings=receipt.findings,
        form_url=receipt.response.questionnaire_url if receipt.response else None,
        at=receipt.received_at,
    )
    return found


def _is_too_unwell(receipt: Receipt) -> bool:
    return any(finding.kind is FindingKind.SKIPPED for finding in receipt.findings)
