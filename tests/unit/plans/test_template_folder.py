"""A folder of templates, and the command that checks it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citizen_app.cli import commands
from citizen_app.paths import CONTENT
from citizen_app.plans.starting import find_template, list_templates
from citizen_app.plans.template_folder import LARGEST_FILE
from tests.unit.plans.templates import TEMPLATE, changed


def check(folder: Path) -> Result:
    result = CliRunner().invoke(commands, ["plan-template", "check", str(folder)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_good_folder_is_told_file_by_file():
    result = check(CONTENT / "plan_templates")
    assert result.exit_code == 0
    assert "kol.json: kol 1 for copd" in result.stdout


def test_a_broken_file_is_told_with_its_place(tmp_path):
    (tmp_path / "good.json").write_text(json.dumps(TEMPLATE), "utf-8")
    (tmp_path / "broken.json").write_text(changed("condition", "kol"), "utf-8")
    (tmp_path / "notes.txt").write_text("not a template", "utf-8")
    result = check(tmp_path)
    assert result.exit_code == 1
    assert "broken.json: condition: one of copd, heart_failure" in result.stderr
    assert "good.json: our-kol 2 for copd" in result.stdout
    assert "good.json: thresholds: 1 without decided_by" in result.stderr
    assert [one.name for one in list_templates(tmp_path)] == ["our-kol"]


def test_a_name_that_is_taken_is_told(tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(TEMPLATE), "utf-8")
    assert "b.json: name: a.json has it already" in check(tmp_path).stderr


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 10_000, b" " * (LARGEST_FILE + 1), b""])
def test_a_file_that_is_no_text_is_told(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    assert check(tmp_path).exit_code == 1


@pytest.mark.parametrize("name", ["empty", "absent"])
def test_a_folder_without_templates_is_told(tmp_path, name):
    (tmp_path / "empty").mkdir()
    assert "Error: " in check(tmp_path / name).stderr


def test_templates_are_found_by_condition_and_name():
    folder = CONTENT / "plan_templates"
    assert [one.name for one in list_templates(folder, {"copd"})] == ["kol"]
    assert list_templates(folder, set()) == []
    assert find_template(folder, "heart-failure") is not None
    assert find_template(folder, "../kol") is None
