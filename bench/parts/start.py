"""Part `start`: how soon the web process answers, what a worker holds, and a very long form."""

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median
from subprocess import Popen
from tempfile import TemporaryDirectory

import psutil
import requests

from bench.browser.chromium import chromium
from bench.browser.walk import collect_places
from bench.budgets import OURS, START
from bench.demo_site import demo_site, make_demo
from bench.large_form import IN_GROUP, answers_to_all, large_form
from bench.sheets import Sheet
from citizen_app.fhir_forms import Answers, Questionnaire, validate
from citizen_app.questionnaires.render import render_form
from tests.servers import BIN, demo_settings, free_port, running

STARTS, TIMES, ROUNDS = 5, 15, 40
ITEMS = 800
LATEST = 120.0
LIBRARIES = (
    "granian",
    "flask",
    "sqlmodel",
    "flask_sqlalchemy_lite",
    "flask_babel",
    "authlib.integrations.flask_client",
    "pydantic_settings",
    "structlog",
    "requests",
)
BETWEEN_ASKING = 0.005
NOTES = (
    "Start: from the command to the first good answer of /readyz; the median of five, files of "
    "the system in memory.",
    "Memory: the larger of two workers after forty rounds of all pages of part `pages`; PSS shares "
    "what processes have in common among them, RSS counts it in each.",
    "800 items: every kind of question in groups, all asked and answered; a newly read form each "
    "time, the median of fifteen.",
)


def measure() -> list[Sheet]:
    """One column: ours."""
    found = {"start": _start(), "libraries": _libraries(), **_memory(), **_long_form()}
    figures = {key: {OURS: found[key]} for key in START}
    return [Sheet("start", "Start, memory, and 800 items", [OURS], START, figures, NOTES)]


def _start() -> float:
    with TemporaryDirectory(prefix="aandehul-bench-") as name:
        folder = Path(name)
        make_demo(folder, demo_settings(folder, free_port()))
        return median(_seconds_to_answer(folder) for _ in range(STARTS))


def _libraries() -> float:
    """What any process with these libraries takes before it does anything."""
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run([BIN / "python", "-c", f"import {', '.join(LIBRARIES)}"], check=True)
        times.append(time.perf_counter() - began)
    return median(times)


def _seconds_to_answer(folder: Path) -> float:
    port = free_port()
    env = demo_settings(folder, port)
    began = time.perf_counter()
    with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=folder / "log") as process:
        _wait_for_answer(f"http://127.0.0.1:{port}/readyz", process, began + LATEST)
        return time.perf_counter() - began


def _wait_for_answer(address: str, process: Popen[bytes], until: float) -> None:
    while time.perf_counter() < until and process.poll() is None:
        with suppress(requests.ConnectionError):
            if requests.get(address, timeout=5).ok:
                return
        time.sleep(BETWEEN_ASKING)
    raise AssertionError("the server did not start")


def _memory() -> dict[str, float]:
    with demo_site() as site, chromium() as launch:
        places = collect_places(launch(), site)
        for _ in range(ROUNDS):
            for place in places:
                requests.get(place.address, cookies=place.cookies, timeout=20).raise_for_status()
        workers = psutil.Process(site.process_id).children(recursive=True)
        held = [worker.memory_full_info() for worker in workers]
    return {
        "pss": max(one.pss for one in held) / 1e6,
        "rss": max(one.rss for one in held) / 1e6,
    }


def _long_form() -> dict[str, float]:
    # Compiling the template belongs to the start of the process.
    render_form(large_form(IN_GROUP))
    return {
        "render_800": milliseconds(lambda form, _answers: render_form(form)),
        "validate_800": milliseconds(validate),
    }


def milliseconds(work: Callable[[Questionnaire, Answers], object]) -> float:
    """The median time of the work on a newly read form and answers to all of it."""
    times = []
    for _ in range(TIMES):
        form = large_form(ITEMS)
        answers = answers_to_all(form)
        began = time.perf_counter()
        work(form, answers)
        times.append(time.perf_counter() - began)
    return 1000 * median(times)
