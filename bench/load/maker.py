"""Makes load over keep-alive connections: as much as a server takes, or a steady rate.

One thread and no HTTP library, because it runs on the same processors as the server.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

CONNECTIONS_AT_MOST = 64
HEAD_ENDS = b"\r\n\r\n"
LENGTH = b"content-length:"
# The selector wakes up to a millisecond late, which is not the server's fault.
TICK = 0.002
PATIENCE = 1.0
EXPECTED = frozenset({200, 303})


@dataclass
class Outcome:
    """What a stretch of load gave. `waits` are the seconds each answer took, queueing included."""

    seconds: float
    waits: list[float] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.waits) / self.seconds

    def percentile(self, percent: float) -> float:
        """The wait, in ms, that so many percent of the answers did not exceed."""
        return 1000 * percentile(self.waits, percent)

    def check(self) -> "Outcome":
        """Refuse figures of a server that mostly did not answer as it should."""
        if self.refused.total() >= len(self.waits):
            raise AssertionError(f"{len(self.waits)} good answers, others: {dict(self.refused)}")
        return self


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many percent of all do not exceed."""
    ordered = sorted(values)
    place = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(place) - 1)]


class Connection:
    """One keep-alive connection with at most one request under way."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self.due = 0.0

    def send(self, request: bytes, due: float) -> None:
        """Send a request that should have been sent at `due`."""
        self.due, self._received = due, b""
        self.socket.sendall(request)

    def status(self) -> int | None:
        """Read what has come: the answer's status once all of it is there."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._received += part
        head, found, body = self._received.partition(HEAD_ENDS)
        if not found or len(body) < length_of(head):
            return None
        return int(head[9:12])


def length_of(head: bytes) -> int:
    """How long the body is, by its header; 0 where it says nothing."""
    for line in head.split(b"\r\n"):
        if line.lower().startswith(LENGTH):
            return int(line[len(LENGTH) :])
    return 0


def saturate(
    host: str, port: int, requests: Iterator[bytes], *, connections: int, seconds: float
) -> Outcome:
    """Every connection sends its next request as soon as it has its answer."""
    return _run(host, port, requests, connections, seconds, lambda _due: time.perf_counter())


def at_rate(
    host: str, port: int, requests: Iterator[bytes], *, rate: float, seconds: float, chance: Random
) -> Outcome:
    """Requests come by chance, `rate` a second, whether or not the server keeps up.

    A request that has to wait for a free connection has been waiting since it was due.
    """
    return _run(
        host,
        port,
        requests,
        CONNECTIONS_AT_MOST,
        seconds,
        lambda due: due + chance.expovariate(rate),
    )


def _run(
    host: str,
    port: int,
    requests: Iterator[bytes],
    connections: int,
    seconds: float,
    next_due: Callable[[float], float],
) -> Outcome:
    idle = [Connection(host, port) for _ in range(connections)]
    everything = list(idle)
    began = time.perf_counter()
    outcome, ends, due = Outcome(seconds), began + seconds, next_due(began)
    with selectors.DefaultSelector() as selector:
        for connection in everything:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        while len(idle) < connections or time.perf_counter() < ends:
            now = time.perf_counter()
            while idle and due <= now and due < ends:
                idle.pop().send(next(requests), now if now - due < TICK else due)
                due = next_due(due)
            patience = max(0.0, min(due, ends) - now) if idle else PATIENCE
            for key, _ in selector.select(patience):
                _take_answer(key.data, idle, outcome)
    outcome.seconds = time.perf_counter() - began
    for connection in everything:
        connection.socket.close()
    return outcome.check()


def _take_answer(connection: Connection, idle: list[Connection], outcome: Outcome) -> None:
    status = connection.status()
    if status is None:
        return
    idle.append(connection)
    if status in EXPECTED:
        outcome.waits.append(time.perf_counter() - connection.due)
    else:
        outcome.refused[status] += 1
