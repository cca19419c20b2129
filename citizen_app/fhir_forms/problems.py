"""What is wrong with a form or a response, and where: for the people who write forms."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """Kinds of problems; stable words that programs may compare with."""

    JSON = "json"
    TOO_LARGE = "too_large"
    STRUCTURE = "structure"
    MISSING = "missing"
    VALUE = "value"
    UNSUPPORTED = "unsupported"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"
    UNKNOWN_TARGET = "unknown_target"
    CYCLE = "cycle"
    CONDITION = "condition"
    GRAPH = "graph"
    CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `path` is a FHIRPath such as `Questionnaire.item[2].enableWhen[1]`.

    For text that is not JSON at all the path is `line 3, column 7`; for a node of an OpenTele
    graph it is `nodes.input4`. `message` is one English sentence for a developer.
    """

    path: str
    code: ProblemCode
    message: str


class Problems:
    """Collects problems while something is read; refused when there is any error."""

    def __init__(self) -> None:
        self.warnings: list[Problem] = []
        self.errors: list[Problem] = []

    def warn(self, path: str, code: ProblemCode, message: str) -> None:
        """Something was tolerated or left out."""
        self.warnings.append(Problem(path, code, message))

    def refuse(self, path: str, code: ProblemCode, message: str) -> None:
        """Something cannot be run safely."""
        self.errors.append(Problem(path, code, message))
