"""The folder an organisation keeps its plan templates in: one JSON file a template."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citizen_app.plans.templates import (
    PlanTemplate,
    TemplateProblem,
    TemplateRefused,
    parse_template,
)

LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One file: its template, or why it has none."""

    name: str
    template: PlanTemplate | None
    problems: tuple[TemplateProblem, ...]


def read_folder(folder: Path) -> list[TemplateFile]:
    """Every `*.json` of a folder by name; OSError when the folder cannot be read.

    A name that is taken by an earlier file is a problem of the later one.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"no folder: {folder}")
    found: list[TemplateFile] = []
    taken: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".json" and path.is_file():
            found.append(_unless_taken(_read(path), taken))
    return found


def _unless_taken(read: TemplateFile, taken: dict[str, str]) -> TemplateFile:
    if read.template is None:
        return read
    first = taken.setdefault(read.template.name, read.name)
    if first == read.name:
        return read
    return TemplateFile(read.name, None, (TemplateProblem("name", f"{first} has it already"),))


def _read(path: Path) -> TemplateFile:
    problems = tuple(_size_problems(path))
    if problems:
        return TemplateFile(path.name, None, problems)
    try:
        return TemplateFile(path.name, parse_template(path.read_bytes()), ())
    except TemplateRefused as refused:
        return TemplateFile(path.name, None, refused.problems)
    except OSError as error:
        reason = TemplateProblem("file", f"it cannot be read: {error.strerror}")
        return TemplateFile(path.name, None, (reason,))


def _size_problems(path: Path) -> Iterator[TemplateProblem]:
    if path.stat().st_size > LARGEST_FILE:
        yield TemplateProblem("file", f"it is larger than {LARGEST_FILE} bytes")
