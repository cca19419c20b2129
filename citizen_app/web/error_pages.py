"""Error pages that say what to do next, and keep what was typed where they can."""

from dataclasses import dataclass

from flask import Flask, Response, g, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.urls import iri_to_uri

from citizen_app.database import SAFE_METHODS, Conflict, NotFound, db
from citizen_app.errors import ForAnother
from citizen_app.web.logs import describe_error, log, support_code

RETRY_AFTER_SECONDS = "5"
LONGEST_KEPT_FORM, LONGEST_ADDRESS = 100_000, 2000
NOT_TYPED = frozenset({"again", "for", "go", "key", "next", "revision"})
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
        _l(
            "Nothing was sent. Go back, make the text shorter or choose fewer photos, "
            "and try again."
        ),
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
        _l("The fault is ours. Wait a little and try again."),
    ),
}
FOR_ANOTHER = ErrorText(
    _l("You are not entering for this person now"),
    _l(
        "You have begun or stopped entering for somebody else in another window. "
        "Nothing was stored. Look whom you enter for, and write it again there."
    ),
)
SAME_AS = {400: 422, 401: 403, 405: 404, 410: 404, 415: 422}
# Never after 403: it would let another site's form be sent as our own.
SHOWS_WHAT_WAS_TYPED = frozenset({409, 422, 500, 503})
MAY_TRY_AGAIN = frozenset({500, 503})


@dataclass(frozen=True)
class Kept:
    """What a form held. `fields` are sent again as they are, `typed` is for people to read."""

    fields: list[tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """Without the marks that our own forms carry."""
        texts = [_readable(text) for name, text in self.fields if name not in NOT_TYPED]
        return [text for text in texts if text.strip()]


def _readable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _kept(status: int) -> Kept:
    if status not in SHOWS_WHAT_WAS_TYPED or request.method in SAFE_METHODS:
        return Kept([])
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:
        return Kept([])
    return Kept(fields if sum(len(text) for _, text in fields) < LONGEST_KEPT_FORM else [])


def _address() -> str:
    """Where the same can be asked for again."""
    address = iri_to_uri(request.full_path.rstrip("?"))
    return address if len(address) < LONGEST_ADDRESS else iri_to_uri(request.path)


def _render(status: int, text: ErrorText | None) -> str:
    return render_template(
        "errors/error.html",
        text=text or TEXTS[status],
        code=support_code() if status in MAY_TRY_AGAIN else None,
        kept=_kept(status),
        may_retry=status in MAY_TRY_AGAIN,
        is_form=request.method not in SAFE_METHODS,
        address=_address(),
    )


def _body(status: int, text: ErrorText | None) -> str:
    """The page with the person's own numbers; where they cannot be read, without them."""
    shown = SAME_AS.get(status, status if status in TEXTS else 500)
    for is_failing in dict.fromkeys((g.get("is_failing", False), True)):
        g.is_failing = is_failing
        try:
            return _render(shown, text)
        except Exception as error:
            log.error("error page failed", code=support_code(), **describe_error(error))
    return LAST_RESORT


def _page(status: int, text: ErrorText | None = None) -> Response:
    answer = Response(_body(status, text), status=status)
    if status == 503:
        answer.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return answer


def _show_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    db.session.rollback()
    answer = _page(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.allow.update(error.valid_methods)
    return answer


def _show_not_found(_error: NotFound) -> Response:
    db.session.rollback()
    return _page(404)


def _show_conflict(_error: Conflict) -> Response:
    db.session.rollback()
    return _page(409)


def _show_for_another(_error: ForAnother) -> Response:
    db.session.rollback()
    return _page(409, FOR_ANOTHER)


def _show_failure(error: InternalServerError) -> Response:
    cause = error.original_exception or error
    g.is_failing = isinstance(cause, OperationalError | InterfaceError | TimeoutError)
    log.error("request failed", code=support_code(), **describe_error(cause))
    try:
        db.session.rollback()
    except Exception as again:
        g.is_failing = True
        log.error("rollback failed", code=support_code(), **describe_error(again))
    return _page(503 if g.is_failing else 500)


def init_error_pages(app: Flask) -> None:
    """Register one page for every kind of failure."""
    app.register_error_handler(NotFound, _show_not_found)
    app.register_error_handler(Conflict, _show_conflict)
    app.register_error_handler(ForAnother, _show_for_another)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(InternalServerError, _show_failure)
