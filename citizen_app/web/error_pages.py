"""Error pages that say what to do next, and keep what was typed where they can."""

from dataclasses import dataclass

from flask import Flask, Response, g, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from citizen_app.database import SAFE_METHODS, Conflict, NotFound, db
from citizen_app.web.logs import log, support_code

RETRY_AFTER_SECONDS = "5"
LONGEST_KEPT_FORM = 100_000
LAST_RESORT = (
    "<!doctype html><html lang=da><meta charset=utf-8><title>Noget gik galt</title>"
    "<h1>Noget gik galt</h1><p>Prøv igen om lidt. Er det livstruende, så ring 112.</p></html>"
)


@dataclass(frozen=True)
class ErrorText:
    """What happened, in a heading, and what to do now."""

    heading: LazyString
    advice: LazyString


TEXTS = {
    403: ErrorText(
        _l("You cannot do this"),
        _l("You do not have access to do this. Go to Today and try from there."),
    ),
    404: ErrorText(
        _l("We cannot find the page"),
        _l("The address may be wrong, or the page is no longer there. Go to Today."),
    ),
    409: ErrorText(
        _l("This has changed in the meantime"),
        _l(
            "Something else was stored while you had the page open. Nothing was changed now. "
            "Go to Today and look before you try again."
        ),
    ),
    413: ErrorText(
        _l("It is too big to send"),
        _l("Nothing was sent. Go back, make the text shorter, and try again."),
    ),
    422: ErrorText(
        _l("We could not understand what was sent"),
        _l("Nothing was stored. Go back to the page and try again."),
    ),
    500: ErrorText(
        _l("Something went wrong"),
        _l(
            "The fault is ours. Wait a little and try again. "
            "If it happens again, call technical support and give them the code below."
        ),
    ),
    503: ErrorText(
        _l("The service does not answer right now"),
        _l("What you wrote is still here. Wait a little, then press Try again."),
    ),
}
SAME_AS = {400: 422, 401: 403, 405: 404, 410: 404, 415: 422}


def _kept_fields(status: int) -> list[tuple[str, str]]:
    if status != 503 or request.method in SAFE_METHODS:
        return []
    fields = list(request.form.items(multi=True))
    return fields if sum(len(value) for _, value in fields) < LONGEST_KEPT_FORM else []


def _page(status: int) -> Response:
    shown = SAME_AS.get(status, status if status in TEXTS else 500)
    try:
        body = render_template(
            "errors/error.html",
            text=TEXTS[shown],
            status=shown,
            code=support_code() if shown in {500, 503} else None,
            kept=_kept_fields(shown),
            may_retry=shown == 503,
        )
    except Exception as error:
        log.error("error page failed", kind=type(error).__name__, code=support_code())
        body = LAST_RESORT
    answer = Response(body, status=status)
    if status == 503:
        answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer


def _show_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    db.session.rollback()
    return _page(error.code or 500)


def _show_not_found(_error: NotFound) -> Response:
    db.session.rollback()
    return _page(404)


def _show_conflict(_error: Conflict) -> Response:
    db.session.rollback()
    return _page(409)


def _show_failure(error: InternalServerError) -> Response:
    cause = error.original_exception or error
    g.is_failing = True
    unreachable = isinstance(cause, OperationalError | InterfaceError | TimeoutError)
    # Never the exception's own text: a database's message holds the values of the row.
    log.error("request failed", kind=type(cause).__name__, code=support_code())
    try:
        db.session.rollback()
    except Exception as again:
        log.error("rollback failed", kind=type(again).__name__, code=support_code())
    return _page(503 if unreachable else 500)


def init_error_pages(app: Flask) -> None:
    """Register one page for every kind of failure."""
    app.register_error_handler(NotFound, _show_not_found)
    app.register_error_handler(Conflict, _show_conflict)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(InternalServerError, _show_failure)
