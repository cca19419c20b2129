"""Refuses forms that no person has filled in, before any route reads them."""

from flask import Flask, abort, request
from werkzeug.wsgi import LimitedStream

from citizen_app.config import Settings
from citizen_app.web.guards import find_actor

# PostgreSQL cannot store it in a text.
NULL = "\0"


def init_form_checks(app: Flask, settings: Settings) -> None:
    """Check the address and the form of every request."""

    @app.before_request
    def check_form() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if hasattr(view, "takes_files") and find_actor() is not None:
            request.max_content_length = settings.max_upload_bytes
        pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
        if _is_cut_off():
            abort(413)
        if NULL in request.path or any(NULL in text for pair in pairs for text in pair):
            abort(400)


def _is_cut_off() -> bool:
    """Whether a body of unknown length was too large: Werkzeug reads to the limit and stops."""
    stream = request.stream
    return (
        request.content_length is None and isinstance(stream, LimitedStream) and stream.is_exhausted
    )
