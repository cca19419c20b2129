"""What features register here, so that `web` needs to know none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app, g


@dataclass(frozen=True)
class Actor:
    """Who is signed in. `is_enrolled` is true when a care team follows this person, `is_staff`
    when they are a member of one."""

    id: UUID
    name: str
    is_enrolled: bool
    language: str | None = None
    is_staff: bool = False


@dataclass(frozen=True)
class ActingFor:
    """Whom a member of a care team enters readings and answers for."""

    person: UUID
    name: str


@dataclass(frozen=True)
class Registry:
    """`load_actor` answers None when nobody is signed in; `remember_language` stores the choice
    of a signed-in person; `count_news` says, by the endpoint of a tab, how much waits there to be
    read; `find_acting_for` says whom the actor enters for, while they may."""

    load_actor: Callable[[], Actor | None]
    remember_language: Callable[[UUID, str], None]
    count_news: Callable[[UUID], Mapping[str, int]] = lambda _person: {}
    find_acting_for: Callable[[Actor], ActingFor | None] = lambda _actor: None


def register(app: Flask, registry: Registry) -> None:
    """Called once in create_app."""
    app.extensions["aandehul"] = registry


def find_actor() -> Actor | None:
    """Who is signed in, looked up once a request."""
    if "actor" not in g:
        g.actor = registry().load_actor()
    actor: Actor | None = g.actor
    return actor


def registry() -> Registry:
    """What the current application registered."""
    found: Registry = current_app.extensions["aandehul"]
    return found
