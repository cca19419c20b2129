"""The daily KOL form we ship: complete in both languages, plain, and compared with usual."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from citizen_app.paths import CONTENT

FORM = CONTENT / "questionnaires" / "kol-daily.json"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
SIGNIFICANCE = (
    "http://ehealth.sundhed.dk/fhir/StructureDefinition/ehealth-questionnaire-answerSignificance"
)
SHOWN = ("text", "title", "display", "valueString")
LONGEST_WORD_THAT_IS_SHORT = 6


@pytest.fixture(scope="module")
def form() -> dict[str, Any]:
    return json.loads(FORM.read_text(encoding="utf-8"))


def shown_texts(node: Any) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Each text a person can read, with the element that carries its translations."""
    if isinstance(node, list):
        for part in node:
            yield from shown_texts(part)
    if isinstance(node, dict) and node.get("url") != TRANSLATION:
        for name, value in node.items():
            if name in SHOWN and isinstance(value, str):
                yield value, node.get(f"_{name}")
            elif not name.startswith("_"):
                yield from shown_texts(value)


def english_of(element: dict[str, Any] | None) -> str | None:
    for extension in (element or {}).get("extension", []):
        parts = {part["url"]: part for part in extension.get("extension", [])}
        if extension["url"] == TRANSLATION and parts["lang"]["valueCode"] == "en":
            return str(parts["content"]["valueString"])
    return None


def lix(texts: list[str]) -> float:
    joined = " ".join(text if text[-1] in ".?!" else f"{text}." for text in texts)
    words = re.findall(r"\w+", joined)
    long_words = [word for word in words if len(word) > LONGEST_WORD_THAT_IS_SHORT]
    return len(words) / len(re.findall(r"[.?!]", joined)) + 100 * len(long_words) / len(words)


def items_by_link_id(form: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["linkId"]: item for item in form["item"]}


def colours(item: dict[str, Any]) -> dict[str, str]:
    found = {}
    for extension in item.get("extension", []):
        if extension["url"] == SIGNIFICANCE:
            condition, significance = extension["extension"][:2]
            value = next(part for part in condition["extension"] if part["url"] == "value")
            answer = value.get("valueCoding", {}).get("code", value.get("valueBoolean"))
            found[answer] = significance["valueCoding"]["code"]
    return found


def test_every_text_has_an_english_translation(form):
    untranslated = [text for text, element in shown_texts(form) if not english_of(element)]
    assert untranslated == []
    assert len(list(shown_texts(form))) > 50


def test_the_danish_is_plain(form):
    assert lix([text for text, _ in shown_texts(form)]) < 30


def test_lix_measures_as_published():
    assert lix(["Hunden sover.", "Katten drikker meget kold mælk."]) == pytest.approx(3.5 + 100 / 7)


def test_breathlessness_is_compared_with_usual(form):
    question = items_by_link_id(form)["breathlessness"]
    assert "end du plejer" in question["text"]
    displays = [option["valueCoding"]["display"] for option in question["answerOption"]]
    assert displays == ["Slet ikke", "Lidt mere", "En del mere", "Meget mere"]


@pytest.mark.parametrize("link_id", ["breathlessness", "cough", "sputum-amount"])
def test_more_than_usual_is_yellow_then_red(form, link_id):
    found = colours(items_by_link_id(form)[link_id])
    assert found == {
        "not-at-all": "green",
        "a-little": "yellow",
        "quite-a-bit": "red",
        "much": "red",
    }


def test_sputum_colour_is_asked_only_when_there_is_sputum(form):
    when = items_by_link_id(form)["sputum-colour"]["enableWhen"]
    assert when == [{"question": "sputum", "operator": "=", "answerBoolean": True}]


def test_colours_and_advice_are_marked_as_placeholders(form):
    marked = "https://aandehul.example/fhir/StructureDefinition/clinical-placeholder"
    assert {"url": marked, "valueBoolean": True} in form["extension"]
    assert form["experimental"] is True
    for item in form["item"]:
        for part in (p for e in item.get("extension", []) for p in e.get("extension", [])):
            if part["url"].endswith("/answer-advice"):
                assert {"url": marked, "valueBoolean": True} in part["_valueString"]["extension"]
