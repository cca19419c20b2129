"""Every route and every role, against one table of who comes in."""

from collections import Counter
from typing import Any

import pytest
from werkzeug.routing import Rule

from citizen_app.people import consents
from citizen_app.people.rules import ConsentHow, ConsentKind
from tests import who_comes_in as table
from tests.factories import LONG_AGO

IN, SEE_OTHER, REFUSED, HIDDEN = 204, 303, 403, 404
# Somebody of the team that has nothing to do with Anna, somebody in no team, and nobody.
ROLES_TOWARDS_ANNA = (
    *table.STAFF,
    "citizen",
    "other_team",
    "other_citizen",
    "nobody",
    "signed_out",
)
PARTS = {
    "uuid": "00000000-0000-4000-8000-000000000001",
    "occurrence": "extra",
    "step": "1",
    "subject": "pulse",
    "scope": "pulse",
    "day": "2026-11-23",
    "question": "0" * 12,
}


def who(cast: Any, role: str) -> Any:
    """The person of the role, towards Anna."""
    people = {
        "nurse": "erik",
        "doctor": "hanne",
        "trainer": "dora",
        "administrator": "ida",
        "citizen": "anna",
        "other_team": "gitte",
        "other_citizen": "frida",
        "nobody": "jens",
    }
    return getattr(cast, people.get(role, role))


def expected(endpoint: str, role: str) -> int:
    """What the table says."""
    if endpoint in table.FOR_ALL.split():
        return IN
    if role == "signed_out":
        return SEE_OTHER
    if endpoint in table.FOR_CITIZENS.split():
        return IN if role in ("citizen", "other_citizen") else SEE_OTHER
    roles, about_citizen = table.roles_of(endpoint), table.is_about_a_citizen(endpoint)
    if role == "other_team":
        # A nurse: of her own team she is one like any other.
        return HIDDEN if about_citizen else IN if "nurse" in roles else REFUSED
    if role not in table.STAFF:
        return HIDDEN
    return IN if role in roles else REFUSED


@pytest.fixture
def empty_views(app, monkeypatch):
    """Whoever gets past a guard is answered 204, and nothing behind it happens."""
    cells = []
    for view in app.view_functions.values():
        cell = dict(zip(view.__code__.co_freevars, view.__closure__, strict=True))["view"]
        cells.append((cell, cell.cell_contents))
        cell.cell_contents = lambda **_parts: ("", IN)
    yield
    for cell, contents in cells:
        cell.cell_contents = contents


def address(rule: Rule, person: Any) -> str:
    """An address of the rule; what it names but the citizen need not exist."""
    parts = {name: PARTS[kind] for kind, name in _arguments(rule)}
    if "person_id" in parts:
        parts["person_id"] = str(person)
    path = rule.rule
    for kind, name in _arguments(rule):
        path = path.replace(f"<{kind}:{name}>", parts[name])
    return path


def _arguments(rule: Rule) -> list[tuple[str, str]]:
    pieces = [piece.split(">")[0] for piece in rule.rule.split("<")[1:]]
    return [(kind, name) for kind, _, name in (piece.partition(":") for piece in pieces)]


def test_every_route_has_its_line_and_every_line_its_route(app) -> None:
    named = Counter(table.endpoints())
    assert [endpoint for endpoint, count in named.items() if count > 1] == []
    routes = set(app.view_functions)
    assert sorted(routes - set(named)) == [], "say in tests/who_comes_in.py who may open them"
    assert sorted(set(named) - routes) == []


@pytest.mark.parametrize("role", ROLES_TOWARDS_ANNA)
def test_each_role_comes_in_where_the_table_says(client, cast, empty_views, role) -> None:
    client.is_checking = False
    consents.give(
        client.session,
        actor=cast.erik,
        person=cast.anna,
        kind=ConsentKind.SUPPORT_CONTACT,
        words_version="1",
        how=ConsentHow.SPOKEN,
        now=LONG_AGO,
    )
    if role != "signed_out":
        client.sign_in(who(cast, role))
    wrong = []
    for rule in sorted(client.application.url_map.iter_rules(), key=lambda one: one.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = client.open(address(rule, cast.anna), method=method)
            if answer.status_code != expected(rule.endpoint, role):
                wrong.append(f"{method} {rule.rule}: {answer.status_code}")
    assert wrong == []


def test_a_guard_that_lets_everybody_in_is_found(client, cast, empty_views, monkeypatch) -> None:
    """The matrix looks at answers: a page that lost its guard answers where it should not."""
    client.is_checking = False
    views = client.application.view_functions
    monkeypatch.setitem(views, "care_team.open_day", lambda **_parts: ("", IN))
    client.sign_in(cast.dora)
    answer = client.get(f"/care-team/citizens/{cast.anna}/day")
    assert answer.status_code == IN != expected("care_team.open_day", "trainer")
