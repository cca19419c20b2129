"""The commands for people who write forms: one line a file, reasons, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from citizen_app.questionnaires.cli import questionnaire_commands
from tests.shared_data import needs_shared, shared_files
from tests.unit.fhir_forms.builders import form_json, item, when
from tests.unit.fhir_forms.graphs import edge, graph, measurement

GOOD = form_json(item("a"), item("b", enableWhen=[when("a")]))
BROKEN = form_json(item("a", enableWhen=[when("nobody")]), item("a"))
GRAPH = graph(
    {"start": {"type": "start"}, "m": measurement("WEIGHT"), "end": {"type": "end"}},
    [edge("start", "m"), edge("m", "end"), edge("m", "end", "skipped")],
)


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(questionnaire_commands, [str(word) for word in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write(name: str, content: object) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_check_prints_a_line_a_file_and_fails_when_one_is_refused(write: Any) -> None:
    result = run("check", write("good.json", GOOD), write("broken.json", BROKEN))
    good, broken = lines(result)
    assert (good["ok"], good["title"], good["items"], good["errors"]) == (True, "A form", 2, [])
    assert broken["ok"] is False
    assert [error["path"] for error in broken["errors"]] == [
        "Questionnaire.item[1].linkId",
        "Questionnaire.item[0].enableWhen[0].question",
    ]
    assert all(error["message"] for error in broken["errors"])
    assert result.exit_code == 1


def test_check_succeeds_when_all_are_accepted_graphs_too(write: Any) -> None:
    result = run("check", write("good.json", GOOD), write("graph.json", GRAPH))
    assert [(row["ok"], row["items"]) for row in lines(result)] == [(True, 2), (True, 3)]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"[" * 10_000, b"{", b"7", b'{"a": NaN}', b"{}" + b" " * 21_000_000],
    ids=["empty", "binary", "deep", "cut", "number", "nan", "huge"],
)
def test_bad_files_are_a_line_with_errors(write: Any, content: bytes) -> None:
    result = run("check", write("bad.json", content))
    [row] = lines(result)
    assert (row["ok"], bool(row["errors"]), result.exit_code) == (False, True, 1)


def test_missing_files_folders_and_devices_are_a_line_with_errors(tmp_path: Path) -> None:
    result = run("check", tmp_path / "missing.json", tmp_path, "/dev/zero", "x" * 5000)
    assert [bool(row["errors"]) for row in lines(result)] == [True] * 4
    assert result.exit_code == 1


def test_a_name_that_is_not_text_is_no_trouble(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.json"
    Path(os.fsdecode(path)).write_text(json.dumps(GOOD))
    command = [os.fsencode(sys.executable), b"-m", b"citizen_app.cli", b"questionnaire", b"check"]
    result = subprocess.run([*command, path], capture_output=True, check=True)
    assert json.loads(result.stdout)["ok"] is True


def test_convert_prints_a_form_that_check_accepts(write: Any) -> None:
    result = run("convert", write("graph.json", GRAPH))
    assert result.exit_code == 0
    assert run("check", write("form.json", result.stdout_bytes)).exit_code == 0


def test_convert_gives_reasons_on_standard_error(write: Any) -> None:
    nodes = {**GRAPH["nodes"], "m": measurement("BLOOD_SUGAR")}
    result = run("convert", write("graph.json", {**GRAPH, "nodes": nodes}))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nodes.m.measurementType" in result.stderr


def test_convert_refuses_what_is_no_graph(write: Any) -> None:
    assert run("convert", write("form.json", GOOD)).exit_code == 1
    assert run("convert", write("text.json", b"{")).exit_code == 1


@needs_shared
def test_every_real_graph_converts_and_is_accepted(write: Any) -> None:
    for path in shared_files("opentele/*.json"):
        converted = run("convert", path)
        assert converted.exit_code == 0
        [row] = lines(run("check", write(path.name, converted.stdout_bytes)))
        assert row["ok"]
        assert row["warnings"] == []


@needs_shared
def test_check_of_all_real_questionnaires_names_every_place() -> None:
    rows = lines(run("check", *shared_files("questionnaires/*/*.json")))
    assert len(rows) == 463
    for row in rows:
        assert row["ok"] is not bool(row["errors"])
        assert all(problem["path"] and problem["message"] for problem in row["errors"])


def test_the_commands_start_without_flask_and_database() -> None:
    code = "import sys, citizen_app.questionnaires.cli; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = set(result.stdout.decode().split())
    assert not loaded & {"flask", "sqlalchemy", "sqlmodel", "babel", "jinja2"}
