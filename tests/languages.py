"""Lets a unit test speak a language without the whole application."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import Babel, force_locale

from citizen_app.paths import TRANSLATIONS


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, texts are in the language."""
    app = Flask(__name__)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app)
    with app.test_request_context(), force_locale(language):
        yield
