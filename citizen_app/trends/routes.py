"""Pages of trends: all measures under each other, and one measure with its table."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from citizen_app.database import db
from citizen_app.plans.rules import local_day
from citizen_app.trends import readouts, service, wording
from citizen_app.trends.addresses import SubjectConverter
from citizen_app.trends.forms import DEFAULT, PeriodAsked, read_page, read_period
from citizen_app.trends.periods import Period, PeriodKind
from citizen_app.trends.pictures import pictures, small_picture
from citizen_app.trends.subjects import Subject
from citizen_app.web.clock import now
from citizen_app.web.field_errors import by_field
from citizen_app.web.guards import citizen, current_person

bp = Blueprint("trends", __name__, url_prefix="/trends")
bp.record(lambda setup: setup.app.url_map.converters.update(subject=SubjectConverter))

Answer = tuple[str, int]


@bp.get("")
@citizen
def show_trends() -> Answer:
    """Every measure with readings, under each other on one axis of time."""
    asked = read_period(request.args, local_day(now()))
    background, trends = service.trends_of(
        db.session, person=current_person(), period=_period(asked), now=now()
    )
    drawn = [(trend, small_picture(trend, background)) for trend in trends]
    address = url_for("trends.show_trends")
    return _page("trends/show_trends.html", asked, address, trends=drawn)


@bp.get("/<subject:subject>")
@citizen
def show_trend(subject: Subject) -> Answer:
    """One measure: sentences, picture, and the same numbers as a table."""
    asked, person = read_period(request.args, local_day(now())), current_person()
    period = _period(asked)
    background, trends = service.trends_of(
        db.session, person=person, period=period, now=now(), subjects=(subject,)
    )
    return _page(
        "trends/show_trend.html",
        asked,
        url_for("trends.show_trend", subject=subject),
        subject=subject,
        trend=trends[0] if trends else None,
        pictures=pictures(trends[0], background) if trends else [],
        table=service.table_page(
            db.session, person=person, subject=subject, period=period, page=read_page(request.args)
        ),
    )


def _page(template: str, asked: PeriodAsked, address: str, **shown: Any) -> Answer:
    page = render_template(
        template,
        asked=asked,
        address=address,
        error_of=by_field(asked.errors),
        kinds=list(PeriodKind),
        wording=wording,
        readouts=readouts,
        **shown,
    )
    return page, 422 if asked.errors else 200


def _period(asked: PeriodAsked) -> Period:
    if asked.own is not None:
        return asked.own
    kind = DEFAULT if asked.kind is PeriodKind.OWN else asked.kind
    return service.period_for(db.session, person=current_person(), kind=kind, now=now())
