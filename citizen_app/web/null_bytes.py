"""Refuses null bytes: no person types them, and PostgreSQL cannot store them in a text."""

from flask import Flask, abort, request

NULL = "\0"


def init_null_bytes(app: Flask) -> None:
    """Check the address and the form of every request before its route runs."""

    @app.before_request
    def refuse_null_bytes() -> None:
        pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
        if NULL in request.path or any(NULL in text for pair in pairs for text in pair):
            abort(400)
