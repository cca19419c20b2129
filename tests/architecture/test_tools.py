"""Lint, types, contracts and texts: the checks that have a program of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str | Path]] = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    "types": [BIN / "mypy"],
    "contracts": [BIN / "lint-imports", "--no-cache"],
    "templates": [BIN / "djlint", "--lint", "templates"],
    "dependencies": [BIN / "deptry", "."],
    "strings": [sys.executable, "scripts/strings.py", "check"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_tool_has_nothing_to_say(check: str) -> None:
    command = [str(part) for part in CHECKS[check]]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, f"{result.stdout[-6000:]}\n{result.stderr[-2000:]}"
