"""Small forms for tests, as the JSON a form's author would write."""

from typing import Any

from citizen_app.fhir_forms import Parsed, Questionnaire, parse

COLOURS = "http://ehealth.sundhed.dk/cs/questionnaire-item-significance-indicator"
SIGNIFICANCE = (
    "http://ehealth.sundhed.dk/fhir/StructureDefinition/ehealth-questionnaire-answerSignificance"
)
HL7 = "http://hl7.org/fhir/StructureDefinition/"
OWN = "https://aandehul.example/fhir/StructureDefinition/"


def form_json(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Questionnaire",
        "url": "https://example.org/form",
        "version": "1",
        "title": "A form",
        "status": "active",
        "language": "en",
        "item": list(items),
        **more,
    }


def item(
    link_id: str, kind: str = "boolean", *under: dict[str, Any], **more: Any
) -> dict[str, Any]:
    row = {"linkId": link_id, "type": kind, "text": f"Text of {link_id}", **more}
    return {**row, "item": list(under)} if under else row


def when(question: str, operator: str = "=", **answer: Any) -> dict[str, Any]:
    return {"question": question, "operator": operator, **(answer or {"answerBoolean": True})}


def options(*texts: str) -> list[dict[str, str]]:
    return [{"valueString": text} for text in texts]


def extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": HL7 + name, **value}


def control(code: str) -> dict[str, Any]:
    return extension("questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": code}]})


def colour(
    code: str, operator: str = "=", advice: str | None = None, **value: Any
) -> dict[str, Any]:
    test = [{"url": "value", **value}, {"url": "operator", "valueCode": operator}]
    parts: list[dict[str, Any]] = [
        {"url": "answerCondition", "extension": test},
        {"url": "significance", "valueCoding": {"system": COLOURS, "code": code}},
    ]
    if advice:
        parts.append({"url": OWN + "answer-advice", "valueString": advice})
    return {"url": SIGNIFICANCE, "extension": parts}


def reading(link_id: str, code: str = "NPU03011", **more: Any) -> dict[str, Any]:
    coding = {"system": "urn:oid:1.2.208.176.2.1", "code": code}
    return item(link_id, "quantity", code=[coding], **more)


def skip_reason(link_id: str, *readings: str) -> dict[str, Any]:
    missing = [when(name, "exists", answerBoolean=False) for name in readings]
    return item(
        link_id,
        "choice",
        answerOption=options("too unwell", "other"),
        extension=[{"url": OWN + "skip-reason", "valueBoolean": True}],
        enableWhen=missing,
        enableBehavior="any",
    )


def read(*items: dict[str, Any], **more: Any) -> Questionnaire:
    parsed = parse(form_json(*items, **more))
    assert parsed.questionnaire is not None, parsed.errors
    return parsed.questionnaire


def refused(*items: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """The places and kinds of errors of a form that must not be accepted."""
    parsed = parse(form_json(*items, **more))
    assert parsed.questionnaire is None
    return [(problem.path, problem.code.value) for problem in parsed.errors]


def warned(parsed: Parsed) -> list[tuple[str, str]]:
    return [(problem.path, problem.code.value) for problem in parsed.warnings]
