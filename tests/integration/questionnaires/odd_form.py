"""A form with every kind of question, for what is typed wrongly."""

import json
from typing import Any

from tests.unit.fhir_forms.builders import HL7, form_json, item, options, when

UNIT = HL7 + "questionnaire-unit"
PUFFS, WEIGHT, STEPS, NAME, WORDS, DAY, COLOUR, MORE, WHICH = range(1, 10)


def limit(name: str, **value: Any) -> dict[str, Any]:
    return {"url": HL7 + name, **value}


def odd_form(version: str = "1", **more: Any) -> str:
    """One page a question, in English only; all but the first may be left out."""
    kilogram = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kg"}
    limits = [limit("minValue", valueInteger=0), limit("maxValue", valueInteger=20)]
    decimals = [limit("maxDecimalPlaces", valueInteger=1)]
    rows = [
        item("puffs", "integer", text="How many puffs?", required=True, extension=limits),
        item("weight", "quantity", extension=[{"url": UNIT, "valueCoding": kilogram}]),
        item("steps", "decimal", extension=decimals),
        item("name", "string"),
        item("words", "text", maxLength=10),
        item("day", "date"),
        item("colour", "choice", answerOption=options("Red", "Blue")),
        item("more", "boolean", text="Is there more?"),
        item("which", "string", text="Which?", enableWhen=[when("more")]),
    ]
    return json.dumps(form_json(*rows, **{"title": "Odd form", "version": version, **more}))
