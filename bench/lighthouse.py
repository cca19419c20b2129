"""Lighthouse on a page of the demo: a phone on simulated slow 4G with a 4 times slower CPU."""

import json
import os
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.browser.visits import Place
from bench.npm_parts import install_npm_parts, run_node
from tests.journeys.browsers import SWITCHES, find_chromium

CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best_practices",
}
LCP = "largest-contentful-paint"
TRIES = 3


def lighthouse(place: Place, runs: int) -> dict[str, float]:
    """Medians of the three scores and of LCP in seconds."""
    reports = [_valid_report(place) for _ in range(runs)]
    figures = {
        name: median(100 * report["categories"][category]["score"] for report in reports)
        for category, name in CATEGORIES.items()
    }
    return {**figures, "lcp": median(_seconds(report, LCP) for report in reports)}


def _seconds(report: dict[str, Any], audit: str) -> float:
    milliseconds: float = report["audits"][audit]["numericValue"]
    return milliseconds / 1000


def _valid_report(place: Place) -> dict[str, Any]:
    """Lighthouse now and then misses the navigation of a page; then it looks again."""
    for _ in range(TRIES - 1):
        with suppress(RuntimeError):
            return _report(place)
    return _report(place)


def _report(place: Place) -> dict[str, Any]:
    program = install_npm_parts() / "lighthouse" / "cli" / "index.js"
    cookies = "; ".join(f"{name}={value}" for name, value in place.cookies.items())
    with TemporaryDirectory(prefix="lighthouse-") as folder:
        target = Path(folder) / "report.json"
        run_node(
            str(program),
            place.address,
            "--quiet",
            "--output=json",
            f"--output-path={target}",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            f"--chrome-flags={' '.join(['--headless', *SWITCHES])}",
            env={**os.environ, "CHROME_PATH": find_chromium() or ""},
            cwd=folder,
        )
        found: dict[str, Any] = json.loads(target.read_text("utf-8"))
    if found.get("runtimeError"):
        raise RuntimeError(f"Lighthouse: {found['runtimeError']['message']}")
    return found
