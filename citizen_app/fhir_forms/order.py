"""Orders and cycles of a directed graph, without recursion."""

from collections.abc import Sequence


def topological(needs: Sequence[Sequence[int]]) -> list[int]:
    """All nodes so that each comes after what it needs, else in the given order.

    `needs[i]` are the nodes that must come before node i. Nodes on a cycle, and those behind
    one, are left out.
    """
    followers: list[list[int]] = [[] for _ in needs]
    open_needs = [len(set(before)) for before in needs]
    for node, before in enumerate(needs):
        for needed in set(before):
            followers[needed].append(node)
    order = [node for node, count in enumerate(open_needs) if count == 0]
    for node in order:
        for follower in followers[node]:
            open_needs[follower] -= 1
            if open_needs[follower] == 0:
                order.append(follower)
    return order


def cycles(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups of nodes that lead to each other (strongly connected, more than one node or a
    node with an edge to itself), each in the given order."""
    finder = _Components(edges)
    for root in range(len(edges)):
        if root not in finder.index:
            finder.visit(root)
    return [
        sorted(group) for group in finder.found if len(group) > 1 or group[0] in edges[group[0]]
    ]


class _Components:
    """Tarjan's strongly connected components with a stack of its own."""

    def __init__(self, edges: Sequence[Sequence[int]]) -> None:
        self.edges = edges
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.is_open: set[int] = set()
        self.found: list[list[int]] = []

    def visit(self, root: int) -> None:
        """Find every component that can be reached from `root`."""
        self._enter(root)
        trail = [(root, iter(self.edges[root]))]
        while trail:
            node, successors = trail[-1]
            successor = next(successors, None)
            if successor is None:
                trail.pop()
                if trail:
                    above = trail[-1][0]
                    self.low[above] = min(self.low[above], self.low[node])
                self._close(node)
            elif successor not in self.index:
                self._enter(successor)
                trail.append((successor, iter(self.edges[successor])))
            elif successor in self.is_open:
                self.low[node] = min(self.low[node], self.index[successor])

    def _enter(self, node: int) -> None:
        self.index[node] = self.low[node] = len(self.index)
        self.open.append(node)
        self.is_open.add(node)

    def _close(self, node: int) -> None:
        if self.low[node] != self.index[node]:
            return
        group: list[int] = []
        while not group or group[-1] != node:
            group.append(self.open.pop())
            self.is_open.discard(group[-1])
        self.found.append(group)


def depth_first(edges: Sequence[Sequence[int]], root: int) -> list[int]:
    """What can be reached from `root`, each node before those that only follow it.

    Without cycles this is a topological order that follows the first edges first. Cycles do no
    harm here: `cycles` finds them.
    """
    finished: list[int] = []
    seen = {root}
    trail = [(root, iter(reversed(edges[root])))]
    while trail:
        node, successors = trail[-1]
        successor = next((at for at in successors if at not in seen), None)
        if successor is None:
            finished.append(node)
            trail.pop()
        else:
            seen.add(successor)
            trail.append((successor, iter(reversed(edges[successor]))))
    return finished[::-1]
