"""Starts the application, or the bare routes, as servers, and tells what they use."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from bench.demo_site import PATIENCE
from bench.load.floor import VISITORS
from tests.architecture.tree import ROOT
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

APPLICATION: Sequence[str | Path] = (BIN / "citizen-app", "run")
FLOOR: Sequence[str | Path] = (sys.executable, "-m", "bench.load.floor")


@dataclass(frozen=True)
class Served:
    """A running server."""

    address: str
    leader: psutil.Process

    @property
    def host(self) -> str:
        """Where it listens."""
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.address).port or 0

    def processor_seconds(self) -> float:
        """What all of its processes have used so far."""
        everyone = [self.leader, *self.leader.children(recursive=True)]
        times = [process.cpu_times() for process in everyone]
        return sum(time.user + time.system for time in times)


@contextmanager
def served(
    command: Sequence[str | Path], folder: Path, database_url: str, visitors: Path
) -> Iterator[Served]:
    """One of the two, on the database, with the settings that the demo has."""
    port = free_port()
    env = {
        **demo_settings(folder, port),
        "DATABASE_URL": database_url,
        "WORKER_BESIDE_SERVER": "false",
        "PYTHONPATH": str(ROOT),
        VISITORS: str(visitors),
        **{name: value for name, value in os.environ.items() if name in ("WORKERS", "THREADS")},
    }
    log = folder / f"log-{port}"
    with running(command, cwd=folder, env=env, log=log) as process:
        address = wait_until_ready(port, process, log, PATIENCE)
        yield Served(address, psutil.Process(process.pid))
