"""The Dockerfile keeps its promises, as far as that can be seen without Docker."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import free_port

SCRIPT = "scripts/rehearse_image.py"


@pytest.mark.slow
def test_steps_of_the_image_work_in_an_empty_directory(project_root: Path) -> None:
    command = [sys.executable, SCRIPT, str(free_port())]
    result = subprocess.run(command, cwd=project_root, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_image_runs_as_nobody_in_particular_and_is_asked_how_it_is(project_root: Path) -> None:
    last_stage = (project_root / "Dockerfile").read_text("utf-8").split("\nFROM ")[-1]
    user = re.search(r"^USER (\d+):\d+$", last_stage, re.M)
    assert user is not None
    assert int(user.group(1)) > 0
    assert "HEALTHCHECK" in last_stage
    assert "ENVIRONMENT=production" in last_stage
