"""The questions and answers of a stored QuestionnaireResponse, in the order they were asked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Amount:
    """A number with its unit, as a quantity was answered."""

    value: Decimal
    unit: str


AnswerValue = bool | int | Decimal | str | date | Amount


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question as it was worded, and its answers; a coded answer is its display text."""

    text: str
    answers: tuple[AnswerValue, ...]
    link_id: str = ""


def answered_questions(
    resource: dict[str, Any], leave_out: Collection[str] = ()
) -> list[AnsweredQuestion]:
    """Every answered question of a response (FHIR R4 QuestionnaireResponse.item), groups opened.

    `leave_out` names linkIds that are shown otherwise, such as readings.
    """
    return list(_walk(resource.get("item", []), frozenset(leave_out)))


def _walk(items: list[dict[str, Any]], leave_out: frozenset[str]) -> Iterator[AnsweredQuestion]:
    for item in items:
        answers = item.get("answer", [])
        if answers and item.get("linkId") not in leave_out:
            values = tuple(_value(answer) for answer in answers)
            text, link_id = (str(item.get(name, "")) for name in ("text", "linkId"))
            yield AnsweredQuestion(text, values, link_id)
        yield from _walk(item.get("item", []), leave_out)
        for answer in answers:
            yield from _walk(answer.get("item", []), leave_out)


def _value(answer: dict[str, Any]) -> AnswerValue:
    for name, value in answer.items():
        if name == "valueCoding":
            return str(value.get("display") or value.get("code", ""))
        if name == "valueQuantity":
            return Amount(Decimal(value["value"]), value.get("unit", ""))
        if name == "valueDate":
            return date.fromisoformat(value)
        if name.startswith("value"):
            known: AnswerValue = value
            return known
    return ""
