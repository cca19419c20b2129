"""A questionnaire as large as any: groups of every kind of question, asked on a yes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from citizen_app.fhir_forms import Answers, Item, ItemType, Questionnaire, Value, parse

URL = "https://aandehul.example/fhir/Questionnaire/bench-large"
OPTIONS = ("Slet ikke", "Lidt", "En del", "Meget")
# The first question of a group opens the others.
KINDS = ("boolean", "choice", "decimal", "choice", "integer", "choice", "string", "text", "date")
IN_GROUP = 1 + len(KINDS)
TYPED: dict[ItemType, Value] = {
    ItemType.BOOLEAN: True,
    ItemType.DECIMAL: Decimal("36.7"),
    ItemType.INTEGER: 7,
    ItemType.STRING: "Bo",
    ItemType.TEXT: "Det går godt.",
    ItemType.DATE: date(2026, 11, 23),
}


def large_form(items: int) -> Questionnaire:
    """A newly read form of exactly so many items."""
    if items % IN_GROUP:
        raise ValueError(f"{items} is no multiple of {IN_GROUP}")
    form = parse(form_of([_group(number) for number in range(items // IN_GROUP)])).questionnaire
    assert form is not None
    return form


def answers_to_all(form: Questionnaire) -> Answers:
    """An answer that can stand to every question, so that every question is asked."""
    return Answers({item.link_id: _answer(item) for item in form if item.is_question})


def form_of(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The resource around the items."""
    return {
        "resourceType": "Questionnaire",
        "url": URL,
        "version": "1.0.0",
        "title": "Et meget langt skema",
        "status": "active",
        "language": "da",
        "item": list(items),
    }


def _answer(item: Item) -> Value:
    return item.options[0].value if item.options else TYPED[item.type]


def _group(number: int) -> dict[str, Any]:
    first = f"{number}-0"
    questions = [_question(f"{number}-{place}", kind) for place, kind in enumerate(KINDS)]
    for question in questions[1:]:
        question["enableWhen"] = [{"question": first, "operator": "=", "answerBoolean": True}]
    return {
        "linkId": str(number),
        "type": "group",
        "text": f"Del {number + 1}",
        "item": questions,
    }


def _question(link_id: str, kind: str) -> dict[str, Any]:
    question: dict[str, Any] = {
        "linkId": link_id,
        "type": kind,
        "text": f"Hvordan har det været siden sidst, spørgsmål {link_id}?",
        "required": True,
    }
    if kind == "choice":
        question["answerOption"] = [{"valueString": text} for text in OPTIONS]
    return question
