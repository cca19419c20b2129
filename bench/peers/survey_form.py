"""A FHIR questionnaire as SurveyJS wants it: the same words, kinds of answers and conditions."""

from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Any]
INPUTS = {"integer": "number", "decimal": "number", "date": "date", "string": "text"}


def survey_form(questionnaire: Item) -> dict[str, Any]:
    """One page with every question, as the other peers show it."""
    questions = [_question(item) for item in questionnaire["item"]]
    return {"title": questionnaire["title"], "pages": [{"name": "all", "elements": questions}]}


def _question(item: Item) -> dict[str, Any]:
    question: dict[str, Any] = {"name": item["linkId"], "title": item["text"]}
    question |= _kind(item)
    conditions = [_condition(when) for when in item.get("enableWhen", ())]
    if conditions:
        question["visibleIf"] = " or ".join(conditions)
    return question


def _kind(item: Item) -> dict[str, Any]:
    match item["type"]:
        case "choice":
            options = [option["valueCoding"] for option in item["answerOption"]]
            choices = [{"value": one["code"], "text": one["display"]} for one in options]
            return {"type": "radiogroup", "choices": choices}
        case "boolean":
            return {"type": "boolean", "renderAs": "radio"}
        case "text":
            return {"type": "comment"}
        case other:
            return {"type": "text", "inputType": INPUTS[other]}


def _condition(when: Item) -> str:
    value = str(when["answerBoolean"]).lower()
    return f"{{{when['question']}}} {when['operator']} {value}"
