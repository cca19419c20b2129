"""Part `care_team`: the work list and a citizen's pages, for a team of thousands."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bench.budgets import CARE_TEAM, CITIZEN, DAY, ONE_COLOUR, SECOND_PAGE, WORK_LIST
from bench.demo_site import start_session
from bench.load.maker import at_rate, saturate
from bench.load.serving import APPLICATION, Served, served
from bench.load.stores import forget_load, postgresql_stores, sqlite_store
from bench.load.visitors import application_on, get_request, signed_in
from bench.sheets import Sheet
from bench.team_population import TeamSize, some_citizens
from citizen_app.config import DEMO_SECRET
from citizen_app.database import open_session
from citizen_app.demo.team import find_people
from citizen_app.web.clock import now
from tests.queries import counted_queries

CITIZENS = "BENCH_TEAM"
FULL, LOOKED_AT = 5_000, 40
CONNECTIONS = 4
WARM_SECONDS, FULL_SECONDS, CALM_SECONDS = 1.5, 3.0, 10.0
SHARE_OF_LOAD = 1 / 3
PLACES: Mapping[str, str] = {
    WORK_LIST: "/care-team",
    SECOND_PAGE: "/care-team?page=2",
    ONE_COLOUR: "/care-team?colour=yellow",
    DAY: "/care-team/citizens/{person}/day",
    CITIZEN: "/care-team/citizens/{person}",
}
NOTES = (
    "One nurse; the demo's eight kinds of citizens in turn, so that every eighth has a red that "
    "nobody has handled and every eighth has missed windows; fifty rows a page.",
    "A third of the load: requests come by chance at a third of the throughput; the time is from "
    "when a request was due to its last byte, seen from the same machine.",
)


@dataclass(frozen=True)
class Nurse:
    """Who looks, and at which addresses of each page."""

    token: str
    paths: Mapping[str, Sequence[str]]


def measure() -> list[Sheet]:
    """Both kinds of database."""
    size = TeamSize(int(os.environ.get(CITIZENS, FULL)))
    sheets = [_sheet("SQLite", size, sqlite_store(size, now()))]
    with postgresql_stores() as stores:
        return [*sheets, _sheet("PostgreSQL", size, stores.store(size, now()))]


def _sheet(kind: str, size: TeamSize, url: str) -> Sheet:
    started = now()
    nurse = _nurse(url)
    counted = _counted(url, nurse)
    with TemporaryDirectory(prefix="aandehul-bench-") as name:
        folder = Path(name)
        with served(APPLICATION, folder, url, folder / "none") as server:
            found = {place: _times(server, nurse, place) | counted[place] for place in PLACES}
    forget_load(url, started)
    figures = {key: {place: found[place][key] for place in PLACES} for key in CARE_TEAM}
    return Sheet(f"care_team {kind}", f"{kind}: {size}", list(PLACES), CARE_TEAM, figures, NOTES)


def _nurse(url: str) -> Nurse:
    with open_session(url) as session:
        person = find_people(session, key=DEMO_SECRET.encode())["nurse"]
        token = start_session(session, person)
        citizens = some_citizens(session, LOOKED_AT)
        session.commit()
    paths = {
        name: [path.format(person=citizen) for citizen in citizens] for name, path in PLACES.items()
    }
    return Nurse(token, paths)


def _counted(url: str, nurse: Nurse) -> dict[str, dict[str, float]]:
    client = signed_in(application_on(url), nurse.token)
    client.get("/settings")
    found = {}
    for name, paths in nurse.paths.items():
        with counted_queries() as statements:
            answer = client.get(paths[0])
        assert answer.status_code == 200, answer.status
        found[name] = {"statements": float(len(statements)), "bytes": len(answer.data) / 1000}
    return found


def _times(server: Served, nurse: Nurse, place: str) -> dict[str, float]:
    for seconds in (WARM_SECONDS, FULL_SECONDS):
        full = saturate(
            server.host,
            server.port,
            _requests(server, nurse, place),
            connections=CONNECTIONS,
            seconds=seconds,
        )
    calm = at_rate(
        server.host,
        server.port,
        _requests(server, nurse, place),
        rate=full.rate * SHARE_OF_LOAD,
        seconds=CALM_SECONDS,
        chance=Random(0),
    )
    return {
        "p50": calm.percentile(50),
        "p95": calm.percentile(95),
        "throughput": full.rate,
        "refused": float(full.refused.total()),
    }


def _requests(server: Served, nurse: Nurse, place: str) -> Iterator[bytes]:
    host = urlsplit(server.address).netloc
    for path in cycle(nurse.paths[place]):
        yield get_request(host, path, nurse.token)
