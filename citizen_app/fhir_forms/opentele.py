"""OpenTele questionnaires (node graphs) as FHIR Questionnaires that ask the same questions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citizen_app.fhir_forms import urls
from citizen_app.fhir_forms.json_text import read_json
from citizen_app.fhir_forms.opentele_graph import (
    Graph,
    GraphNode,
    NodeType,
    Outcome,
    Way,
    is_graph,
    read_graph,
)
from citizen_app.fhir_forms.opentele_measurements import (
    MEASUREMENTS,
    SKIP_REASONS,
    TOO_UNWELL,
    reading_item,
    significance,
    skip_item,
)
from citizen_app.fhir_forms.opentele_paths import Atom, conditions_of
from citizen_app.fhir_forms.parsing import parse
from citizen_app.fhir_forms.problems import Problem, ProblemCode, Problems

MAX_CONDITIONS = 20_000
# Never milder than the author meant: orange stands between yellow and red.
_COLOURS = {"GREEN": "green", "YELLOW": "yellow", "ORANGE": "red", "RED": "red"}
_WITHOUT_COLOUR = ("", "NONE", "BLUE")
_DIRECTIONS = {"ned": "down", "down": "down", "op": "up", "up": "up"}
_SENDING = re.compile(r"\b(sende?s?|submit)\b.{0,40}\b(data|results?)\b|\bdata\b.{0,40}\bsendes\b")
_DANISH = re.compile(r"[æøå]|\b(du|din|dit|er|og|det|har|til|ikke|vil)\b")
_ENGLISH = re.compile(r"\b(the|you|your|are|and|is|to|have|not|please)\b")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Converted:
    """What conversion gave: `resource` is None exactly when there are errors."""

    resource: dict[str, Any] | None
    warnings: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def convert(source: bytes | str | Mapping[str, Any]) -> Converted:
    """An OpenTele graph as a FHIR R4 Questionnaire; never raises.

    A node shows when a chosen path reaches it (enableWhen); measurements become groups of
    readings that can be skipped with a reason; delays become display items with a countdown;
    severities become answer significances. Problems name the node or connection. The same input
    gives the same output, and `parse` takes the result without errors.
    """
    read = read_json(source)
    if read.problems:
        return Converted(None, (), read.problems)
    problems = Problems()
    resource = None
    if not is_graph(read.value):
        message = "This is not an OpenTele graph: it has no nodes."
        problems.refuse("nodes", ProblemCode.MISSING, message)
    else:
        graph = read_graph(read.value, problems)
        if graph is not None:
            resource = _Converter(read.value, graph, problems).questionnaire()
    if resource is not None and not problems.errors:
        problems.errors.extend(parse(resource).errors)
    warnings, errors = tuple(problems.warnings), tuple(problems.errors)
    return Converted(None if errors else resource, warnings, errors)


class _Converter:
    def __init__(self, value: Mapping[str, Any], graph: Graph, problems: Problems) -> None:
        self.value, self.graph, self.problems = value, graph, problems
        self.language = _language(graph)

    def questionnaire(self) -> dict[str, Any] | None:
        """The whole resource, or None when the graph has no title to name it by."""
        title = self.value.get("title")
        slug = _slug(title) if isinstance(title, str) else ""
        if not slug:
            self.problems.refuse("title", ProblemCode.MISSING, "The graph has no title.")
            return None
        self._note_what_is_left_out()
        conditions = conditions_of(self.graph)
        if sum(len(atoms or ()) for atoms in conditions.values()) > MAX_CONDITIONS:
            message = f"The branches would need more than {MAX_CONDITIONS} conditions."
            self.problems.refuse("connections", ProblemCode.TOO_LARGE, message)
            return None
        items = []
        for node in self.graph.nodes.values():
            item = self._item(node)
            if item is not None:
                items.append({**item, **self._enable_when(conditions[node.id])})
        return {
            "resourceType": "Questionnaire",
            "language": self.language,
            "url": f"{urls.OWN}Questionnaire/{slug}",
            "version": str(self.value.get("version") or "1"),
            "title": title,
            "status": "active",
            "subjectType": ["Patient"],
            "item": items,
        }

    def _note_what_is_left_out(self) -> None:
        if not self.value.get("version"):
            self.problems.warn("version", ProblemCode.CONVERTED, "Without a version it is 1.")
        if self.value.get("standardSchedule"):
            message = "The schedule is left out: the citizen's plan says when to answer."
            self.problems.warn("standardSchedule", ProblemCode.CONVERTED, message)

    def _item(self, node: GraphNode) -> dict[str, Any] | None:
        match node.type:
            case NodeType.TEXT:
                return self._text(node)
            case NodeType.DELAY:
                return self._delay(node)
            case NodeType.INPUT:
                return self._input(node)
            case NodeType.MEASUREMENT:
                return self._measurement(node)
        return None

    def _text(self, node: GraphNode) -> dict[str, Any] | None:
        text = _text_of(node)
        if not text:
            node.source.warn("text", ProblemCode.CONVERTED, "A text without words is left out.")
            return None
        target = self.graph.nodes[node.ways[Outcome.NEXT].target]
        if target.type is NodeType.END and _SENDING.search(text.lower()):
            message = f"The closing text is left out, a page to check the answers comes: {text!r}"
            node.source.warn("text", ProblemCode.CONVERTED, message)
            return None
        self._colour(node.ways[Outcome.NEXT])
        return {"linkId": node.id, "text": text, "type": "display"}

    def _delay(self, node: GraphNode) -> dict[str, Any]:
        seconds = node.source.whole("countTime") if not _is_digits(node) else _seconds(node)
        direction = _DIRECTIONS.get(str(node.source.value.get("countType")).lower())
        if seconds is None or not 1 <= seconds <= 3600:
            message = "A delay needs a countTime from 1 to 3600 seconds."
            node.source.refuse("countTime", ProblemCode.VALUE, message)
        if direction is None:
            message = "A delay's countType is not known; it counts down."
            node.source.warn("countType", ProblemCode.CONVERTED, message)
        parts = [
            {"url": "seconds", "valueInteger": seconds},
            {"url": "direction", "valueCode": direction or "down"},
        ]
        countdown = [{"url": urls.COUNTDOWN, "extension": parts}]
        text = _text_of(node) or node.source.string("shortText") or ""
        return {"extension": countdown, "linkId": node.id, "text": text, "type": "display"}

    def _input(self, node: GraphNode) -> dict[str, Any] | None:
        kind = node.source.value.get("dataType")
        if kind != "BOOLEAN":
            message = f"Questions of the kind {kind!r} are not supported: {node.id!r}."
            node.source.refuse("dataType", ProblemCode.UNSUPPORTED, message)
            return None
        question = node.source.string("question")
        if not question or not question.strip():
            message = f"The question {node.id!r} has no words."
            node.source.refuse("question", ProblemCode.MISSING, message)
            return None
        extensions = [
            significance({"valueBoolean": outcome is Outcome.TRUE}, "=", colour)
            for outcome in (Outcome.TRUE, Outcome.FALSE)
            if (colour := self._colour(node.ways[outcome]))
        ]
        item = {"linkId": node.id, "text": question.strip(), "type": "boolean", "required": True}
        return _with_extensions(item, [*_short_text(node), *extensions])

    def _measurement(self, node: GraphNode) -> dict[str, Any] | None:
        kind = node.source.value.get("measurementType")
        readings = MEASUREMENTS.get(kind) if isinstance(kind, str) else None
        if readings is None:
            known = ", ".join(MEASUREMENTS)
            message = f"Measurements of the kind {kind!r} are not known: {node.id!r} ({known})."
            node.source.refuse("measurementType", ProblemCode.UNSUPPORTED, message)
            return None
        items = [reading_item(f"{node.id}.{row.name}", row, self.language) for row in readings]
        if colour := self._colour(node.ways[Outcome.MEASURED]):
            items[-1]["extension"].append(significance({"valueBoolean": True}, "exists", colour))
        link_ids = [item["linkId"] for item in items]
        skip = skip_item(_skip_id(node.id), link_ids, self._skip_colours(node), self.language)
        group = {
            "linkId": node.id,
            "text": _text_of(node) or _words(node, "shortText") or "",
            "type": "group",
            "required": True,
            "item": [*items, skip],
        }
        return _with_extensions(group, [*_short_text(node), _together()])

    def _skip_colours(self, node: GraphNode) -> dict[str, str]:
        colour = self._colour(node.ways[Outcome.SKIPPED])
        rest = {reason: colour for reason in SKIP_REASONS if reason != TOO_UNWELL and colour}
        return {TOO_UNWELL: "red", **rest}

    def _colour(self, way: Way) -> str | None:
        severity = (way.severity or "").upper()
        path = f"{way.path}.severity"
        if severity not in _COLOURS and severity not in _WITHOUT_COLOUR:
            message = f"The severity {severity!r} is not known."
            self.problems.refuse(path, ProblemCode.VALUE, message)
        elif severity == "ORANGE":
            message = "ORANGE becomes red: there is nothing between yellow and red."
            self.problems.warn(path, ProblemCode.CONVERTED, message)
        elif severity == "BLUE":
            message = "BLUE is left out: a missing reading is seen from the plan."
            self.problems.warn(path, ProblemCode.CONVERTED, message)
        return _COLOURS.get(severity)

    def _enable_when(self, atoms: frozenset[Atom] | None) -> dict[str, Any]:
        if not atoms:
            return {}
        place = {name: at for at, name in enumerate(self.graph.nodes)}
        rows = sorted(atoms, key=lambda atom: (place[atom[0]], atom[1]))
        conditions = [self._condition(name, outcome) for name, outcome in rows]
        behaviour = {"enableBehavior": "any"} if len(conditions) > 1 else {}
        return {"enableWhen": conditions, **behaviour}

    def _condition(self, name: str, outcome: Outcome) -> dict[str, Any]:
        if outcome in (Outcome.TRUE, Outcome.FALSE):
            is_true = outcome is Outcome.TRUE
            return {"question": name, "operator": "=", "answerBoolean": is_true}
        question = _skip_id(name)
        if outcome is Outcome.MEASURED:
            kind = self.graph.nodes[name].source.value.get("measurementType")
            question = f"{name}.{MEASUREMENTS[str(kind)][-1].name}" if kind in MEASUREMENTS else ""
        return {"question": question, "operator": "exists", "answerBoolean": True}


def _skip_id(name: str) -> str:
    return f"{name}.skip"


def _together() -> dict[str, Any]:
    coding = {"system": urls.ITEM_CONTROL_SYSTEM, "code": "page"}
    return {"url": urls.ITEM_CONTROL, "valueCodeableConcept": {"coding": [coding]}}


def _short_text(node: GraphNode) -> list[dict[str, Any]]:
    short = _words(node, "shortText")
    return [{"url": urls.SHORT_TEXT, "valueString": short}] if short else []


def _with_extensions(item: dict[str, Any], extensions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"extension": extensions, **item} if extensions else item


def _words(node: GraphNode, name: str) -> str:
    return (node.source.string(name) or "").strip()


def _text_of(node: GraphNode) -> str:
    """Headline and text, with the line breaks inside them."""
    return "\n\n".join(filter(None, (_words(node, "headline"), _words(node, "text"))))


def _is_digits(node: GraphNode) -> bool:
    return isinstance(node.source.value.get("countTime"), str)


def _seconds(node: GraphNode) -> int | None:
    text = _words(node, "countTime")
    return int(text) if re.fullmatch(r"\d{1,6}", text) else None


def _language(graph: Graph) -> str:
    names = ("headline", "text", "question")
    texts = " ".join(_words(node, name) for node in graph.nodes.values() for name in names).lower()
    return "en" if len(_ENGLISH.findall(texts)) > len(_DANISH.findall(texts)) else "da"


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().translate(_LETTERS)).strip("-")[:100]
