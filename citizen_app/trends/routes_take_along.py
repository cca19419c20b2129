"""What is taken along: the page that offers it, the page for print, the spreadsheet, the PDF."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from citizen_app.config import Settings
from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.plans.rules import local_day
from citizen_app.trends import readouts, tablewords, taking_along, wording
from citizen_app.trends.asking import period_of
from citizen_app.trends.csv_file import CsvForm, csv_file
from citizen_app.trends.forms import PeriodAsked, read_period
from citizen_app.trends.one_page import LATEST, Sheet, plain_sheet
from citizen_app.trends.paper import Paper, paper_of, short_moment, whole_days
from citizen_app.trends.periods import Period, PeriodKind
from citizen_app.trends.pictures import small_picture
from citizen_app.trends.taking_along import Gathered
from citizen_app.trends.typesetting import NotMade, make_pdf
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import by_field
from citizen_app.web.guards import citizen, current_person

bp = Blueprint("take_along", __name__, url_prefix="/take-along")

Answer = tuple[str, int]


@bp.get("")
@citizen
def show_ways() -> Answer:
    """The ways to take a period along, for those who have sent something."""
    asked = _asked()
    return _ways(asked, 422 if asked.errors else 200)


@bp.get("/paper")
@citizen
def show_paper() -> str | BaseResponse:
    """Everything of a period, laid out for print."""
    asked = _asked()
    if asked.errors:
        return _back(asked)
    period = period_of(asked)
    gathered = taking_along.gather(db.session, person=current_person(), period=period, now=now())
    return render_template(
        "trends/show_paper.html",
        paper=_paper(period),
        drawn=[(one, small_picture(one, gathered.background)) for one in gathered.trends],
        tables=gathered.tables,
        most=taking_along.MOST_PRINTED,
        marked_answers=gathered.marked_answers,
        advice=wording.all_clinicians_words(gathered.trends),
        is_too_unwell=wording.is_any_too_unwell(gathered.trends, today()),
        asked=asked,
        wording=wording,
        readouts=readouts,
        tablewords=tablewords,
        short_moment=short_moment,
    )


@bp.get("/numbers")
@citizen
def download_numbers() -> BaseResponse:
    """All readings of a period for a spreadsheet."""
    asked = _asked()
    if asked.errors:
        return _back(asked)
    period, wanted = period_of(asked), request.args.get("form", "")
    form = CsvForm(wanted) if wanted in set(CsvForm) else CsvForm.DANISH
    rows = taking_along.each_reading(db.session, person=current_person(), period=period)
    body = csv_file(rows, form, lambda typist: taking_along.name_of(db.session, typist))
    return _file(body, "text/csv; charset=utf-8; header=present", _file_name(period, "csv"))


@bp.get("/sheet")
@citizen
def download_sheet() -> BaseResponse | Answer:
    """One page for the doctor."""
    asked = _asked()
    if asked.errors:
        return _back(asked)
    period, person = period_of(asked), current_person()
    gathered = taking_along.gather(db.session, person=person, period=period, now=now(), most=LATEST)
    try:
        body = make_pdf(plain_sheet(_sheet(gathered, _paper(period))))
    except NotMade:
        return _ways(asked, 503)
    return _file(body, "application/pdf", _file_name(period, "pdf"))


def _ways(asked: PeriodAsked, status: int) -> Answer:
    page = render_template(
        "trends/show_ways.html",
        asked=asked,
        error_of=by_field(asked.errors),
        kinds=list(PeriodKind),
        wording=wording,
        address=url_for("trends.take_along.show_ways"),
        forms=CsvForm,
        days=whole_days(period_of(asked)),
        has_sent=taking_along.has_measured(db.session, person=current_person()),
        is_not_made=status == 503,
    )
    return page, status


def _sheet(gathered: Gathered, paper: Paper) -> Sheet:
    settings: Settings = current_app.config["SETTINGS"]
    return Sheet(
        paper=paper,
        background=gathered.background,
        trends=gathered.trends,
        latest={subject: table.entries for subject, table in gathered.tables.items()},
        marked_answers=gathered.marked_answers,
        advice=wording.all_clinicians_words(gathered.trends),
        contacts=people.contacts_of(db.session, person=current_person()),
        app_name=settings.app_name,
        is_demo=settings.has_stand_in,
    )


def _asked() -> PeriodAsked:
    return read_period(request.args, local_day(now()))


def _back(asked: PeriodAsked) -> BaseResponse:
    """To the page that says what is wrong with the days."""
    fields: dict[str, Any] = {**asked.address_fields}
    return redirect(url_for("trends.take_along.show_ways", **fields), code=303)


def _paper(period: Period) -> Paper:
    return paper_of(taking_along.name_of(db.session, current_person()), period, now())


def _file_name(period: Period, ending: str) -> str:
    """Says when, never who."""
    return f"maalinger-{period.first_on}-{period.last_on}.{ending}"


def _file(body: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, content_type=kind)
