"""Static files over HTTP, and what a server leaves on the machine."""

import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from citizen_app.web.static_files import static_url
from tests.checking_client import CheckingClient
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
def test_every_answer_carries_the_headers(client: CheckingClient, method: str) -> None:
    answer = client.open(static_url("css/app.css"), method=method)
    assert answer.status_code == (200 if method in {"GET", "HEAD"} else 405)


def test_not_modified_carries_the_headers(client: CheckingClient) -> None:
    tag = client.get(static_url("css/app.css")).headers["ETag"]
    answer = client.get(static_url("css/app.css"), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/css/app.css", "/static/../config.py", "/static/%2e%2e/config.py"],
)
def test_other_addresses_are_not_found_and_not_kept(client: CheckingClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_a_killed_server_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    port, log, folder = free_port(), tmp_path / "log", tmp_path / "temporary"
    folder.mkdir()
    env = demo_settings(tmp_path, port) | {"TMPDIR": str(folder)}
    subprocess.run([BIN / "citizen-app", "migrate"], env=env, cwd=tmp_path, check=True)
    with running([BIN / "citizen-app", "run"], cwd=tmp_path, env=env, log=log) as server:
        wait_until_ready(port, server, log)
        psutil.Process(server.pid).children()[0].kill()
        wait_until_ready(port, server, log)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    assert list(folder.iterdir()) == []
