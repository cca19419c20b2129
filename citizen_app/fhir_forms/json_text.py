"""JSON in and out: exact decimals, and nothing accepted that two readers could read differently."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from citizen_app.fhir_forms.problems import Problem, ProblemCode

MAX_BYTES = 5_000_000
MAX_DEPTH = 150
MAX_NUMBER_LENGTH = 40
MAX_EXPONENT = 30
# The closing quote is optional so that an open string is one token: no start is tried twice.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
# Text with these cannot be stored or shown: NUL, halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_Place: TypeAlias = "tuple[_Place, str] | None"


@dataclass(frozen=True, slots=True)
class JsonRead:
    """What was read: `value` is None when there are `problems`."""

    value: Any
    problems: tuple[Problem, ...]


class _Object(dict[str, Any]):
    """A JSON object that remembers the names it was given more than once."""

    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _BadNumber:
    text: str


def read_json(source: bytes | str | Mapping[str, Any]) -> JsonRead:
    """Read JSON from UTF-8 bytes, text, or values that are read already; never raises.

    Decimals come as Decimal. Refused with their place: text over 5 MB, nesting over 150,
    duplicate names, NaN and Infinity, numbers of absurd length, text that cannot be stored.
    """
    try:
        text = _as_text(source)
        _check_depth(text)
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_BadNumber,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return _refused(place, ProblemCode.JSON, f"This is not JSON: {error.msg}.")
    except _Unreadable as error:
        return _refused(error.place, error.code, error.message)
    problems = tuple(_inspect(value))
    return JsonRead(None if problems else value, problems)


class _Unreadable(Exception):
    def __init__(self, place: str, code: ProblemCode, message: str) -> None:
        super().__init__(message)
        self.place, self.code, self.message = place, code, message


def _refused(place: str, code: ProblemCode, message: str) -> JsonRead:
    return JsonRead(None, (Problem(place, code, message),))


def _as_text(source: bytes | str | Mapping[str, Any]) -> str:
    if isinstance(source, Mapping):
        try:
            return write_json(source, indent=None)
        except (TypeError, ValueError) as error:
            raise _Unreadable("", ProblemCode.JSON, f"This is not JSON: {error}.") from error
    if len(source) > MAX_BYTES:
        message = f"The text is {len(source)} bytes long; {MAX_BYTES} are allowed."
        raise _Unreadable("", ProblemCode.TOO_LARGE, message)
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "The bytes are not UTF-8 text."
        raise _Unreadable(f"byte {error.start}", ProblemCode.JSON, message) from error


def _check_depth(text: str) -> None:
    depth = 0
    for token in _TOKENS.finditer(text):
        first = text[token.start()]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, token.start()) + 1
            column = token.start() - text.rfind("\n", 0, token.start())
            message = f"Objects and arrays are nested more than {MAX_DEPTH} deep."
            raise _Unreadable(f"line {line}, column {column}", ProblemCode.TOO_LARGE, message)


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        found.repeated = tuple(name for name in found if times[name] > 1)
    return found


def _whole(text: str) -> int | _BadNumber:
    return int(text) if len(text) <= MAX_NUMBER_LENGTH else _BadNumber(text)


def _decimal(text: str) -> Decimal | _BadNumber:
    if len(text) > MAX_NUMBER_LENGTH:
        return _BadNumber(text)
    exponent = re.search(r"[eE]([+-]?\d+)", text)
    if exponent and abs(int(exponent[1])) > MAX_EXPONENT:
        return _BadNumber(text)
    return Decimal(text)


def _inspect(root: Any) -> Iterator[Problem]:
    waiting: list[tuple[Any, _Place]] = [(root, None)]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, dict):
            for name in getattr(value, "repeated", ()):
                message = f"The name {name!r} stands here more than once."
                yield Problem(_path(root, (place, f".{name}")), ProblemCode.JSON, message)
            children = [(child, (place, f".{name}")) for name, child in value.items()]
            waiting.extend(reversed(children))
            waiting.extend((name, place) for name in value)
        elif isinstance(value, list):
            waiting.extend((value[at], (place, f"[{at}]")) for at in range(len(value) - 1, -1, -1))
        elif isinstance(value, str) and _UNSTORABLE.search(value):
            message = "The text holds a character that cannot be stored (NUL or half a pair)."
            yield Problem(_path(root, place), ProblemCode.JSON, message)
        elif isinstance(value, _BadNumber):
            message = f"{value.text[:MAX_NUMBER_LENGTH]} is not a number that can be kept exactly."
            yield Problem(_path(root, place), ProblemCode.JSON, message)


def _path(root: Any, place: _Place) -> str:
    parts: list[str] = []
    while place is not None:
        place, part = place
        parts.append(part)
    kind = root.get("resourceType") if isinstance(root, dict) else None
    start = kind if isinstance(kind, str) and kind.isidentifier() else ""
    return (start + "".join(reversed(parts))).removeprefix(".")


def write_json(value: Any, indent: int | None = 2) -> str:
    """`value` as JSON text with every Decimal written digit by digit as it is.

    TypeError for what JSON has no form for, ValueError for nesting over 150.
    """
    return "".join(_written(value, indent, 0))


def _written(value: Any, indent: int | None, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise ValueError(f"nested more than {MAX_DEPTH} deep")
    match value:
        case Mapping():
            rows = [(_name(name), child) for name, child in value.items()]
            yield from _enclosed("{", rows, "}", indent, depth)
        case list() | tuple():
            yield from _enclosed("[", [("", child) for child in value], "]", indent, depth)
        case Decimal():
            yield str(value)
        case str():
            yield json.dumps(str(value), ensure_ascii=False)
        case None | bool() | int() | float():
            yield json.dumps(value)
        case _:
            raise TypeError(f"JSON has no form for {type(value).__name__}")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("names in JSON are text")
    return json.dumps(name, ensure_ascii=False) + ": "


def _enclosed(
    start: str, rows: list[tuple[str, Any]], end: str, indent: int | None, depth: int
) -> Iterator[str]:
    if not rows:
        yield start + end
        return
    gap = "\n" + " " * indent * depth if indent else ""
    inner = gap + " " * indent if indent else " "
    yield start
    for at, (name, child) in enumerate(rows):
        yield ("," if at else "") + (inner if indent or at else "") + name
        yield from _written(child, indent, depth + 1)
    yield gap + end
