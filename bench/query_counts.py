"""How many queries each page asks the database."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from bench.browser.visits import Place, path_of
from bench.load.visitors import application_on, signed_in
from tests.queries import counted_queries

WAS_HERE = "/settings"


def count_queries(database_url: str, places: Sequence[Place]) -> dict[str, int]:
    """The statements of each page, by its name; in a thread that Playwright has no part in."""

    def count() -> dict[str, int]:
        app = application_on(database_url)
        return {place.name: _count(app, place) for place in places}

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(count).result()


def _count(app: Flask, place: Place) -> int:
    client = signed_in(app, place.token)
    # The first request of a minute notes that the person was here.
    client.get(WAS_HERE)
    with counted_queries() as statements:
        answer = client.get(path_of(place.address))
    assert answer.status_code == 200, f"{place.address}: {answer.status}"
    return len(statements)
