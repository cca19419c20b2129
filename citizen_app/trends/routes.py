"""Pages of trends: all measures under each other, and one measure with its table."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for

from citizen_app.database import db
from citizen_app.plans.rules import local_day
from citizen_app.trends import readouts, routes_take_along, service, tablewords, wording
from citizen_app.trends.addresses import SubjectConverter
from citizen_app.trends.asking import period_of
from citizen_app.trends.forms import PeriodAsked, read_page, read_period
from citizen_app.trends.periods import PeriodKind
from citizen_app.trends.pictures import pictures, small_picture
from citizen_app.trends.service import Trend
from citizen_app.trends.subjects import Subject
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import by_field
from citizen_app.web.guards import citizen, current_person

bp = Blueprint("trends", __name__, url_prefix="/trends")
bp.record(lambda setup: setup.app.url_map.converters.update(subject=SubjectConverter))
bp.register_blueprint(routes_take_along.bp)

Answer = tuple[str, int]
# More marks than these are drawn smaller, so that the line between them is seen.
FEW_MARKS = 45


@bp.get("")
@citizen
def show_trends() -> Answer:
    """Every measure with readings, under each other on one axis of time."""
    asked = read_period(request.args, local_day(now()))
    background, trends = service.trends_of(
        db.session, person=current_person(), period=period_of(asked), now=now()
    )
    return _page(
        "trends/show_trends.html",
        asked,
        trends,
        address=url_for("trends.show_trends"),
        drawn=[(trend, small_picture(trend, background)) for trend in trends],
    )


@bp.get("/<subject:subject>")
@citizen
def show_trend(subject: Subject) -> Answer:
    """One measure: sentences, picture, and the same numbers as a table."""
    asked, person = read_period(request.args, local_day(now())), current_person()
    period = period_of(asked)
    background, trends = service.trends_of(
        db.session, person=person, period=period, now=now(), subjects=(subject,)
    )
    drawn = pictures(trends[0], background) if trends else []
    return _page(
        "trends/show_trend.html",
        asked,
        trends,
        address=url_for("trends.show_trend", subject=subject),
        subject=subject,
        trend=trends[0] if trends else None,
        pictures=drawn,
        is_dense=any(len(one.chart.moments) > FEW_MARKS for one in drawn),
        table=service.table_page(
            db.session, person=person, subject=subject, period=period, page=read_page(request.args)
        ),
    )


def _page(template: str, asked: PeriodAsked, trends: Sequence[Trend], **shown: Any) -> Answer:
    page = render_template(
        template,
        asked=asked,
        error_of=by_field(asked.errors),
        kinds=list(PeriodKind),
        wording=wording,
        readouts=readouts,
        tablewords=tablewords,
        advice=wording.all_clinicians_words(trends),
        is_too_unwell=wording.is_any_too_unwell(trends, today()),
        **shown,
    )
    return page, 422 if asked.errors else 200
