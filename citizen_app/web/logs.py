"""One line an event, as JSON, with nothing personal in it: routes, never addresses or values."""

import logging
import re
import secrets
import sys
from time import perf_counter
from traceback import walk_tb
from types import TracebackType

import structlog
from flask import Flask, Response, g, request

from citizen_app.config import Settings

log = structlog.get_logger("citizen_app")

MOST_LINES = 6
OUR_FILE = re.compile(r".*/((?:citizen_app|templates)/.*)")


def configure_logs(settings: Settings) -> None:
    """Our own events and the libraries' warnings, to standard error."""
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings.log_level]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Libraries write tokens, SQL values and addresses below this level.
    logging.basicConfig(level=logging.WARNING, handlers=[FromLibraries()], force=True)


class FromLibraries(logging.Handler):
    """Says which library complains and where it failed, but never its words: they quote values."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line in our own form."""
        error = record.exc_info[1] if record.exc_info else None
        details = describe_error(error) if error else {}
        log.log(record.levelno, "library complains", library=record.name, **details)


def describe_error(error: BaseException) -> dict[str, str]:
    """The error's kind, that of its cause, and the lines it came through; never its text, in which
    a database quotes the row."""
    cause = getattr(error, "orig", None) or error.__cause__
    return {
        "kind": type(error).__name__,
        **({"cause": type(cause).__name__} if cause else {}),
        "where": " ".join(_lines(error.__traceback__)),
    }


def _lines(trace: TracebackType | None) -> list[str]:
    places = [
        OUR_FILE.search(f"{frame.f_code.co_filename}:{line}") for frame, line in walk_tb(trace)
    ]
    return [found.group(1) for found in places if found][-MOST_LINES:]


def support_code() -> str:
    """A short code that a person can read aloud; it finds the line in the log."""
    if "support_code" not in g:
        g.support_code = secrets.token_hex(4).upper()
    code: str = g.support_code
    return code


def init_logs(app: Flask) -> None:
    """Log one line a request when it has been answered."""

    @app.before_request
    def start_watch() -> None:
        g.started = perf_counter()

    @app.after_request
    def log_request(response: Response) -> Response:
        if request.endpoint in {"web.healthz", "web.readyz"}:
            return response
        route = request.url_rule.rule if request.url_rule else "none"
        log.info(
            "request",
            method=request.method if request.url_rule else "any",
            route=route,
            status=response.status_code,
            ms=round((perf_counter() - g.get("started", perf_counter())) * 1000, 1),
            code=support_code(),
        )
        return response
