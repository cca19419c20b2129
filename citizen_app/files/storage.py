"""Where files are stored: one small interface, and a folder on this machine behind it."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class StoredFile:
    """A file as it was stored: a random name that tells nothing, and its SHA-256."""

    name: str
    hash: str


class FileStore(Protocol):
    """All that features ask of a place for files; another machine's may stand behind it."""

    def put(self, content: bytes) -> StoredFile:
        """Store it under a new name."""

    def get(self, stored: StoredFile) -> bytes | None:
        """The content; None when it is gone, or is no longer what was stored."""

    def remove(self, name: str) -> None:
        """Forget it; harmless when it is gone already."""


class LocalFolder:
    """Files in a folder, readable by this program's account only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    def put(self, content: bytes) -> StoredFile:
        """Written whole or not at all: first beside, then moved to its place."""
        name = uuid4().hex
        place = self._place(name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = place.with_suffix(".new")
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
        return StoredFile(name, sha256(content).hexdigest())

    def get(self, stored: StoredFile) -> bytes | None:
        """Checked by its hash."""
        try:
            content = self._place(stored.name).read_bytes()
        except FileNotFoundError:
            return None
        return content if sha256(content).hexdigest() == stored.hash else None

    def remove(self, name: str) -> None:
        """Also when it was never there."""
        self._place(name).unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("no name that was given to a file")
        return self.folder / name[:2] / name
