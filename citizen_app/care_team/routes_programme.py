"""The programme overview, its file, and what is entered for it."""

import csv
import io
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import programme
from citizen_app.care_team import wording_programme as words
from citizen_app.care_team.forms_programme import SizeForm, municipality_error, read_condition
from citizen_app.care_team.service import name_of
from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.people.places import municipalities
from citizen_app.people.rules import Condition
from citizen_app.people.wording import CONDITIONS
from citizen_app.record.wording import COLOURS
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import current_teams, for_citizen, for_team
from citizen_app.sharing.rules import Right
from citizen_app.typed_text import tidy
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor

programme_bp = Blueprint("programme", __name__)

Answer = Response | tuple[str, int]
BYTE_ORDER_MARK = "\ufeff"


@programme_bp.get("/programme")
@for_team(Right.SEE_PROGRAMME)
def show_programme() -> str:
    """How many take part where, and how soon all act."""
    return _show(_condition(), SizeForm(), [])


@programme_bp.get("/programme/numbers")
@for_team(Right.SEE_PROGRAMME)
def download_numbers() -> Response:
    """The same numbers for a spreadsheet; what is hidden on the page is hidden here."""
    condition = _condition()
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(words.csv_rows(_overview(condition)))
    name = f"program-{condition.value}-{today():%Y-%m-%d}.csv"
    return Response(
        (BYTE_ORDER_MARK + text.getvalue()).encode(),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
        content_type="text/csv; charset=utf-8; header=present",
    )


@programme_bp.post("/programme/sizes")
@for_team(Right.MANAGE_TEAM)
def set_size() -> Answer:
    """Say how many people of an area could take part."""
    condition, form = _condition(), SizeForm.read(request.form)
    errors = form.errors()
    if errors or form.number is None:
        return _show(condition, form, errors), 422
    programme.set_size(
        db.session,
        actor=current_actor().id,
        condition=condition,
        area=form.area,
        people=form.number,
        now=now(),
    )
    return redirect(
        url_for("care_team.programme.show_programme", condition=condition.value), code=303
    )


@programme_bp.get("/citizens/<uuid:person_id>/municipality")
@for_citizen(Right.CHANGE_CONTACT)
def ask_for_municipality(person_id: UUID) -> str:
    """The list of municipalities."""
    chosen = people.municipality_of(db.session, person=person_id)
    return _municipality_page(person_id, chosen or "", [])


@programme_bp.post("/citizens/<uuid:person_id>/municipality")
@for_citizen(Right.CHANGE_CONTACT)
def set_municipality(person_id: UUID) -> Answer:
    """Note in which municipality the citizen lives."""
    chosen = tidy(request.form.get("municipality", ""))
    error = municipality_error(chosen)
    if error is not None:
        return _municipality_page(person_id, "", [error]), 422
    people.set_municipality(
        db.session,
        actor=current_actor().id,
        person=person_id,
        municipality=chosen or None,
        now=now(),
    )
    return redirect(url_for("care_team.contact.show_contact", person_id=person_id), code=303)


def _condition() -> Condition:
    return read_condition(request.args.get("condition")) or abort(404)


def _overview(condition: Condition) -> programme.Programme:
    teams = sharing.teams_with(db.session, actor=current_actor().id, right=Right.SEE_PROGRAMME)
    return programme.programme(
        db.session, teams=[team.id for team in teams], condition=condition, now=now()
    )


def _show(condition: Condition, form: SizeForm, errors: list[FieldError]) -> str:
    managing = sharing.teams_with(db.session, actor=current_actor().id, right=Right.MANAGE_TEAM)
    return render_template(
        "care_team/show_programme.html",
        found=_overview(condition),
        teams=current_teams(),
        form=form,
        errors=errors,
        error_of=by_field(errors),
        may_manage=bool(managing),
        areas=programme.area_codes(),
        columns=list(programme.Column),
        targets=programme.TARGETS,
        conditions=CONDITIONS,
        colours=COLOURS,
        words=words,
    )


def _municipality_page(person: UUID, chosen: str, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/ask_for_municipality.html",
        person=name_of(db.session, person=person),
        chosen=chosen,
        errors=errors,
        error_of=by_field(errors),
        municipalities=sorted(municipalities().values(), key=lambda one: one.name),
    )
