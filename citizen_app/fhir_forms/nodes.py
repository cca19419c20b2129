"""Typed reading of one JSON object of a FHIR resource, with every fault noted by its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from citizen_app.fhir_forms import urls
from citizen_app.fhir_forms.problems import ProblemCode, Problems
from citizen_app.fhir_forms.values import Coding, Quantity, Value, Words

# FHIR strings hold no control characters but tab and line breaks, and HTML forbids these too.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANSWER_TYPES = ("Boolean", "Integer", "Decimal", "String", "Date", "Coding", "Quantity")


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON object and where it stands."""

    value: dict[str, Any]
    path: str
    problems: Problems

    def warn(self, name: str, code: ProblemCode, message: str) -> None:
        """Note something tolerated at the element `name` of this object ("" is itself)."""
        self.problems.warn(self.at(name), code, message)

    def refuse(self, name: str, code: ProblemCode, message: str) -> None:
        """Note something that cannot be run at the element `name` of this object."""
        self.problems.refuse(self.at(name), code, message)

    def at(self, name: str) -> str:
        """The path of an element of this object."""
        return ".".join(part for part in (self.path, name) if part)

    def children(self, name: str) -> list["Node"]:
        """The objects in the list `name`; anything else there is an error."""
        rows = self.value.get(name)
        if rows is None:
            return []
        if not isinstance(rows, list):
            self.refuse(name, ProblemCode.STRUCTURE, f"{name} must be a list.")
            return []
        found = []
        for at, row in enumerate(rows):
            if isinstance(row, dict):
                found.append(Node(row, f"{self.at(name)}[{at}]", self.problems))
            else:
                self.refuse(f"{name}[{at}]", ProblemCode.STRUCTURE, "This must be an object.")
        return found

    def child(self, name: str) -> "Node | None":
        """The object `name`, or None; anything else there is an error."""
        value = self.value.get(name)
        if isinstance(value, dict):
            return Node(value, self.at(name), self.problems)
        if value is not None:
            self.refuse(name, ProblemCode.STRUCTURE, f"{name} must be an object.")
        return None

    def string(self, name: str) -> str | None:
        """Text without translations; a number is taken as its digits, with a warning."""
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            self.warn(name, ProblemCode.VALUE, f"{name} should be text, not a number.")
            value = str(value)
        if not isinstance(value, str):
            self.refuse(name, ProblemCode.STRUCTURE, f"{name} must be text.")
            return None
        cleaned = _CONTROLS.sub("", value)
        if cleaned != value:
            self.warn(name, ProblemCode.VALUE, "Control characters in the text are left out.")
        return cleaned

    def words(self, name: str) -> Words | None:
        """Text with its translations (extension `translation` on `_name`)."""
        text = self.string(name)
        if text is None:
            return None
        beside = self.value.get(f"_{name}")
        if not isinstance(beside, dict):
            return Words(text)
        return Words(text, dict(Node(beside, self.at(f"_{name}"), self.problems)._translations()))

    def _translations(self) -> Iterator[tuple[str, str]]:
        for extension in self.extensions(urls.TRANSLATION):
            language = content = None
            for part in extension.children("extension"):
                if part.value.get("url") == "lang":
                    language = part.string("valueCode") or part.string("valueString")
                elif part.value.get("url") == "content":
                    content = part.string("valueString") or part.string("valueMarkdown")
            if language and content:
                yield language, content

    def boolean(self, name: str) -> bool:
        """True or false, false when absent; the words "true" and "false" with a warning."""
        value = self.value.get(name)
        if isinstance(value, str) and value in ("true", "false"):
            self.warn(name, ProblemCode.VALUE, f"{name} should be a boolean, not text.")
            return value == "true"
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(name, ProblemCode.VALUE, f"{name} must be true or false.")
        return False

    def whole(self, name: str) -> int | None:
        """A whole number, or None; digits as text or with ".0" are taken with a warning."""
        value = self.value.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,18}", value):
            self.warn(name, ProblemCode.VALUE, f"{name} should be a number, not text.")
            return int(value)
        if isinstance(value, Decimal) and value == value.to_integral_value():
            self.warn(name, ProblemCode.VALUE, f"{name} should be written without decimals.")
            return int(value)
        self.refuse(name, ProblemCode.VALUE, f"{name} must be a whole number.")
        return None

    def decimal(self, name: str) -> Decimal | None:
        """A number, or None; digits as text are taken with a warning."""
        value = self.value.get(name)
        if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", value):
            self.warn(name, ProblemCode.VALUE, f"{name} should be a number, not text.")
            return Decimal(value)
        if value is None:
            return None
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
        self.refuse(name, ProblemCode.VALUE, f"{name} must be a number.")
        return None

    def day(self, name: str) -> date | None:
        """A whole date; a partial one (year, month) is not supported in this version."""
        text = self.string(name)
        if text is None:
            return None
        if re.fullmatch(r"\d{4}(-\d{2})?", text):
            self.refuse(name, ProblemCode.UNSUPPORTED, "Partial dates are not supported yet.")
            return None
        try:
            if not _DAY.fullmatch(text):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(name, ProblemCode.VALUE, f"{text!r} is not a date (YYYY-MM-DD).")
            return None

    def coding(self, name: str) -> Coding | None:
        """A Coding, or None; one without code and display is an error."""
        node = self.child(name)
        return None if node is None else node.as_coding()

    def as_coding(self) -> Coding | None:
        """This object as a Coding."""
        code, display = self.string("code"), self.words("display")
        if code is None and not display:
            self.refuse("", ProblemCode.MISSING, "The coding has neither code nor display.")
            return None
        return Coding(self.string("system"), code, display or Words())

    def quantity(self, name: str) -> Quantity | None:
        """A Quantity, or None; one without a value is an error."""
        node = self.child(name)
        if node is None:
            return None
        amount = node.decimal("value")
        if amount is None:
            node.refuse("value", ProblemCode.MISSING, "The quantity has no value.")
            return None
        unit, system, code = (node.string(part) for part in ("unit", "system", "code"))
        return Quantity(amount, unit, system, code)

    def extensions(self, url: str) -> list["Node"]:
        """The extensions with this address."""
        rows = self.value.get("extension")
        if not isinstance(rows, list):
            return []
        return [
            Node(row, f"{self.at('extension')}[{at}]", self.problems)
            for at, row in enumerate(rows)
            if isinstance(row, dict) and row.get("url") == url
        ]

    def extension(self, url: str) -> "Node | None":
        """The first extension with this address, or None; more than one is warned about."""
        found = self.extensions(url)
        for extra in found[1:]:
            extra.warn("", ProblemCode.IGNORED, "Only the first extension of its kind is used.")
        return found[0] if found else None

    def choice_of(self, prefix: str) -> Value | None:
        """The one `prefix[x]` element of this object as a value, or None with an error."""
        names = [name for name in self.value if name.startswith(prefix)]
        if len(names) != 1:
            message = f"There must be exactly one {prefix}[x] here."
            self.refuse("", ProblemCode.STRUCTURE, message)
            return None
        kind = names[0].removeprefix(prefix)
        if kind not in _ANSWER_TYPES:
            message = f"{names[0]} is not supported in this version."
            self.refuse(names[0], ProblemCode.UNSUPPORTED, message)
            return None
        return self._typed(names[0], kind)

    def _typed(self, name: str, kind: str) -> Value | None:
        match kind:
            case "Boolean":
                return self.boolean(name)
            case "Integer":
                return self.whole(name)
            case "Decimal":
                return self.decimal(name)
            case "Date":
                return self.day(name)
            case "Coding":
                return self.coding(name)
            case "Quantity":
                return self.quantity(name)
        return self.string(name)
