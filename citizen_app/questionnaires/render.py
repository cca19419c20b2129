"""A whole form as one HTML page, without an application or a database."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, select_autoescape

from citizen_app.fhir_forms import Item, ItemType, Questionnaire
from citizen_app.paths import TEMPLATES

WORDS = {
    "da": {"yes": "Ja", "no": "Nej", "required": "Skal besvares", "seconds": "sekunder"},
    "en": {"yes": "Yes", "no": "No", "required": "Must be answered", "seconds": "seconds"},
}
CHOICES = frozenset({ItemType.BOOLEAN, ItemType.CHOICE})
NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_form(form: Questionnaire, language: str | None = None) -> str:
    """Every item of the form as valid HTML5 with labels, hints and units.

    Ids are numbers in document order, since a linkId may hold any character.
    """
    shown = language or form.language or "da"
    ids = {item.link_id: f"item-{place}" for place, item in enumerate(form, start=1)}
    return (
        _environment()
        .get_template("questionnaires/whole_form.html")
        .render(
            form=form,
            language=shown,
            words=WORDS.get(shown[:2], WORDS["en"]),
            ids=ids,
            kind=_kind,
            unit=_unit,
        )
    )


def _kind(item: Item) -> str:
    if item.type in CHOICES:
        return "choices"
    return "number" if item.type in NUMBERS else item.type.value


def _unit(item: Item) -> str:
    return str(item.unit.display or item.unit.code or "") if item.unit else ""
