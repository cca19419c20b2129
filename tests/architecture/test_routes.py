"""Rules over every address of the application."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from citizen_app.sharing.rules import Right
from tests.architecture.tree import assert_none, rooms

GUARDS = {"public", "signed_in", "citizen", "entering"}
# Guards that ask for a right of the policy.
ASKING_GUARDS = {"citizen", "team"}
# Signed-out people reach these and nothing else.
PUBLIC = {
    "start",
    "web.healthz",
    "web.readyz",
    "settings.change_language",
    "settings.show_settings",
    "sign_in.finish_sign_in",
    "sign_in.show_not_enrolled",
    "sign_in.show_sign_in",
    "sign_in.show_signed_out",
    "sign_in.sign_out",
    "sign_in.start_sign_in",
}
# The closed list of the design: only these may store something when they are read.
WRITES_ON_GET = {"sign_in.finish_sign_in"}
# Rooms with an address beside their own name.
MORE_NAMES = {"sign_in": {"sign-out"}}
PART = re.compile(
    r"[a-z0-9]+(-[a-z0-9]+)*|<(uuid|int|occurrence|step|subject|scope|day|question):[a-z_]+>"
)
VERBS = {"create", "edit", "delete", "get", "update", "list", "new", "post", "save", "show", "view"}


def rules_of(app: Flask) -> Iterator[Rule]:
    return iter(sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule))


def is_guard(name: str) -> bool:
    kind, _, right = name.partition(":")
    return name in GUARDS or (kind in ASKING_GUARDS and right in set(Right))


def guard_faults(app: Flask) -> list[str]:
    """Routes that anybody can come in to because nobody said who may."""
    return [
        f"{rule.endpoint} at {rule.rule} has no guard: add @citizen, @signed_in or @public"
        for rule in rules_of(app)
        if not is_guard(getattr(app.view_functions[rule.endpoint], "guard", ""))
    ]


def address_faults(address: str) -> list[str]:
    """What is wrong with how an address is written."""
    parts = [part for part in address.split("/") if part]
    faults = [
        f"{address}: {part!r} is no kebab-case or typed part"
        for part in parts
        if not PART.fullmatch(part)
    ]
    faults += [f"{address}: {part!r} is a verb of ours" for part in parts if part in VERBS]
    if address != "/" and address.endswith("/"):
        faults.append(f"{address} ends with a slash")
    return faults


def room_faults(app: Flask) -> list[str]:
    """Addresses that do not begin with the name of their room."""
    return [
        f"{rule.endpoint} lies at {rule.rule}, not below /{room.replace('_', '-')}"
        for rule in rules_of(app)
        for room, _, name in [rule.endpoint.partition(".")]
        if name and room in rooms() - {"web"}
        if rule.rule.split("/")[1] not in {room.replace("_", "-"), *MORE_NAMES.get(room, ())}
    ]


def test_every_route_has_a_guard(whole_app: Flask) -> None:
    assert_none(guard_faults(whole_app))


def test_only_these_pages_are_public(whole_app: Flask) -> None:
    public = {
        endpoint
        for endpoint, view in whole_app.view_functions.items()
        if getattr(view, "guard", None) == "public"
    }
    assert public == PUBLIC


def test_only_these_pages_may_store_something_when_read(whole_app: Flask) -> None:
    writing = {
        endpoint
        for endpoint, view in whole_app.view_functions.items()
        if getattr(view, "writes_on_get", False)
        # Looking at somebody else's data is written down.
        if not getattr(view, "guard", "").startswith("citizen:")
    }
    assert writing == WRITES_ON_GET


def test_addresses_are_kebab_case_and_typed(whole_app: Flask) -> None:
    assert_none([fault for rule in rules_of(whole_app) for fault in address_faults(rule.rule)])


def test_addresses_begin_with_their_room(whole_app: Flask) -> None:
    assert_none(room_faults(whole_app))


@pytest.mark.parametrize(
    "address",
    ["/readings/<reading_id>", "/Readings", "/action_plan", "/readings/", "/readings/delete"],
)
def test_a_badly_written_address_is_found(address: str) -> None:
    assert address_faults(address)


def test_a_route_without_guard_is_found() -> None:
    app = Flask("planted", static_folder=None)
    app.add_url_rule("/open", "readings.show_open", lambda: "")
    assert len(guard_faults(app)) == 1
    assert len(room_faults(app)) == 1
