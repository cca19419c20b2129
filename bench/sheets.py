"""A table of figures against their budgets, as a person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.budgets import Budget, Measure, Value, cause_of

Figures = Mapping[str, Mapping[str, Value]]
NOTHING = "–"
UNEXPLAINED = "cause not known yet"


@dataclass(frozen=True)
class Miss:
    """One figure out of its budget, with what is known about why."""

    measure: str
    subject: str
    value: str
    limit: str
    cause: str

    def __str__(self) -> str:
        found = f"{self.measure}, {self.subject}: {self.value} (budget {self.limit})"
        return f"{found}: {self.cause or UNEXPLAINED}"


@dataclass(frozen=True)
class Sheet:
    """Measures down, subjects across. `figures` are by measure's key and then by subject."""

    part: str
    title: str
    subjects: Sequence[str]
    measures: Mapping[str, Measure]
    figures: Figures
    notes: Sequence[str] = field(default_factory=tuple)

    def misses(self) -> list[Miss]:
        """Every figure out of its budget, in the order of the table."""
        return [
            Miss(
                measure.words,
                subject,
                write_value(measure, self._value(key, subject)),
                write_limit(measure, measure.budget, subject),
                cause_of(self.part, key, subject),
            )
            for key, measure in self.measures.items()
            for subject in self.subjects
            if measure.budget is not None
            and measure.budget.is_kept(subject, self._value(key, subject)) is False
        ]

    def lines(self) -> list[str]:
        """The table in Markdown, then what was missed and the notes."""
        rows = [
            ["", *self.subjects, "budget", "verdict"],
            *(self._row(key, measure) for key, measure in self.measures.items()),
        ]
        misses = [f"- **missed** {miss}" for miss in self.misses()]
        notes = [f"- {note}" for note in self.notes]
        below = [*misses, *notes]
        return [f"### {self.title}", "", *aligned(rows), *([""] if below else []), *below]

    def _row(self, key: str, measure: Measure) -> list[str]:
        values = [write_value(measure, self._value(key, subject)) for subject in self.subjects]
        return [measure.words, *values, self._limits(measure), self._verdict(key, measure)]

    def _limits(self, measure: Measure) -> str:
        if measure.budget is None:
            return ""
        judged = [one for one in self.subjects if measure.budget.limit_of(one) is not None]
        limits = dict.fromkeys(str(measure.budget.limit_of(subject)) for subject in judged)
        if len(limits) > 1:
            texts = [write_number(measure, float(limit)) for limit in limits]
            return f"{measure.budget.bound} {' / '.join(texts)}{_unit(measure)}"
        return write_limit(measure, measure.budget, judged[0]) if judged else ""

    def _verdict(self, key: str, measure: Measure) -> str:
        if measure.budget is None:
            return ""
        kept = [measure.budget.is_kept(one, self._value(key, one)) for one in self.subjects]
        judged = [answer for answer in kept if answer is not None]
        if not judged:
            return "not measured"
        missed = judged.count(False)
        return f"missed {missed} of {len(judged)}" if missed else "met"

    def _value(self, key: str, subject: str) -> Value:
        return self.figures.get(key, {}).get(subject)


def write_value(measure: Measure, value: Value) -> str:
    """A figure as it stands in the table."""
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else write_number(measure, value)


def write_number(measure: Measure, number: float) -> str:
    """A number with the measure's decimals and thousands in groups."""
    return f"{number:,.{measure.decimals}f}"


def write_limit(measure: Measure, budget: Budget | None, subject: str) -> str:
    """A subject's limit with its unit; empty where it has none."""
    limit = budget.limit_of(subject) if budget else None
    if budget is None or limit is None:
        return ""
    text = limit if isinstance(limit, str) else write_number(measure, limit)
    return f"{budget.bound} {text}{_unit(measure)}"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Markdown table lines whose columns line up in a terminal; the first row is the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    numbers = range(1, len(widths) - 2)
    rule = ["-" * (width - 1) + (":" if n in numbers else "-") for n, width in enumerate(widths)]
    lines = []
    for cells in [rows[0], rule, *rows[1:]]:
        padded = [
            cell.rjust(width) if n in numbers else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        lines.append(f"| {' | '.join(padded)} |")
    return lines


def _unit(measure: Measure) -> str:
    return f" {measure.unit}" if measure.unit else ""
