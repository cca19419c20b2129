"""The demo as `make run` serves it, which a test may change: the next one finds it as it was."""

import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.servers import BIN
from tests.shared_data import shared_path

FRESH, WITH_NORTH_DENMARK = "fresh", "with-north-denmark"
NORTH_DENMARK = "opentele/RN_kol_maalinger_og_spoergsmaal.json"


@dataclass(frozen=True)
class DemoServer:
    """A running demo with people of its own; the server is never restarted."""

    address: str
    folder: Path
    env: dict[str, str]

    def keep(self, name: str) -> None:
        """Remember the database as it is now."""
        _copy(self.folder / "demo.sqlite3", self._kept(name))

    def restore(self, name: str) -> None:
        """Make the database what was kept, under the server's open connections."""
        _copy(self._kept(name), self.folder / "demo.sqlite3")

    def import_north_denmark(self) -> None:
        """Keep a state that offers North Denmark's questionnaire; skips without shared data."""
        source = shared_path(NORTH_DENMARK)
        if self._kept(WITH_NORTH_DENMARK).exists():
            return
        self.restore(FRESH)
        converted = self.folder / "north-denmark.json"
        converted.write_text(self.command("questionnaire", "convert", source), "utf-8")
        self.command("questionnaire", "import", converted)
        self.keep(WITH_NORTH_DENMARK)

    def command(self, *words: str | Path) -> str:
        """Run `citizen-app` on the demo's database; the value is what it prints."""
        ran = subprocess.run(
            [BIN / "citizen-app", *words],
            cwd=self.folder,
            env=self.env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return ran.stdout

    def _kept(self, name: str) -> Path:
        return self.folder / f"kept-{name}.sqlite3"


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as origin,
        closing(sqlite3.connect(target, timeout=20)) as destination,
    ):
        origin.backup(destination)
