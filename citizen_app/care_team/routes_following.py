"""How one citizen is doing over time: trends, answers, and what is taken to a conference."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import Response, current_app, render_template, url_for
from flask_babel import get_locale

from citizen_app.care_team import service
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.routes_citizen import citizen_parts
from citizen_app.config import Settings
from citizen_app.database import db
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right
from citizen_app.trends import answerwords, readouts, tablewords, wording
from citizen_app.trends import service as trends
from citizen_app.trends.answers import answers_over_time
from citizen_app.trends.asking import asked_page, asked_period, period_of
from citizen_app.trends.lanes import draw_lanes
from citizen_app.trends.one_page import plain_sheet, sheet_for_team
from citizen_app.trends.paper import paper_of
from citizen_app.trends.periods import PeriodKind
from citizen_app.trends.pictures import pictures
from citizen_app.trends.subjects import Subject
from citizen_app.trends.typesetting import NotMade, make_pdf
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import by_field

Answer = tuple[str, int]


@bp.get("/citizens/<uuid:person_id>/trends/<subject:subject>")
@for_citizen(Right.SEE_CLINICAL)
def show_citizen_trend(person_id: UUID, subject: Subject) -> Answer:
    """One measure of the citizen: sentences, pictures, and the same numbers as a table."""
    asked = asked_period()
    period = period_of(asked)
    background, found = trends.trends_of(
        db.session, person=person_id, period=period, now=now(), subjects=(subject,)
    )
    drawn = pictures(found[0], replace(background, shows_triage=True)) if found else []
    page = render_template(
        "care_team/show_citizen_trend.html",
        subject=subject,
        trend=found[0] if found else None,
        pictures=drawn,
        table=trends.table_page(
            db.session, person=person_id, subject=subject, period=period, page=asked_page()
        ),
        address=url_for(".show_citizen_trend", person_id=person_id, subject=subject),
        tablewords=tablewords,
        **_shown(person_id, asked),
    )
    return page, 422 if asked.errors else 200


@bp.get("/citizens/<uuid:person_id>/answers")
@for_citizen(Right.SEE_CLINICAL)
def show_citizen_answers(person_id: UUID) -> Answer:
    """Each question with options, under each other on one axis of time."""
    asked = asked_period()
    found = answers_over_time(
        db.session,
        person=person_id,
        period=period_of(asked),
        today=today(),
        find_forms=current_app.extensions["find_forms"],
        language=str(get_locale()),
    )
    page = render_template(
        "care_team/show_citizen_answers.html",
        found=replace(found, shows_triage=True),
        draw_lanes=draw_lanes,
        answerwords=answerwords,
        today=today(),
        address=url_for(".show_citizen_answers", person_id=person_id),
        **_shown(person_id, asked),
    )
    return page, 422 if asked.errors else 200


@bp.get("/citizens/<uuid:person_id>/paper")
@for_citizen(Right.SEE_CLINICAL)
def show_citizen_paper(person_id: UUID) -> str:
    """The citizen's page for print, without anything to press."""
    period = trends.period_for(db.session, person=person_id, kind=PeriodKind.QUARTER, now=now())
    parts = citizen_parts(person_id) | {"may_plan": False, "may_write": False}
    name = parts["citizen"].person.name
    return render_template(
        "care_team/show_citizen_paper.html", paper=paper_of(name, period, now()), **parts
    )


@bp.get("/citizens/<uuid:person_id>/sheet")
@for_citizen(Right.SEE_CLINICAL)
def download_citizen_sheet(person_id: UUID) -> Response | Answer:
    """One page of the citizen's last three months, for a conference."""
    settings: Settings = current_app.config["SETTINGS"]
    period = trends.period_for(db.session, person=person_id, kind=PeriodKind.QUARTER, now=now())
    sheet = sheet_for_team(
        db.session,
        person=person_id,
        period=period,
        now=now(),
        app_name=settings.app_name,
        is_demo=settings.has_stand_in,
    )
    try:
        body = make_pdf(plain_sheet(sheet))
    except NotMade:
        person = service.name_of(db.session, person=person_id)
        return render_template("care_team/show_sheet_not_made.html", person=person), 503
    # The name of the file says when, never who.
    name = f"maalinger-{period.first_on}-{period.last_on}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, content_type="application/pdf")


def _shown(person: UUID, asked: Any) -> dict[str, Any]:
    return {
        "person": service.name_of(db.session, person=person),
        "asked": asked,
        "error_of": by_field(asked.errors),
        "kinds": list(PeriodKind),
        "wording": wording,
        "readouts": readouts,
    }
