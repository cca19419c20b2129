"""The demo as `make run` serves it, with people of its own, for as long as a benchmark needs it."""

import subprocess
from collections.abc import Iterator
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
LONG = Lifetimes(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


@dataclass(frozen=True)
class Site:
    """A running server and its database."""

    address: str
    database_url: str
    process_id: int

    def person(self, role: str) -> UUID:
        """One of the demo people, by role word."""
        with open_session(self.database_url) as session:
            return find_people(session, key=DEMO_SECRET.encode())[role]

    def sign_in(self, person: UUID) -> str:
        """Sign a person in and give the cookie's value, without the pages of a provider."""
        with open_session(self.database_url) as session:
            token = start_session(session, person)
            session.commit()
        return token


def start_session(session: Session, person: UUID) -> str:
    """A living session that ends after twelve hours; the caller commits."""
    return sign_in.start_session(session, person=person, now=now(), lifetimes=LONG)


@contextmanager
def demo_site(**settings: str) -> Iterator[Site]:
    """Serve a new demo; `settings` are more variables of its environment."""
    with TemporaryDirectory(prefix="aandehul-bench-") as name:
        folder, port = Path(name), free_port()
        env, log = {**demo_settings(folder, port), **settings}, folder / "log"
        for step in ("migrate", "demo"):
            subprocess.run([BIN / "citizen-app", step], cwd=folder, env=env, check=True)
        with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
            address = wait_until_ready(port, process, log)
            yield Site(address, env["DATABASE_URL"], process.pid)
