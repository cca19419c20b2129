"""Finds the data that lies beside the project; tests that need it skip where it is absent."""

import os
from pathlib import Path

import pytest

SHARED_DIR = Path(
    os.environ.get("SHARED_DIR") or Path(__file__).resolve().parents[2] / "shared"
).resolve()
ABSENT = "shared data is absent"

needs_shared = pytest.mark.skipif(
    not (SHARED_DIR / "data").is_dir(), reason=f"{ABSENT}: set SHARED_DIR"
)


def shared_path(name: str) -> Path:
    """A file or folder below the shared data folder, or the test is skipped."""
    path = SHARED_DIR / "data" / name
    if not path.exists():
        pytest.skip(f"{ABSENT}: {name}")
    return path


def shared_files(pattern: str) -> list[Path]:
    """Every file that matches, sorted; empty where the data is absent (for parametrize)."""
    return sorted((SHARED_DIR / "data").glob(pattern))
