"""When a node of a graph is reached, as the answers that lead to it."""

from heapq import heapify, heappop, heappush
from typing import TypeAlias

from citizen_app.fhir_forms.opentele_graph import OUTCOMES, Graph, NodeType, Outcome

Atom: TypeAlias = tuple[str, Outcome]
_PASSING = (NodeType.TEXT, NodeType.DELAY)
_START: Atom = ("", Outcome.NEXT)


class _Places:
    """Nodes by their place on every path, and back."""

    def __init__(self, graph: Graph) -> None:
        self.names = tuple(graph.nodes)
        self.of = {name: at for at, name in enumerate(self.names)}


def conditions_of(graph: Graph) -> dict[str, frozenset[Atom] | None]:
    """For each node the answers of which any one leads to it; None when it is always reached.

    An answer counts only when its own question was reached, so one flat list is enough. Where
    every answer to a question leads to a node, the question's own conditions stand for them:
    the node is then known to come before the question is answered.
    """
    place = _Places(graph)
    found: dict[str, frozenset[Atom] | None] = {}
    arriving: dict[str, set[Atom]] = {name: set() for name in graph.nodes}
    done: dict[frozenset[Atom], frozenset[Atom] | None] = {frozenset(): None}
    for name, node in graph.nodes.items():
        # Texts in a row have the same conditions, which are reduced once.
        atoms = frozenset(arriving[name])
        if atoms not in done:
            done[atoms] = _reduced(atoms, found, graph, place)
        found[name] = done[atoms]
        for outcome, way in node.ways.items():
            arriving[way.target].update(_carried(name, node.type, outcome, found))
    return found


def _carried(
    name: str, kind: NodeType, outcome: Outcome, found: dict[str, frozenset[Atom] | None]
) -> frozenset[Atom]:
    """What a way brings along: an answer, or through a text whatever led to the text."""
    if kind is NodeType.START or kind in _PASSING:
        above = found[name]
        return frozenset({_START}) if above is None else above
    return frozenset({(name, outcome)})


def _reduced(
    arriving: frozenset[Atom],
    found: dict[str, frozenset[Atom] | None],
    graph: Graph,
    place: "_Places",
) -> frozenset[Atom] | None:
    atoms = set(arriving)
    waiting = [-place.of[name] for name, _ in atoms if name]
    heapify(waiting)
    while waiting and _START not in atoms:
        name = place.names[-heappop(waiting)]
        mine = {atom for atom in atoms if atom[0] == name}
        above = found[name]
        if len(mine) == len(OUTCOMES[graph.nodes[name].type]):
            new = frozenset({_START}) if above is None else above
            atoms = (atoms - mine) | new
            for other in {other for other, _ in new if other}:
                heappush(waiting, -place.of[other])
    return None if _START in atoms else frozenset(atoms)
