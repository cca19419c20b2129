"""OpenTele graphs for tests, and a walker that knows nothing of the conversion."""

from collections.abc import Iterator
from typing import Any

Graph = dict[str, Any]
Step = tuple[str, str]


def graph(nodes: dict[str, dict[str, Any]], connections: list[dict[str, Any]]) -> Graph:
    return {"title": "A graph", "version": 3, "nodes": nodes, "connections": connections}


def text(words: str = "Read this", **more: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **more}


def question(words: str = "Are you well?", **more: Any) -> dict[str, Any]:
    return {"type": "input", "dataType": "BOOLEAN", "question": words, **more}


def measurement(kind: str = "SATURATION", **more: Any) -> dict[str, Any]:
    return {"type": "measurement", "measurementType": kind, "headline": "Measure", **more}


def edge(source: str, target: str, choice: str | None = None, severity: str = "") -> dict[str, Any]:
    """A connection; `choice` is `true`, `false`, `skipped` or None for the normal way on."""
    row = {"source": source, "target": target, "severity": severity}
    if choice is None:
        return {**row, "type": "normal"}
    if choice == "skipped":
        return {**row, "type": "measurementSkipped", "measurementSkipped": "true"}
    return {**row, "type": "choice", "choiceValue": choice}


def ways(found: Graph) -> dict[str, list[tuple[str, str]]]:
    """For each node its ways on: what happens there, and the node that follows."""
    rows: dict[str, list[tuple[str, str]]] = {name: [] for name in found["nodes"]}
    for connection in found["connections"]:
        kind = found["nodes"][connection["source"]]["type"]
        happens = connection.get("choiceValue") or "next"
        if kind == "measurement":
            happens = "skipped" if connection["type"] == "measurementSkipped" else "measured"
        rows[connection["source"]].append((happens, connection["target"]))
    return rows


def paths(found: Graph) -> Iterator[list[Step]]:
    """Every way from start to end, as the nodes passed and what happened at each."""
    onward = ways(found)
    start = next(name for name, node in found["nodes"].items() if node["type"] == "start")
    waiting: list[tuple[str, list[Step]]] = [(start, [])]
    while waiting:
        name, path = waiting.pop()
        if not onward[name]:
            yield path
        for happens, target in onward[name]:
            waiting.append((target, [*path, (name, happens)]))
