"""Which language a page is in: the person's setting, else the browser's wish, else Danish."""

from flask import Flask, g, request
from flask_babel import get_locale
from werkzeug.datastructures import LanguageAccept

from citizen_app.extensions import babel
from citizen_app.paths import TRANSLATIONS
from citizen_app.web.guards import find_actor

LANGUAGES = {"da": "Dansk", "en": "English"}
DEFAULT_LANGUAGE = "da"
LANGUAGE_COOKIE = "language"


def choose_language() -> str:
    """The language of this request."""
    if "language" not in g:
        g.language = _chosen() or wished_language(request.accept_languages) or DEFAULT_LANGUAGE
    language: str = g.language
    return language


def wished_language(wishes: LanguageAccept) -> str | None:
    """The one of ours that the browser likes best; da-DK is Danish even where en is wished too."""
    for wish, quality in wishes:
        language = wish.replace("_", "-").partition("-")[0].lower()
        if quality > 0 and language in LANGUAGES:
            return language
    return None


def _chosen() -> str | None:
    # An error page must not fail because the database does.
    actor = find_actor() if not g.get("is_failing") else None
    if actor and actor.language in LANGUAGES:
        return actor.language
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    return cookie if cookie in LANGUAGES else None


def current_language() -> str:
    """The language code that texts are shown in, for `lang` and for content with translations."""
    locale = get_locale()
    return locale.language if locale else DEFAULT_LANGUAGE


def other_language(words: str, language: str | None = None) -> str | None:
    """The language of words where it is not the page's, for `lang`.

    Texts of a form know their own; of others `language` tells it, None where nobody knows.
    """
    spoken = language or getattr(words, "language", None)
    return None if not spoken or main_language(spoken) == current_language() else spoken


def main_language(language: str) -> str:
    """ "da" of "da-DK"."""
    return language.lower().partition("-")[0]


def init_language(app: Flask) -> None:
    """Bind flask-babel to our folder; a relative one would be looked up in the package."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Copenhagen"
    babel.init_app(app, locale_selector=choose_language)
    app.jinja_env.globals.update(
        current_language=current_language, languages=LANGUAGES, other_language=other_language
    )
