"""Reading an OpenTele questionnaire: a graph of nodes, checked so that every path ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from citizen_app.fhir_forms.nodes import Node
from citizen_app.fhir_forms.order import cycles, depth_first
from citizen_app.fhir_forms.problems import ProblemCode, Problems

MAX_NODES = 1_000


class NodeType(StrEnum):
    """Kinds of nodes that are understood."""

    START = "start"
    END = "end"
    TEXT = "text"
    DELAY = "delay"
    INPUT = "input"
    MEASUREMENT = "measurement"


class Outcome(StrEnum):
    """What happens at a node and decides where its path goes on."""

    NEXT = "next"
    TRUE = "true"
    FALSE = "false"
    MEASURED = "measured"
    SKIPPED = "skipped"


OUTCOMES: Mapping[NodeType, tuple[Outcome, ...]] = {
    NodeType.START: (Outcome.NEXT,),
    NodeType.TEXT: (Outcome.NEXT,),
    NodeType.DELAY: (Outcome.NEXT,),
    NodeType.INPUT: (Outcome.TRUE, Outcome.FALSE),
    NodeType.MEASUREMENT: (Outcome.MEASURED, Outcome.SKIPPED),
    NodeType.END: (),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One connection: where it leads and the severity written on it."""

    target: str
    severity: str | None
    path: str


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node: its type, what was written in it, and the way on for each outcome."""

    id: str
    type: NodeType
    source: Node
    ways: dict[Outcome, Way]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in an order in which every path runs forwards; the first is the start."""

    nodes: dict[str, GraphNode]


def is_graph(value: object) -> bool:
    """Whether some JSON looks like an OpenTele graph rather than a FHIR resource."""
    return isinstance(value, Mapping) and "nodes" in value and "resourceType" not in value


def read_graph(value: Mapping[str, Any], problems: Problems) -> Graph | None:
    """The graph, or None after noting in `problems` each node or connection that is wrong."""
    root = Node(dict(value), "", problems)
    nodes = _nodes(root)
    _connect(root, nodes)
    if problems.errors:
        return None
    _check_ways(nodes)
    starts = [node for node in nodes.values() if node.type is NodeType.START]
    if len(starts) != 1:
        message = f"There must be one start node; there are {len(starts)}."
        problems.refuse("nodes", ProblemCode.GRAPH, message)
    if problems.errors:
        return None
    return _ordered(nodes, starts[0])


def _nodes(root: Node) -> dict[str, GraphNode]:
    rows = root.child("nodes")
    if rows is None or not rows.value:
        root.refuse("nodes", ProblemCode.MISSING, "The graph has no nodes.")
        return {}
    if len(rows.value) > MAX_NODES:
        root.refuse("nodes", ProblemCode.TOO_LARGE, f"There are more than {MAX_NODES} nodes.")
        return {}
    found = {}
    for name in rows.value:
        row = rows.child(name)
        if row is None:
            rows.refuse(name, ProblemCode.STRUCTURE, "A node must be an object.")
            continue
        kind = row.string("type")
        if kind not in set(NodeType):
            message = f"Nodes of type {kind!r} are not known; known are: {', '.join(NodeType)}."
            row.refuse("type", ProblemCode.UNSUPPORTED, message)
            continue
        found[name] = GraphNode(name, NodeType(kind), row, {})
    return found


def _connect(root: Node, nodes: dict[str, GraphNode]) -> None:
    known = root.value.get("nodes")
    for row in root.children("connections"):
        source, target = row.string("source"), row.string("target")
        for name, value in (("source", source), ("target", target)):
            if not isinstance(known, dict) or value not in known:
                message = f"The connection names the node {value!r}, which is not there."
                row.refuse(name, ProblemCode.UNKNOWN_TARGET, message)
        if source in nodes and target in nodes:
            _add_way(row, nodes[source], target)


def _add_way(row: Node, node: GraphNode, target: str) -> None:
    outcome = _outcome(row, node)
    if outcome is None:
        message = f"A {node.type} node has no such way on as this connection: {node.id!r}."
        row.refuse("", ProblemCode.GRAPH, message)
    elif outcome in node.ways:
        message = f"The node {node.id!r} has two ways on for {outcome.value!r}."
        row.refuse("", ProblemCode.DUPLICATE, message)
    else:
        node.ways[outcome] = Way(target, row.string("severity") or None, row.path)


def _outcome(row: Node, node: GraphNode) -> Outcome | None:
    kind, choice = row.value.get("type"), str(row.value.get("choiceValue")).lower()
    found: Outcome | None = None
    if kind == "normal":
        found = Outcome.MEASURED if node.type is NodeType.MEASUREMENT else Outcome.NEXT
    elif kind == "measurementSkipped":
        found = Outcome.SKIPPED
    elif kind == "choice" and choice in ("true", "false"):
        found = Outcome(choice)
    return found if found in OUTCOMES[node.type] else None


def _check_ways(nodes: dict[str, GraphNode]) -> None:
    for node in nodes.values():
        measured = node.ways.get(Outcome.MEASURED)
        if measured is not None and Outcome.SKIPPED not in node.ways:
            # Somebody too unwell to measure must never be held back.
            node.ways[Outcome.SKIPPED] = Way(measured.target, None, measured.path)
            message = "No way on when the measurement is skipped: it goes on as if it was made."
            node.source.warn("", ProblemCode.CONVERTED, message)
        for outcome in OUTCOMES[node.type]:
            if outcome not in node.ways:
                message = f"Dead end: the node {node.id!r} has no way on for {outcome.value!r}."
                node.source.refuse("", ProblemCode.GRAPH, message)


def _ordered(nodes: dict[str, GraphNode], start: GraphNode) -> Graph | None:
    names = list(nodes)
    index = {name: at for at, name in enumerate(names)}
    edges = [
        [
            index[node.ways[outcome].target]
            for outcome in OUTCOMES[node.type]
            if outcome in node.ways
        ]
        for node in nodes.values()
    ]
    reached = depth_first(edges, index[start.id])
    circles = cycles(edges)
    for circle in circles:
        around = ", ".join(names[at] for at in circle[:20])
        for at in circle:
            message = f"The path goes round in a circle through: {around}."
            nodes[names[at]].source.refuse("", ProblemCode.CYCLE, message)
    unreachable = sorted(set(range(len(names))) - set(reached))
    for at in unreachable:
        message = f"No path from the start leads to the node {names[at]!r}."
        nodes[names[at]].source.refuse("", ProblemCode.GRAPH, message)
    if circles or unreachable:
        return None
    return Graph({names[at]: nodes[names[at]] for at in reached})
