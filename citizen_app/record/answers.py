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


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a question that can be followed over time.

    `option` is the code, or "true" or "false", or the words where there is no code; `label` is
    the words that were shown, empty for yes and no.
    """

    link_id: str
    question: str
    option: str
    label: str
    system: str = ""


def chosen_options(resource: dict[str, Any]) -> Iterator[Chosen]:
    """Every answer of a response that is an option, a yes or a no; no numbers and no amounts.

    A text may be an option too: only the form knows.
    """
    waiting = list(reversed(resource.get("item", ())))
    while waiting:
        item = waiting.pop()
        below = list(item.get("item", ()))
        for answer in item.get("answer", ()):
            below += answer.get("item", ())
            option = _option(answer)
            if option is not None:
                yield Chosen(str(item.get("linkId", "")), str(item.get("text", "")), *option)
        waiting.extend(reversed(below))


def _option(answer: dict[str, Any]) -> tuple[str, str, str] | None:
    coding = answer.get("valueCoding")
    if coding is not None:
        display, code = str(coding.get("display", "")), coding.get("code")
        return str(code or display), display or str(code), str(coding.get("system", ""))
    if "valueBoolean" in answer:
        return ("true" if answer["valueBoolean"] else "false"), "", ""
    words = answer.get("valueString")
    return None if words is None else (str(words), str(words), "")


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
