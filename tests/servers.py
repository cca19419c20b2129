"""Starts real servers for tests and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import requests

BIN = Path(sys.executable).parent
# The demo people are made before the first answer, also while other tests run.
SECONDS_TO_START = 120.0
OF_THE_APP = ("DATABASE_", "OIDC_", "SESSION_", "ENVIRONMENT", "ORIGIN", "HOST", "SECRET_KEY")


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def demo_settings(folder: Path, port: int) -> dict[str, str]:
    """The environment of a demo with a database of its own in the folder."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(OF_THE_APP)}
    return {
        **inherited,
        "ENVIRONMENT": "demo",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def running(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a session of its own; whatever is left of it is killed at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def wait_until_ready(
    port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = SECONDS_TO_START
) -> str:
    """The server's address, as soon as it answers."""
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with suppress(requests.ConnectionError):
            if requests.get(f"{address}/healthz", timeout=2).ok:
                return address
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8')[-3000:]}")


def processes_of_session(session: int) -> list[psutil.Process]:
    """Every process that was started by the leader of the session and still lives."""
    found = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.Error):
            if os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found
