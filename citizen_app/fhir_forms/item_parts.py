"""Reading the parts of a questionnaire item: options, conditions, limits, our extensions."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from citizen_app.fhir_forms import urls
from citizen_app.fhir_forms.definition import (
    AnswerTest,
    Behaviour,
    Colour,
    Condition,
    Countdown,
    Direction,
    ItemType,
    Operator,
    Option,
    Significance,
)
from citizen_app.fhir_forms.nodes import Node
from citizen_app.fhir_forms.problems import ProblemCode
from citizen_app.fhir_forms.values import Coding, OptionValue, Quantity, Value, Words

_Word = TypeVar("_Word", bound=StrEnum)
_OPTION_VALUES = ("valueCoding", "valueString", "valueInteger", "valueDate")
_LIMIT_VALUES: dict[ItemType, tuple[str, ...]] = {
    ItemType.INTEGER: ("Integer", "Decimal"),
    ItemType.DECIMAL: ("Decimal", "Integer"),
    ItemType.QUANTITY: ("Decimal", "Integer", "Quantity"),
    ItemType.DATE: ("Date",),
}


def read_word(node: Node, name: str, kind: type[_Word]) -> _Word | None:
    """A code out of a closed list; None with an error when it is missing or unknown."""
    text = node.string(name)
    if text is not None and text in set(kind):
        return kind(text)
    allowed = ", ".join(kind)
    message = f"{name} is {text!r}; it must be one of: {allowed}."
    node.refuse(name, ProblemCode.VALUE if text else ProblemCode.MISSING, message)
    return None


def read_conditions(node: Node) -> tuple[tuple[Condition, ...], Behaviour]:
    """enableWhen and enableBehavior (R4 que-12; several without a behaviour mean any)."""
    rows = node.children("enableWhen")
    conditions = [found for row in rows if (found := _condition(row)) is not None]
    behaviour = Behaviour.ANY
    if "enableBehavior" in node.value:
        behaviour = read_word(node, "enableBehavior", Behaviour) or Behaviour.ANY
    elif len(rows) > 1:
        message = "Several enableWhen without enableBehavior: read as any."
        node.warn("enableBehavior", ProblemCode.MISSING, message)
    return tuple(conditions), behaviour


def _condition(node: Node) -> Condition | None:
    question = node.string("question")
    if not question:
        node.refuse("question", ProblemCode.MISSING, "The condition names no question.")
    operator = read_word(node, "operator", Operator)
    answer = node.choice_of("answer")
    if operator is Operator.EXISTS and answer is not None and not isinstance(answer, bool):
        node.refuse("", ProblemCode.CONDITION, "The operator exists needs an answerBoolean.")
        return None
    if not question or operator is None or answer is None:
        return None
    if operator not in (Operator.EXISTS, Operator.EQUAL, Operator.NOT_EQUAL):
        _warn_without_order(node, answer)
    return Condition(question, operator, answer)


def _warn_without_order(node: Node, answer: Value) -> None:
    if isinstance(answer, bool | Coding):
        message = "Booleans and codings have no order: only equal ones satisfy >= and <=."
        node.warn("operator", ProblemCode.CONDITION, message)


def read_options(node: Node) -> tuple[Option, ...]:
    """answerOption of a choice."""
    options: dict[tuple[type, OptionValue], Option] = {}
    for row in node.children("answerOption"):
        refuse_modifiers(row)
        option = _option(row)
        if option is None:
            continue
        key = (type(option.value), option.value)
        if key in options:
            row.warn("", ProblemCode.DUPLICATE, "The same option stands here twice; used once.")
            continue
        if row.value.get("initialSelected") is True:
            message = "No answer is chosen beforehand in this version."
            row.warn("initialSelected", ProblemCode.IGNORED, message)
        options[key] = option
    return tuple(options.values())


def refuse_modifiers(node: Node) -> None:
    """A modifierExtension changes the meaning of its element; none is known here (R4 2.4.2)."""
    if node.value.get("modifierExtension"):
        message = "Modifier extensions change the meaning and none is known here."
        node.refuse("modifierExtension", ProblemCode.UNSUPPORTED, message)


def _option(node: Node) -> Option | None:
    other = [name for name in node.value if name.startswith("value")]
    if len(other) == 1 and other[0] not in _OPTION_VALUES:
        message = f"Options of the kind {other[0]} are not supported in this version."
        node.refuse(other[0], ProblemCode.UNSUPPORTED, message)
        return None
    value = node.choice_of("value")
    match value:
        case Coding():
            return Option(value, value.display or Words(value.code or ""))
        case str() | int() | date():
            label = node.words("valueString") or Words(str(value))
            return Option(value, label)
    return None


def read_limit(node: Node, item_type: ItemType, *addresses: str) -> int | Decimal | date | None:
    """minValue or maxValue (also SDC's minQuantity, maxQuantity) in the item's own unit."""
    extension = next((found for url in addresses if (found := node.extension(url))), None)
    if extension is None:
        return None
    for kind in _LIMIT_VALUES.get(item_type, ()):
        if f"value{kind}" in extension.value:
            return _limit(extension, item_type)
    message = f"This limit does not fit an item of type {item_type} and is left out."
    extension.warn("", ProblemCode.IGNORED, message)
    return None


def _limit(extension: Node, item_type: ItemType) -> int | Decimal | date | None:
    node = Node(
        {name: value for name, value in extension.value.items() if name[0] != "_"},
        extension.path,
        extension.problems,
    )
    value = node.choice_of("value")
    if isinstance(value, Quantity):
        return value.value
    if item_type is ItemType.INTEGER and isinstance(value, Decimal):
        return int(value) if value == int(value) else value
    return value if isinstance(value, int | Decimal | date) else None


def read_significances(node: Node) -> tuple[Significance, ...]:
    """ehealth-questionnaire-answerSignificance, with our answer-advice inside it."""
    found = (_significance(row) for row in node.extensions(urls.ANSWER_SIGNIFICANCE))
    return tuple(row for row in found if row is not None)


def _significance(node: Node) -> Significance | None:
    tests = [_answer_test(row) for row in node.extensions("answerCondition")]
    if not 1 <= len(tests) <= 2:
        message = "An answer's significance needs one or two answerCondition."
        node.refuse("", ProblemCode.STRUCTURE, message)
        return None
    colour = _colour(node)
    if colour is None or None in tests:
        return None
    advice = node.extension(urls.ANSWER_ADVICE)
    words = None if advice is None else advice.words("valueString")
    return Significance(tuple(test for test in tests if test), colour, words)


def _answer_test(node: Node) -> AnswerTest | None:
    value = operator = None
    for part in node.children("extension"):
        if part.value.get("url") == "value":
            value = part.choice_of("value")
        elif part.value.get("url") == "operator":
            operator = read_word(part, "valueCode", Operator)
    if value is None or operator is None:
        message = "An answerCondition needs a value and an operator that are known."
        node.refuse("", ProblemCode.MISSING, message)
        return None
    return AnswerTest(operator, value)


def _colour(node: Node) -> Colour | None:
    significance = node.extension("significance")
    coding = None if significance is None else significance.coding("valueCoding")
    if coding is None or coding.system != urls.SIGNIFICANCE_SYSTEM:
        message = f"The significance must be a coding of {urls.SIGNIFICANCE_SYSTEM}."
        node.refuse("", ProblemCode.MISSING, message)
        return None
    if coding.code not in set(Colour):
        message = f"The significance {coding.code!r} is not known; it must be one of: "
        node.refuse("", ProblemCode.VALUE, message + ", ".join(Colour) + ".")
        return None
    return Colour(coding.code)


def read_countdown(node: Node) -> Countdown | None:
    """Our countdown extension: `seconds` (1 to 3600) and `direction` (up, down)."""
    extension = node.extension(urls.COUNTDOWN)
    if extension is None:
        return None
    seconds = direction = None
    for part in extension.children("extension"):
        if part.value.get("url") == "seconds":
            seconds = part.whole("valueInteger")
        elif part.value.get("url") == "direction":
            direction = read_word(part, "valueCode", Direction)
    if seconds is None or direction is None or not 1 <= seconds <= 3600:
        message = "A countdown needs seconds (1 to 3600) and a direction (up, down)."
        extension.refuse("", ProblemCode.VALUE, message)
        return None
    return Countdown(seconds, direction)
