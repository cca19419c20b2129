"""`make run` starts everything, keeps what is there, and stops all of it."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import demo_settings, free_port, processes_of_session, running, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]

Stop = Callable[[int], None]
STOPS: dict[str, Stop] = {
    "SIGTERM to make": lambda pid: os.kill(pid, signal.SIGTERM),
    "Ctrl-C in the terminal": lambda pid: os.killpg(pid, signal.SIGINT),
}


def wait_until_gone(session: int) -> list[str]:
    """Names of the processes that still live after fifteen seconds."""
    until = time.monotonic() + 15
    while processes_of_session(session) and time.monotonic() < until:
        time.sleep(0.1)
    return [process.name() for process in processes_of_session(session)]


def count_people(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("select count(*) from person").fetchone()[0])


@pytest.mark.parametrize("how", STOPS)
def test_make_run_serves_and_stops_all_of_it(how: str, project_root: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    env = demo_settings(tmp_path, port)
    with running(["make", "run"], cwd=project_root, env=env, log=log) as make:
        wait_until_ready(port, make, log)
        assert len(processes_of_session(make.pid)) > 1
        STOPS[how](make.pid)
        assert wait_until_gone(make.pid) == []


def test_make_run_again_keeps_the_people(project_root: Path, tmp_path: Path) -> None:
    people = []
    for _ in range(2):
        port, log = free_port(), tmp_path / "log"
        env = demo_settings(tmp_path, port)
        with running(["make", "run"], cwd=project_root, env=env, log=log) as make:
            wait_until_ready(port, make, log)
        people.append(count_people(tmp_path / "demo.sqlite3"))
    assert people[0] == people[1] > 0


def test_make_help_names_every_target(project_root: Path) -> None:
    result = subprocess.run(["make", "help"], cwd=project_root, capture_output=True, text=True)
    targets = ["run", "test", "check", "format", "strings", "check-strings", "migrate"]
    assert [target for target in targets if f"  {target} " not in result.stdout] == []
