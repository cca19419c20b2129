"""The demo as `make run` serves it, with people of its own, for as long as a benchmark needs it."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlmodel import Session

from citizen_app.config import DEMO_SECRET
from citizen_app.database import open_session
from citizen_app.demo.team import find_people
from citizen_app.sign_in import service as sign_in
from citizen_app.sign_in.rules import Lifetimes
from citizen_app.web.clock import now
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

COOKIE = "session"
# A server on a busy machine is slow to start, which is not what most parts measure.
PATIENCE = 240.0
LONG = Lifetimes(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


@dataclass(frozen=True)
class Site:
    """A running server and its database."""

    address: str
    folder: Path
    env: Mapping[str, str]
    process_id: int

    @property
    def database_url(self) -> str:
        """Where its data are."""
        return self.env["DATABASE_URL"]

    def person(self, role: str) -> UUID:
        """One of the demo people, by role word."""
        with open_session(self.database_url) as session:
            return find_people(session, key=DEMO_SECRET.encode())[role]

    def command(self, *words: str | Path) -> None:
        """Run `citizen-app` on the same database."""
        run_command(self.folder, self.env, *words)

    def sign_in(self, person: UUID) -> str:
        """Sign a person in and give the cookie's value, without the pages of a provider."""
        with open_session(self.database_url) as session:
            token = start_session(session, person)
            session.commit()
        return token


def start_session(session: Session, person: UUID) -> str:
    """A living session that ends after twelve hours; the caller commits."""
    return sign_in.start_session(session, person=person, now=now(), lifetimes=LONG)


def make_demo(folder: Path, env: Mapping[str, str]) -> None:
    """Make the demo's database, whose place the environment names."""
    for step in ("migrate", "demo"):
        run_command(folder, env, step)


def run_command(folder: Path, env: Mapping[str, str], *words: str | Path) -> None:
    """Run `citizen-app` to its end, and say what it said only where it failed."""
    ran = subprocess.run(
        [BIN / "citizen-app", *words], cwd=folder, env=env, capture_output=True, text=True
    )
    if ran.returncode:
        raise RuntimeError(f"citizen-app {words[0]}: {ran.stdout[-1000:]}{ran.stderr[-1000:]}")


@contextmanager
def demo_site(**settings: str) -> Iterator[Site]:
    """Serve a new demo; `settings` are more variables of its environment."""
    with TemporaryDirectory(prefix="aandehul-bench-") as name:
        folder, port = Path(name), free_port()
        env, log = {**demo_settings(folder, port), **settings}, folder / "log"
        make_demo(folder, env)
        with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
            address = wait_until_ready(port, process, log, PATIENCE)
            yield Site(address, folder, env, process.pid)
