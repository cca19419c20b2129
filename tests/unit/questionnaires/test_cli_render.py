"""`render` shows a whole form as one valid page, whatever stands in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from citizen_app.fhir_forms import localised, parse
from citizen_app.paths import CONTENT
from citizen_app.questionnaires.cli import questionnaire_commands
from citizen_app.questionnaires.render import render_form
from tests.html_checks import Page, faults_of, text_of
from tests.shared_data import needs_shared, shared_files
from tests.unit.fhir_forms.builders import HL7, control, extension, form_json, item, options, read

OUR_FORM = CONTENT / "questionnaires" / "kol-daily.json"
NASTY = "<script>alert('a')</script>\"&"
KG = {"system": "http://unitsofmeasure.org", "code": "kg"}


def page(*items: dict[str, Any], **more: Any) -> Page:
    found = Page(render_form(read(*items, **more)))
    assert faults_of(found) == []
    return found


def printed(*arguments: object) -> Page:
    words = ["render", *(str(word) for word in arguments)]
    result = CliRunner().invoke(questionnaire_commands, words)
    assert (result.exit_code, result.exception) == (0, None)
    return Page(result.stdout)


def test_every_kind_of_item_is_on_a_valid_page() -> None:
    help_text = item("h", "display", text="Say it", extension=[control("help")])
    found = page(
        item("g", "group", item("q", "boolean", help_text, required=True), prefix="1."),
        item("c", "choice", answerOption=options("one", "two")),
        item("w", "quantity", extension=[extension("questionnaire-unit", valueCoding=KG)]),
        item("n", "integer"),
        item("t", "text", maxLength=500),
        item("s", "string"),
        item("d", "date"),
        item("say", "display", text="First line\nSecond line"),
    )
    assert [text_of(legend) for legend in found.all("legend")] == [
        "1. Text of g",
        "Text of q",
        "Text of c",
    ]
    modes = [field.get("inputmode") for field in found.all("input") if field.get("inputmode")]
    assert modes == ["decimal", "numeric"]
    assert "Text of w (kg)" in found.text
    assert "Say it (Must be answered)" in found.text
    assert len(found.all("br")) == 1


@pytest.mark.parametrize("link_id", ["a,b/c.d", "1 2", NASTY, "æ'ø", "#", "."])
def test_any_link_id_makes_safe_ids(link_id: str) -> None:
    found = page(item(link_id, "choice", answerOption=options("a", "b")), item("item-1"))
    assert len([element for element in found.elements() if element.get("id")]) == 6


def test_nothing_a_form_says_becomes_markup() -> None:
    found = page(
        item("q", "choice", text=NASTY, prefix=NASTY, answerOption=options(NASTY)),
        item("say", "display", text=NASTY),
        title=NASTY,
    )
    assert found.all("script") == []
    assert found.h1 == NASTY


def test_an_item_without_words_is_labelled_by_its_link_id() -> None:
    assert text_of(page(item("q-1", "string", text="  ")).all("label")[0]) == "q-1"


def test_hidden_items_are_not_shown() -> None:
    hidden = [extension("questionnaire-hidden", valueBoolean=True)]
    found = page(item("g", "group", item("inside"), extension=hidden), item("q"))
    assert "Text of inside" not in found.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Ja"), ("en", "Yes"), (None, "Ja")],
)
def test_our_own_form_is_printed_in_the_language_asked_for(
    language: str | None, words: str
) -> None:
    found = printed(OUR_FORM, *(["--language", language] if language else []))
    assert faults_of(found) == []
    assert found.root.get("lang") == (language or "da")
    assert words in found.text.split()


def test_a_language_the_form_does_not_have_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form_json(item("q"))))
    assert printed(path, "--language", "da").root.get("lang") == "en"


def test_a_refused_form_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form_json(item("q", "time"))))
    result = CliRunner().invoke(questionnaire_commands, ["render", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Questionnaire.item[0].type" in result.stderr


@needs_shared
def test_every_real_form_that_is_run_makes_a_valid_page() -> None:
    shown = 0
    for path in shared_files("questionnaires/*/*.json"):
        form = parse(path.read_bytes()).questionnaire
        if form is not None:
            assert faults_of(Page(render_form(localised(form, "da")))) == [], path
            shown += 1
    assert shown >= 140


@needs_shared
@pytest.mark.parametrize("path", shared_files("opentele/*.json"), ids=lambda path: path.stem)
def test_every_real_graph_makes_a_valid_page(path: Path) -> None:
    assert faults_of(printed(path)) == []


def lang_of(page: Page, words: str) -> str | None:
    """The language that a piece of text is marked with."""
    found = [span for span in page.all("span") if text_of(span) == words and span.get("lang")]
    return found[0].get("lang") if found else None


def test_our_hints_are_marked_in_a_form_whose_language_we_do_not_speak(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form_json(item("q", required=True), language="de")))
    page = printed(path)
    assert (page.root.get("lang"), lang_of(page, "Must be answered")) == ("de", "en")
    assert (lang_of(page, "Yes"), lang_of(page, "Text of q")) == ("en", None)


def test_texts_that_lack_the_language_asked_for_are_marked(tmp_path: Path) -> None:
    parts = [{"url": "lang", "valueCode": "da"}, {"url": "content", "valueString": "Dansk"}]
    extension = [{"url": HL7 + "translation", "extension": parts}]
    translated = item("q", _text={"extension": extension})
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form_json(translated, item("r"))))
    page = printed(path, "--language", "da")
    assert page.root.get("lang") == "da"
    assert (lang_of(page, "Text of r"), lang_of(page, "Dansk")) == ("en", None)
    assert lang_of(page, "Ja") is None
