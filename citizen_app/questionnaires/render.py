"""A whole form as one HTML page, without an application or a database."""

from functools import cache

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader

from citizen_app.fhir_forms import Item, ItemType, Questionnaire
from citizen_app.paths import TEMPLATES, TRANSLATIONS
from citizen_app.web.language import DEFAULT_LANGUAGE, LANGUAGES, main_language

CHOICES = frozenset({ItemType.BOOLEAN, ItemType.CHOICE})
NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})
# Our own words in a form whose language we do not speak.
OWN_ELSEWHERE = "en"


def render_form(form: Questionnaire) -> str:
    """Every item of the form that is not hidden, as a valid HTML5 page in the form's language.

    Ids are numbers in document order, since a linkId may hold any character.
    """
    language = form.language or DEFAULT_LANGUAGE
    own = main_language(language) if main_language(language) in LANGUAGES else OWN_ELSEWHERE
    ids = {item.link_id: f"item-{place}" for place, item in enumerate(form, start=1)}
    template = _environment(own).get_template("questionnaires/whole_form.html")
    return template.render(
        form=form,
        language=language,
        ids=ids,
        own_language=own,
        is_ours_foreign=main_language(own) != main_language(language),
    )


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters |= {"kind": _kind, "unit": _unit}
    environment.tests |= {"foreign": _is_foreign, "plain": _is_plain, "whole": _is_whole}
    words = Translations.load(str(TRANSLATIONS), [language])
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return environment


def _is_foreign(words: str, language: str) -> bool:
    """Whether words of a form are in another language than the page."""
    spoken: str | None = getattr(words, "language", None)
    return spoken is not None and spoken != "" and main_language(spoken) != main_language(language)


def _is_plain(text: str, language: str) -> bool:
    """Whether a text needs no marks: one line, in the page's language."""
    return len(text.strip().splitlines()) == 1 and not _is_foreign(text, language)


def _kind(item: Item) -> str:
    if item.type in CHOICES:
        return "choices"
    return "number" if item.type in NUMBERS else item.type.value


def _is_whole(item: Item) -> bool:
    return item.type is ItemType.INTEGER or item.max_decimals == 0


def _unit(item: Item) -> str:
    return str(item.unit.display or item.unit.code or "") if item.unit else ""
