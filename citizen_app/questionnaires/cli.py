"""Commands for people who write forms: convert, check, render, import."""

import json
import os
import sys
from pathlib import Path
from stat import S_ISREG
from typing import Any

import click

from citizen_app.fhir_forms import (
    Parsed,
    Problem,
    ProblemCode,
    convert,
    is_graph,
    localised,
    parse,
    read_json,
    write_json,
)

LARGEST_FILE = 20_000_000


@click.group()
def questionnaire_commands() -> None:
    """Forms: convert, check, render and import them."""


@questionnaire_commands.command("convert")
@click.argument("file", type=click.Path(path_type=Path))
def convert_file(file: Path) -> None:
    """Print an OpenTele node graph as a FHIR Questionnaire."""
    text = _read_or_exit(file)
    converted = convert(text)
    _say(converted.warnings, "warning")
    if converted.resource is None:
        _say(converted.errors, "error")
        sys.exit(1)
    _print(write_json(converted.resource))


@questionnaire_commands.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check_files(files: tuple[Path, ...]) -> None:
    """Print one JSON line a file; exit 1 when any file is refused."""
    rows = [_checked(file) for file in files]
    for row in rows:
        _print(json.dumps(row, ensure_ascii=False))
    sys.exit(0 if all(row["ok"] for row in rows) else 1)


@questionnaire_commands.command("render")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", help="da or en where the form has it; otherwise the form's own.")
def render_file(file: Path, language: str | None) -> None:
    """Print the whole form as one HTML page."""
    from citizen_app.questionnaires.render import render_form

    parsed = _parsed(_read_or_exit(file))
    if parsed.questionnaire is None:
        _say(parsed.errors, "error")
        sys.exit(1)
    form = parsed.questionnaire
    _print(render_form(localised(form, language) if language else form))


@questionnaire_commands.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_file(file: Path) -> None:
    """Store a FHIR Questionnaire as an immutable version; in the demo, offer it at once."""
    from citizen_app.questionnaires.cli_import import import_form

    sys.exit(import_form(_read_or_exit(file)))


def _read(file: Path) -> bytes | Problem:
    try:
        state = file.stat()
        if not S_ISREG(state.st_mode):
            return _file_problem("this is not a file that can be read from start to end")
        if state.st_size > LARGEST_FILE:
            return _file_problem(f"the file is larger than {LARGEST_FILE} bytes")
        return file.read_bytes()
    except OSError as error:
        return _file_problem(f"the file cannot be read: {error.strerror}")


def _file_problem(message: str) -> Problem:
    return Problem("", ProblemCode.VALUE, message)


def _read_or_exit(file: Path) -> bytes:
    content = _read(file)
    if isinstance(content, Problem):
        _say((content,), "error")
        sys.exit(1)
    return content


def _parsed(content: bytes) -> Parsed:
    """A FHIR form as it is, an OpenTele graph by way of its conversion."""
    read = read_json(content)
    if read.problems or not is_graph(read.value):
        return parse(content)
    converted = convert(content)
    if converted.resource is None:
        return Parsed(None, converted.warnings, converted.errors)
    parsed = parse(converted.resource)
    return Parsed(parsed.questionnaire, converted.warnings + parsed.warnings, parsed.errors)


def _checked(file: Path) -> dict[str, Any]:
    content = _read(file)
    parsed = Parsed(None, (), (content,)) if isinstance(content, Problem) else _parsed(content)
    form = parsed.questionnaire
    return {
        "file": _shown(file),
        "ok": form is not None,
        "title": str(form.title) if form else None,
        "items": sum(1 for _ in form) if form else 0,
        "warnings": [_plain(problem) for problem in parsed.warnings],
        "errors": [_plain(problem) for problem in parsed.errors],
    }


def _shown(file: Path) -> str:
    """The name as text, also where the system's name for it is not."""
    return os.fsencode(file).decode("utf-8", "replace")


def _print(text: str) -> None:
    # JSON and HTML are UTF-8 whatever the terminal says.
    click.echo(text.encode())


def _plain(problem: Problem) -> dict[str, str]:
    return {"path": problem.path, "code": problem.code.value, "message": problem.message}


def _say(problems: tuple[Problem, ...], kind: str) -> None:
    for problem in problems:
        click.echo(f"{kind}: {problem.path or 'file'}: {problem.message}", err=True)
