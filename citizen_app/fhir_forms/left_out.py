"""What a form may hold that this version does not run: refused, or left out with a warning."""

from typing import Any

from citizen_app.fhir_forms import urls
from citizen_app.fhir_forms.nodes import Node
from citizen_app.fhir_forms.problems import ProblemCode

# Without these the wrong questions would be asked or a value would be missing.
_REFUSED = {
    urls.ENABLE_WHEN_EXPRESSION: "Conditions written as expressions (enableWhenExpression)",
    urls.CALCULATED_EXPRESSION: "Calculated answers (calculatedExpression)",
    urls.ANSWER_EXPRESSION: "Options that are looked up (answerExpression)",
}
# Without these the form still asks what it should; something is less convenient or less strict.
_LEFT_OUT = {
    urls.INITIAL_EXPRESSION: "No answer is filled in beforehand (initialExpression).",
    urls.VARIABLE: "Variables are not used.",
    urls.TEXT_EXPRESSION: "The text is shown as it stands; its expression is not used.",
    urls.REGEX: "The pattern (regex) is not checked.",
    urls.MIN_LENGTH: "The least length (minLength) is not checked.",
    urls.CONSTRAINT: "The constraint is not checked.",
    urls.TARGET_CONSTRAINT: "The constraint is not checked.",
}
_ITEM_ELEMENTS = frozenset(
    (
        *("id", "extension", "modifierExtension", "linkId", "definition", "code", "prefix"),
        *("text", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly"),
        *("maxLength", "answerValueSet", "answerOption", "initial", "item"),
    )
)
_ON_DISPLAY = ("required", "repeats", "readOnly", "answerOption", "maxLength", "initial")


def note_left_out(node: Node) -> None:
    """Refuse or warn about what this version does not run, on the form or on one item."""
    for url, what in _REFUSED.items():
        for extension in node.extensions(url):
            message = f"{what} are not supported in this version."
            extension.refuse("", ProblemCode.UNSUPPORTED, message)
    for url, message in _LEFT_OUT.items():
        for extension in node.extensions(url):
            extension.warn("", ProblemCode.IGNORED, message)
    if "linkId" in node.value or "type" in node.value:
        _note_on_item(node, node.value)


def _note_on_item(node: Node, value: dict[str, Any]) -> None:
    for name in value:
        if name.removeprefix("_") not in _ITEM_ELEMENTS:
            node.warn(name, ProblemCode.IGNORED, f"{name} is not an element of R4 items.")
    if value.get("type") == "display":
        for name in _ON_DISPLAY:
            if value.get(name) not in (None, False):
                message = f"A display item has no {name}; it is left out (que-6, que-9)."
                node.warn(name, ProblemCode.IGNORED, message)
        return
    if node.boolean("repeats"):
        message = "Repeating questions and groups are not supported in this version."
        node.refuse("repeats", ProblemCode.UNSUPPORTED, message)
    if value.get("initial") is not None:
        message = "No answer is filled in beforehand in this version."
        node.warn("initial", ProblemCode.IGNORED, message)
    _note_options(node, value)


def _note_options(node: Node, value: dict[str, Any]) -> None:
    valueset = value.get("answerValueSet")
    if valueset is not None and not value.get("answerOption"):
        message = f"Options from a ValueSet are not supported in this version: {valueset!s:.200}."
        node.refuse("answerValueSet", ProblemCode.UNSUPPORTED, message)
    elif valueset is not None:
        message = "The ValueSet is left out because there are options (que-4)."
        node.warn("answerValueSet", ProblemCode.IGNORED, message)
    if value.get("answerOption") and value.get("type") not in ("choice", "open-choice"):
        message = "Only a choice has options; they are left out (que-5)."
        node.warn("answerOption", ProblemCode.IGNORED, message)
