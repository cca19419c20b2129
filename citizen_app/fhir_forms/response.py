"""Answers as a FHIR R4 QuestionnaireResponse, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from citizen_app.fhir_forms.answers import Answers
from citizen_app.fhir_forms.conditions import visible_answers
from citizen_app.fhir_forms.definition import Item, ItemType, Questionnaire
from citizen_app.fhir_forms.json_text import read_json
from citizen_app.fhir_forms.nodes import Node
from citizen_app.fhir_forms.problems import Problem, ProblemCode, Problems
from citizen_app.fhir_forms.values import Coding, Quantity, Value


@dataclass(frozen=True, slots=True)
class ReadResponse:
    """What a response said: the answers that could be read, and what could not."""

    answers: Answers
    problems: tuple[Problem, ...]


def build_response(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    authored: datetime,
    subject: str | None = None,
    author: str | None = None,
    source: str | None = None,
) -> dict[str, Any]:
    """A completed QuestionnaireResponse (https://hl7.org/fhir/R4/questionnaireresponse.html).

    Nested as the form is; only items in force that have an answer, with the groups around them
    and the text that was shown. `authored` is an aware datetime; `subject`, `author` and
    `source` are references such as `Patient/1`. Decimals stay Decimal: write it with
    `write_json`. ValueError for a naive `authored`.
    """
    if authored.tzinfo is None:
        raise ValueError("authored must know its time zone")
    resource: dict[str, Any] = {"resourceType": "QuestionnaireResponse"}
    if questionnaire.language:
        resource["language"] = questionnaire.language
    if questionnaire.url:
        version = f"|{questionnaire.version}" if questionnaire.version else ""
        resource["questionnaire"] = questionnaire.url + version
    resource["status"] = "completed"
    if subject:
        resource["subject"] = {"reference": subject}
    resource["authored"] = authored.isoformat(timespec="seconds")
    for name, reference in (("author", author), ("source", source)):
        if reference:
            resource[name] = {"reference": reference}
    items = _items(questionnaire.items, visible_answers(questionnaire, answers))
    return {**resource, "item": items} if items else resource


def _items(items: tuple[Item, ...], counted: Answers) -> list[dict[str, Any]]:
    found = (_item(item, counted) for item in items)
    return [row for row in found if row is not None]


def _item(item: Item, counted: Answers) -> dict[str, Any] | None:
    if item.type is ItemType.DISPLAY:
        return None
    row: dict[str, Any] = {"linkId": item.link_id}
    if item.text:
        row["text"] = str(item.text)
    under = _items(item.items, counted)
    if item.type is ItemType.GROUP:
        return {**row, "item": under} if under else None
    values = counted.get(item.link_id, ())
    if not values:
        return None
    row["answer"] = [value_element(value) for value in values]
    if under:
        row["answer"][0]["item"] = under
    return row


def value_element(value: Value) -> dict[str, Any]:
    """A value as FHIR's `value[x]`: `{"valueBoolean": true}`."""
    match value:
        case Coding():
            display = str(value.display) or None
            row = {"system": value.system, "code": value.code, "display": display}
            return {"valueCoding": _without_none(row)}
        case Quantity():
            unit = {"unit": value.unit, "system": value.system, "code": value.code}
            return {"valueQuantity": _without_none({"value": value.value, **unit})}
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case Decimal():
            return {"valueDecimal": value}
        case date():
            return {"valueDate": value.isoformat()}
    return {"valueString": str(value)}


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def read_response(
    questionnaire: Questionnaire, source: bytes | str | Mapping[str, Any]
) -> ReadResponse:
    """Read a QuestionnaireResponse to answers of this form; never raises.

    What does not fit (unknown linkIds, values of unknown kinds, several answers) is named in
    `problems`, with its path, and left out. Whether the answers are complete says `validate`.
    """
    read = read_json(source)
    if read.problems:
        return ReadResponse(Answers(), read.problems)
    problems = Problems()
    kind = read.value.get("resourceType") if isinstance(read.value, dict) else None
    if kind != "QuestionnaireResponse":
        message = f"This is not a FHIR QuestionnaireResponse: resourceType is {kind!r}."
        problems.refuse("resourceType", ProblemCode.STRUCTURE, message)
        return ReadResponse(Answers(), tuple(problems.errors))
    root = Node(read.value, "QuestionnaireResponse", problems)
    reader = _Reader({item.link_id: item for item in questionnaire})
    reader.read_under(root)
    return ReadResponse(Answers(reader.found), tuple(problems.errors))


class _Reader:
    def __init__(self, known: dict[str, Item]) -> None:
        self.known = known
        self.found: dict[str, Value | tuple[Value, ...]] = {}

    def read_under(self, node: Node) -> None:
        """Read the items of a response, an item or an answer."""
        waiting = list(reversed(node.children("item")))
        while waiting:
            row = waiting.pop()
            answers = row.children("answer")
            self._read(row, answers)
            below = [*row.children("item"), *(i for a in answers for i in a.children("item"))]
            waiting.extend(reversed(below))

    def _read(self, row: Node, answers: list[Node]) -> None:
        link_id = row.string("linkId")
        item = self.known.get(link_id or "")
        if item is None:
            message = f"The form has no item called {link_id!r}."
            row.refuse("linkId", ProblemCode.UNKNOWN_TARGET, message)
        elif answers and not item.is_question:
            row.refuse("answer", ProblemCode.STRUCTURE, f"A {item.type} has no answer.")
        elif item.link_id in self.found:
            message = f"{link_id!r} is answered twice; the first answer is kept."
            row.refuse("", ProblemCode.DUPLICATE, message)
        elif answers:
            values = (_value(item, answer) for answer in answers)
            self.found[item.link_id] = tuple(value for value in values if value is not None)


def _value(item: Item, answer: Node) -> Value | None:
    value = answer.choice_of("value")
    if item.type is ItemType.DECIMAL and isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value
