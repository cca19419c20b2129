"""The wheel holds everything that the app needs, and runs where there is nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests

from tests.html_checks import Page
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

EXPECTED = {
    "citizen_app/templates/layouts/base.html",
    "citizen_app/static/css/app.css",
    "citizen_app/translations/da/LC_MESSAGES/messages.mo",
    "citizen_app/translations/en/LC_MESSAGES/messages.mo",
    "citizen_app/content/plan_templates/kol.json",
    "citizen_app/content/consents/consents.json",
    "citizen_app/content/questionnaires/kol-daily.json",
    "citizen_app/migrations/env.py",
}
ROOTS = {"citizen_app"}


def uv(*arguments: str | Path, cwd: Path) -> None:
    command = [str(BIN / "uv"), *map(str, arguments)]
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a source distribution, so that this is complete too."""
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--no-build-isolation", "--out-dir", folder, cwd=project_root)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an empty environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    python = folder / "bin" / "python"
    uv("venv", "--python", sys.executable, folder, cwd=folder.parent)
    lock = project_root / "requirements.lock"
    uv("pip", "sync", "--python", python, "--require-hashes", lock, cwd=folder.parent)
    uv("pip", "install", "--python", python, "--no-deps", wheel, cwd=folder.parent)
    return folder / "bin"


def test_wheel_holds_what_lies_beside_the_package(wheel: Path, project_root: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = [p for root in ("templates", "static") for p in (project_root / root).rglob("*")]
    copies = {f"citizen_app/{p.relative_to(project_root)}" for p in sources if p.is_file()}
    assert (EXPECTED | copies) - names == set()


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        roots = {name.split("/")[0] for name in archive.namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == ROOTS


def test_installed_wheel_migrates_fills_and_serves(installed: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    settings = demo_settings(tmp_path, port) | {"PATH": str(installed)}
    for step in ("migrate", "demo"):
        subprocess.run([installed / "citizen-app", step], cwd=tmp_path, env=settings, check=True)
    with running(
        [installed / "citizen-app", "run"], cwd=tmp_path, env=settings, log=log
    ) as process:
        address = wait_until_ready(port, process, log)
        answer = requests.get(f"{address}/sign-in", headers={"Accept-Language": "da"}, timeout=5)
        page = Page(answer.text)
        assert "Log på" in page.text
        styles = [
            link.get("href", "") for link in page.all("link") if link.get("rel") == "stylesheet"
        ]
        assert requests.get(f"{address}{styles[0]}", timeout=5).ok
