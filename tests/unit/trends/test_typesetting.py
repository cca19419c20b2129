"""The typesetter: a tagged PDF of one page, whatever the words and however many."""

import io
from copy import deepcopy
from typing import Any

import pytest
from pypdf import PdfReader

from citizen_app.trends.typesetting import NotMade, make_pdf

HOSTILE = r'#panic("x") $ x^2 $ \ *bold* _it_ <label> @ref `raw` // c #read("/etc/passwd") [a](b)'
SUBJECT: dict[str, Any] = {
    "name": "Iltmætning",
    "unit": "%",
    "stories": [{"context": "", "text": "Din iltmætning er 92 i dag."}],
    "usual": [],
    "told": ["Du har målt 2 gange."],
    "latest": [["24. nov.", "92"], ["23. nov.", "91"]],
    "picture": {
        "alt": "Iltmætning i 3 måneder. Du har målt 2 gange.",
        "key": [{"text": "Rettet", "shape": "ring", "kind": ""}],
        "chart": {
            "values": [["50", "92"]],
            "days": [["0", "sep.", "start"]],
            "boxes": [["usual", "0", "20", "100", "30"]],
            "pauses": [["10", "5"]],
            "strokes": [{"shape": 0, "runs": [[[0, 0], [1000, 500]]], "envelopes": []}],
            "marks": [
                {"x": "5", "y": "50", "shape": n, "is_correction": True, "is_drawn": True}
                for n in range(6)
            ],
            "skips": ["50"],
            "is_dense": False,
        },
    },
    "no_picture": "Der er ingen tal i perioden.",
}
DATA: dict[str, Any] = {
    "lang": "da",
    "title": "Mine målinger",
    "app": "Åndehul",
    "paper": {"name": "Karen Madsen", "days": "27. august 2026", "made": "i dag"},
    "made": "Lavet i dag",
    "alarm": {"heading": "Læs det her nu", "lines": []},
    "nothing": "",
    "subjects": [SUBJECT],
    "when": "Hvornår",
    "latest": "Seneste",
    "answers": "Ingen svar.",
    "hours": "Teamet læser mandag.",
    "calls": {"question": "Er det livstruende?", "call": "Ring 112", "lines": [["Læge", "98"]]},
    "foot": "",
    "advice": "Arket giver ingen råd.",
}


def opened(data: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(make_pdf(data)))


def root_of(pdf: PdfReader) -> Any:
    return pdf.trailer["/Root"]


def plain_text(pdf: PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in pdf.pages).split())


def test_the_page_is_tagged_named_and_in_its_language() -> None:
    root = root_of(opened(DATA))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_picture_has_what_is_told_as_its_other_text() -> None:
    tree, found = [root_of(opened(DATA))["/StructTreeRoot"]], []
    while tree:
        node = tree.pop().get_object()
        if isinstance(node, list):
            tree += node
        elif isinstance(node, dict):
            found += [node["/Alt"]] if "/Alt" in node else []
            tree += [node["/K"]] if "/K" in node else []
    assert found == [SUBJECT["picture"]["alt"]]


@pytest.mark.parametrize("subjects", [0, 1, 6, 12])
def test_everything_stands_on_one_page(subjects: int) -> None:
    data = {**DATA, "subjects": [SUBJECT] * subjects}
    pdf = opened(data)
    assert len(pdf.pages) == 1
    assert plain_text(pdf).count("Iltmætning%") == subjects


def test_long_words_still_stand_on_one_page() -> None:
    data = {**DATA, "alarm": {"heading": "Nu", "lines": ["Ring til teamet i dag. " * 100] * 4}}
    assert len(opened(data).pages) == 1


def test_what_was_typed_is_never_markup() -> None:
    data = deepcopy({**DATA, "app": HOSTILE, "hours": HOSTILE})
    data["paper"]["name"] = HOSTILE
    data["subjects"][0]["stories"][0] = {"context": HOSTILE, "text": HOSTILE}
    data["subjects"][0]["picture"]["alt"] = HOSTILE
    text = plain_text(opened(data))
    assert text.count('#panic("x")$x^2$\\*bold*_it_<label>@ref`raw`//c') == 5


def test_letters_that_no_font_has_and_control_signs_do_not_hinder() -> None:
    data = deepcopy(DATA)
    data["paper"]["name"] = "李\x00\ud83d Åse \U0001f600"
    assert "Åse" in plain_text(opened(data))


def test_a_typesetter_that_fails_says_nothing_of_what_it_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(NotMade) as raised:
        make_pdf(DATA)
    assert "Karen" not in repr(raised.value.__context__) + str(raised.value)
