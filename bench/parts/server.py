"""Part `server`: server time and throughput among many citizens, against bare routes."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench.budgets import GROWTH, SERVER, Value
from bench.load.floor import listen
from bench.load.maker import Outcome, at_rate, saturate
from bench.load.recording import replay
from bench.load.serving import APPLICATION, FLOOR, Served, served
from bench.load.stores import forget_load, postgresql_stores, sqlite_store
from bench.load.visitors import (
    PAGES,
    SEND,
    Visitor,
    application_on,
    bare_requests,
    do,
    make_visitors,
    requests_of,
    write_visitors,
)
from bench.population import Size
from bench.sheets import Sheet
from citizen_app.database import db, open_session, reading_only
from citizen_app.web.clock import now
from tests.queries import counted_queries

ACTIONS = (*PAGES, SEND)
WORDS = {"today": "Today", "question": "Question", "trend": "Trend 90", SEND: "Send"}
CITIZENS = "BENCH_CITIZENS"
FULL = 100_000
HISTORY_SHARE = 100
VISITORS = 30
ROUNDS = 3
CONNECTIONS = 16
WARM_SECONDS, FULL_SECONDS, CALM_SECONDS = 1.5, 3.0, 10.0
SHARE_OF_LOAD = 1 / 3
LOAD_NOTES = (
    "Bare route: Flask and SQLAlchemy do the page's own reads (as the same ORM queries) and writes "
    "(as Core inserts) and answer with a number: no sign-in, rules, language, template or "
    "compression. Same server settings, same run, in turns.",
    "A third of the load: requests come by chance at a third of the application's throughput; "
    "the time is from when a request was due to its last byte, seen from the same machine.",
    "The load maker uses the same processors.",
)


@dataclass(frozen=True)
class Bench:
    """Both servers on one database. `visitors` is how many take part."""

    ours: Served
    bare: Served
    visitors: Sequence[Visitor]

    def full(self, action: str, *, is_bare: bool, seconds: float) -> tuple[Outcome, float]:
        """As much as it takes; and the processor's ms a request."""
        server = self.bare if is_bare else self.ours
        before = server.processor_seconds()
        outcome = saturate(
            server.host,
            server.port,
            self._requests(action, server, is_bare),
            connections=CONNECTIONS,
            seconds=seconds,
        )
        used = server.processor_seconds() - before
        return outcome, 1000 * used / len(outcome.waits)

    def calm(self, action: str, rate: float) -> Outcome:
        """The application at a steady rate."""
        return at_rate(
            self.ours.host,
            self.ours.port,
            self._requests(action, self.ours, False),
            rate=rate,
            seconds=CALM_SECONDS,
            chance=Random(0),
        )

    def _requests(self, action: str, server: Served, is_bare: bool) -> Iterator[bytes]:
        if is_bare:
            return bare_requests(len(self.visitors), action, server.address)
        return requests_of(self.visitors, action, server.address)


def measure() -> list[Sheet]:
    """For each kind of database: against the bare routes, and against a tenth of the data."""
    citizens = int(os.environ.get(CITIZENS, FULL))
    size = Size(citizens, citizens // HISTORY_SHARE)
    tenth = Size(size.citizens // 10, size.with_history // 10)
    sheets = _sheets("SQLite", size, *(sqlite_store(one, now()) for one in (size, tenth)))
    with postgresql_stores() as stores:
        urls = [stores.store(one, now()) for one in (size, tenth)]
        return sheets + _sheets("PostgreSQL", size, *urls)


def _sheets(kind: str, size: Size, url: str, url_of_tenth: str) -> list[Sheet]:
    with both_servers(url) as bench:
        counts = statement_counts(url, bench.visitors[0])
        found = {action: _compare(bench, action) | counts[action] for action in ACTIONS}
    with both_servers(url_of_tenth) as bench:
        small = {action: _ours(bench, action) for action in ACTIONS}
    growth: dict[str, Mapping[str, Value]] = {
        "p95_tenth": {WORDS[action]: small[action]["p95"] for action in ACTIONS},
        "p95": {WORDS[action]: found[action]["p95"] for action in ACTIONS},
        "growth": {
            WORDS[action]: found[action]["throughput"] / small[action]["throughput"]
            for action in ACTIONS
        },
    }
    figures = {key: {WORDS[one]: found[one][key] for one in ACTIONS} for key in SERVER}
    subjects = [WORDS[action] for action in ACTIONS]
    part = f"server {kind}"
    return [
        Sheet(part, f"{kind}: {size}", subjects, SERVER, figures, LOAD_NOTES),
        Sheet(part, f"{kind}: growth with ten times the data", subjects, GROWTH, growth),
    ]


@contextmanager
def both_servers(database_url: str) -> Iterator[Bench]:
    """Sign the visitors in, start both, and leave the database as it was."""
    started = now()
    with TemporaryDirectory(prefix="aandehul-bench-") as name:
        folder = Path(name)
        kept = folder / "visitors.json"
        app = application_on(database_url)
        with open_session(database_url) as session:
            visitors = make_visitors(app, session, VISITORS)
        write_visitors(kept, visitors)
        with (
            served(APPLICATION, folder, database_url, kept) as ours,
            served(FLOOR, folder, database_url, kept) as bare,
        ):
            yield Bench(ours, bare, visitors)
    forget_load(database_url, started)


def statement_counts(database_url: str, visitor: Visitor) -> dict[str, dict[str, float]]:
    """How many statements each action sends, here and by the bare route; they must be as many."""
    app = application_on(database_url)
    listen(app, [visitor])
    counts = {}
    for action, (steps,) in listen(app, [visitor]).items():
        with app.app_context(), counted_queries() as bare, reading_only(action != SEND):
            replay(db.session, steps)
            db.session.rollback()
        with counted_queries() as ours:
            do(app, visitor, action)
        counts[action] = {"statements": float(len(ours)), "statements_floor": float(len(bare))}
    return counts


def _compare(bench: Bench, action: str) -> dict[str, float]:
    """Ours and the bare route in turns, then ours at a third of its load."""
    for is_bare in (False, True):
        bench.full(action, is_bare=is_bare, seconds=WARM_SECONDS)
    rounds = [
        [bench.full(action, is_bare=is_bare, seconds=FULL_SECONDS) for is_bare in (False, True)]
        for _ in range(ROUNDS)
    ]
    ours, bare = zip(*rounds, strict=True)
    throughput = median(outcome.rate for outcome, _ in ours)
    calm = bench.calm(action, throughput * SHARE_OF_LOAD)
    return {
        "p50": calm.percentile(50),
        "p95": calm.percentile(95),
        "throughput": throughput,
        "refused": sum(outcome.refused.total() for outcome, _ in ours),
        "floor": median(outcome.rate for outcome, _ in bare),
        "ratio": median(one.rate / other.rate for (one, _), (other, _) in rounds),
        "cpu": median(cpu for _, cpu in ours),
        "cpu_floor": median(cpu for _, cpu in bare),
    }


def _ours(bench: Bench, action: str) -> dict[str, float]:
    bench.full(action, is_bare=False, seconds=WARM_SECONDS)
    rates = [bench.full(action, is_bare=False, seconds=FULL_SECONDS)[0].rate for _ in range(ROUNDS)]
    calm = bench.calm(action, median(rates) * SHARE_OF_LOAD)
    return {"throughput": median(rates), "p95": calm.percentile(95)}
