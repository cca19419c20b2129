"""One line an event, as JSON, with nothing personal in it: routes, never addresses or values."""

import logging
import secrets
import sys
from time import perf_counter

import structlog
from flask import Flask, Response, g, request

from citizen_app.config import Settings

log = structlog.get_logger("citizen_app")


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
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")


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
