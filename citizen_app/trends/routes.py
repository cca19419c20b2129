"""Pages of trends: all measures under each other, one with its table, answers, and a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import get_locale

from citizen_app.database import db
from citizen_app.measures.wording import measure_name
from citizen_app.plans import service as plans
from citizen_app.plans.rules import local_day
from citizen_app.record import wording as record_wording
from citizen_app.trends import (
    answerwords,
    daywords,
    readouts,
    routes_take_along,
    service,
    tablewords,
    wording,
)
from citizen_app.trends.addresses import DayConverter, QuestionConverter, SubjectConverter
from citizen_app.trends.answers import AnswersOverTime, answers_over_time
from citizen_app.trends.asking import period_of
from citizen_app.trends.days import open_day
from citizen_app.trends.forms import PeriodAsked, read_page, read_period
from citizen_app.trends.lanes import draw_lanes
from citizen_app.trends.periods import PeriodKind
from citizen_app.trends.pictures import pictures, small_picture
from citizen_app.trends.service import Trend
from citizen_app.trends.subjects import Subject
from citizen_app.web.clock import now, today
from citizen_app.web.field_errors import by_field
from citizen_app.web.guards import citizen, current_person

bp = Blueprint("trends", __name__, url_prefix="/trends")
bp.register_blueprint(routes_take_along.bp)


@bp.record
def _add_converters(setup: BlueprintSetupState) -> None:
    setup.app.url_map.converters.update(
        subject=SubjectConverter, day=DayConverter, question=QuestionConverter
    )


Answer = tuple[str, int]
# More marks than these are drawn smaller, so that the line between them is seen.
FEW_MARKS = 45
FEW_DAYS = 14


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


@bp.get("/answers")
@citizen
def show_answers() -> Answer:
    """Each question with options, under each other on the axis of time of the readings."""
    asked = read_period(request.args, local_day(now()))
    found = _answers(asked)
    return _answers_page("trends/show_answers.html", asked, found, url_for("trends.show_answers"))


@bp.get("/answers/<question:question>")
@citizen
def show_answer(question: str) -> Answer:
    """One question: what was answered last, the picture, and the same as a table."""
    asked = read_period(request.args, local_day(now()))
    found = _answers(asked)
    return _answers_page(
        "trends/show_answer.html",
        asked,
        found,
        url_for("trends.show_answer", question=question),
        followed=found.find(question),
    )


@bp.get("/days/<day:day>")
@citizen
def show_day(day: date) -> str:
    """Everything that was sent or measured on a day, and the days beside it."""
    person = current_person()
    shown = open_day(db.session, person=person, day=day, today=today())
    is_today = day == today()
    return render_template(
        "trends/show_day.html",
        shown=shown,
        advice=daywords.advice_of(shown) if is_today else [],
        is_too_unwell=is_today and daywords.was_too_unwell(shown),
        shows_triage=plans.shows_triage(db.session, person=person),
        daywords=daywords,
        day_words=wording.day_words,
        wording=record_wording,
        measure_name=measure_name,
    )


def _answers(asked: PeriodAsked) -> AnswersOverTime:
    return answers_over_time(
        db.session,
        person=current_person(),
        period=period_of(asked),
        today=today(),
        find_forms=current_app.extensions["find_forms"],
        language=str(get_locale()),
    )


def _answers_page(
    template: str, asked: PeriodAsked, found: AnswersOverTime, address: str, **shown: Any
) -> Answer:
    page = render_template(
        template,
        asked=asked,
        address=address,
        error_of=by_field(asked.errors),
        kinds=list(PeriodKind),
        found=found,
        is_dense=found.period.days > FEW_DAYS,
        draw_lanes=draw_lanes,
        answerwords=answerwords,
        readouts=readouts,
        wording=wording,
        today=today(),
        advice=found.words,
        is_too_unwell=False,
        **shown,
    )
    return page, 422 if asked.errors else 200


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
