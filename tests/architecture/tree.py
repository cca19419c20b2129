"""Lists and parses the files of the tree."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "citizen_app"
TEMPLATES = ROOT / "templates"
NO_ROOMS = {"content", "migrations"}


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = (ROOT / name.decode() for name in listed.stdout.split(b"\0") if name)
    return tuple(sorted(path for path in set(paths) if path.is_file()))


def text_files() -> Iterator[tuple[str, str]]:
    """Name and text of every file that is text."""
    for path in files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def python_files(folder: str) -> list[Path]:
    """Python files below a folder of the tree; migrations are written by Alembic."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(ROOT / folder)
        and "versions" not in path.parts
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def templates() -> list[Path]:
    """Every template."""
    return [path for path in files() if path.is_relative_to(TEMPLATES) and path.suffix == ".html"]


def rooms() -> set[str]:
    """The names of the rooms: folders of the package that hold Python."""
    found = {path.parent for path in python_files("citizen_app") if path.parent.parent == PACKAGE}
    return {folder.name for folder in found} - NO_ROOMS


def name_of(path: Path) -> str:
    """The path as one would write it in a list."""
    return str(path.relative_to(ROOT))


def assert_none(faults: Iterable[object]) -> None:
    """Fail with one line for every fault."""
    found = sorted(str(fault) for fault in faults)
    assert not found, "\n" + "\n".join(found)
