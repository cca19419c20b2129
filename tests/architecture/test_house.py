"""The same names in every root, small files and functions, doors between rooms."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, assert_none, name_of, parsed, python_files, rooms

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
# Name of a file or of `file::function`, and why it may be longer.
MAY_BE_LONGER: dict[str, str] = {}
SHARED_TEMPLATES = {"components", "errors", "layouts"}
# Test folders that belong to no room, and what they hold.
TEST_FOLDERS = {
    "bench": "the plain parts of the benchmarks",
    "packaging": "the wheel, the image and the make targets",
    "database": "migrations and transactions",
    "content": "the questionnaires we ship",
}
CODE = ("bench", "citizen_app", "tests", "scripts")
CLOSED_TO_OTHER_ROOMS = {"forms", "models", "queries", "routes"}
# Who may open a closed door, and why.
OPEN_DOORS: dict[tuple[str, str], str] = {
    ("care_team", "plans.forms"): "a pause is typed alike by a citizen and by her team",
    ("questionnaires", "readings.forms"): "a page of readings inside a form is read by their room",
}
DOCUMENTED = ("service", "rules")
PURE_ROOMS = ("measures", "fhir_forms")
BANNED = {"utils", "util", "helper", "helpers", "manager", "common", "info", "misc", "temp"}
PACKAGE = "citizen_app."
CLOCKS = {"citizen_app/web/clock.py": "the one place that reads the clock"}


def lines_of(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions_of(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length_faults(name: str, tree: ast.Module, lines: int) -> list[str]:
    """Files and functions that should be split."""
    faults = [f"{name} has {lines} lines"] if lines > LONGEST_FILE else []
    for function in functions_of(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        if length > LONGEST_FUNCTION:
            faults.append(f"{name}::{function.name} has {length} lines")
    return [fault for fault in faults if fault.split(" has ")[0] not in MAY_BE_LONGER]


def docstring_faults(name: str, tree: ast.Module, *, functions: bool) -> list[str]:
    """Modules, and where asked public functions, that do not say what they are for."""
    faults = [] if ast.get_docstring(tree) else [f"{name} has no docstring"]
    if functions:
        faults += [
            f"{name}::{function.name} has no docstring"
            for function in tree.body
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
            if not ast.get_docstring(function)
        ]
    return faults


def door_faults(importer: str, tree: ast.Module) -> list[str]:
    """Imports of another room's tables, queries, forms or routes."""
    faults = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
            "citizen_app."
        ):
            continue
        modules = [f"{node.module}.{alias.name}".split(".") for alias in node.names]
        for _, room, *rest in modules:
            if room == importer or not rest or (importer, f"{room}.{rest[0]}") in OPEN_DOORS:
                continue
            if rest[0].split("_")[0] in CLOSED_TO_OTHER_ROOMS:
                faults.append(f"{importer} imports {room}.{rest[0]}: use its service or rules")
    return faults


def clock_faults(name: str, tree: ast.Module) -> list[str]:
    """Calls that read the clock where a time should come in as an argument."""
    return [
        f"{name}:{node.lineno} reads the clock"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"now", "today", "utcnow"}
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"datetime", "date"}
        if name not in CLOCKS
    ]


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "citizen_app").parts[0]


def test_templates_and_tests_have_the_names_of_rooms() -> None:
    expected = rooms() | SHARED_TEMPLATES
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    for level in ("unit", "integration"):
        folders |= {path.parent.name for path in python_files(f"tests/{level}")} - {level}
    assert folders - expected - TEST_FOLDERS.keys() == set()


def test_files_and_functions_are_short() -> None:
    faults = [
        fault
        for folder in CODE
        for path in python_files(folder)
        for fault in length_faults(name_of(path), parsed(path), lines_of(path))
    ]
    assert_none(faults)


def test_every_module_and_public_function_says_what_it_is_for() -> None:
    faults = []
    for path in python_files("citizen_app"):
        in_pure_room = room_of(path) in PURE_ROOMS
        asks_functions = path.stem in DOCUMENTED or in_pure_room
        if path.read_text("utf-8").strip():
            faults += docstring_faults(name_of(path), parsed(path), functions=asks_functions)
    assert_none(faults)


def test_rooms_meet_through_service_and_rules() -> None:
    faults = [
        fault
        for path in python_files("citizen_app")
        if room_of(path) in rooms()
        for fault in door_faults(room_of(path), parsed(path))
    ]
    assert_none(faults)


def test_time_comes_in_as_an_argument() -> None:
    faults = [
        fault
        for path in python_files("citizen_app")
        for fault in clock_faults(name_of(path), parsed(path))
    ]
    assert_none(faults)


def test_names_of_files_say_what_is_inside() -> None:
    names = {
        part for path in python_files("citizen_app") for part in re.split(r"[_/.]", name_of(path))
    }
    assert names & BANNED == set()


def test_reasons_are_given_only_for_what_is_there() -> None:
    for name in MAY_BE_LONGER:
        assert (ROOT / name.split("::")[0]).exists(), name


@pytest.mark.parametrize(
    "code",
    [
        "from citizen_app.people.models import Person",
        "from citizen_app.people import queries",
        "from citizen_app.plans.routes_pauses import bp",
    ],
)
def test_an_import_through_a_closed_door_is_found(code: str) -> None:
    assert door_faults("record", ast.parse(code))


@pytest.mark.parametrize("call", ["datetime.now()", "date.today()", "datetime.utcnow()"])
def test_a_clock_in_a_rule_is_found(call: str) -> None:
    assert clock_faults("citizen_app/plans/rules.py", ast.parse(call))


def test_long_and_silent_code_is_found() -> None:
    body = "\n    x = 1" * LONGEST_FUNCTION
    tree = ast.parse(f"def do():{body}")
    assert len(length_faults("a.py", tree, LONGEST_FILE + 1)) == 2
    assert len(docstring_faults("a.py", tree, functions=True)) == 2
