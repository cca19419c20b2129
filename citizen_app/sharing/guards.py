"""Guards of the care team's pages; the right they ask for is part of the route."""

from collections.abc import Callable
from typing import Any, ParamSpec
from uuid import UUID

from flask import abort, g, request
from werkzeug.wrappers import Response

from citizen_app.audit import service as audit
from citizen_app.database import SAFE_METHODS, NotFound, db, own_transaction
from citizen_app.people.service import TeamView
from citizen_app.sharing import service
from citizen_app.sharing.rules import Access, Right, access
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor, find_actor, make_guard, to_sign_in

P = ParamSpec("P")
View = Callable[P, Any]


def for_citizen(right: Right) -> Callable[[View[P]], View[P]]:
    """The route is about the citizen `person_id` of its address, and asks for a right.

    One who has nothing to do with the citizen gets the same 404 as for nobody; one who has,
    and may not do this, gets 403. Looking is written to the citizen's audit trail.
    """

    def decorate(view: View[P]) -> View[P]:
        guarded = make_guard(f"citizen:{right.value}", lambda: _refuse_for_citizen(right))(view)
        guarded.right = right  # type: ignore[attr-defined]
        guarded.writes_on_get = True  # type: ignore[attr-defined]
        return guarded

    return decorate


def for_team(right: Right) -> Callable[[View[P]], View[P]]:
    """The route is about the actor's own care teams, and asks for a right in one of them."""

    def decorate(view: View[P]) -> View[P]:
        guarded = make_guard(f"team:{right.value}", lambda: _refuse_for_team(right))(view)
        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def current_teams() -> list[TeamView]:
    """The teams in which the actor has the right that the route asks for, by name."""
    teams: list[TeamView] = g.teams
    return teams


def _refuse_for_citizen(right: Right) -> Response | None:
    actor = find_actor()
    if actor is None:
        return to_sign_in()
    person: UUID = (request.view_args or {})["person_id"]
    relation = service.relation_to(db.session, actor=actor.id, person=person, now=now())
    answer = access(relation, right)
    if answer is Access.HIDDEN:
        raise NotFound
    if answer is Access.REFUSED:
        _write_refusal(person, right)
        abort(403)
    g.person = person
    g.is_emergency = relation.in_emergency and not relation.roles
    if request.method in SAFE_METHODS:
        audit.record(
            db.session,
            actor=actor.id,
            person=person,
            action=f"{right.value}:looked",
            now=now(),
        )
    return None


def _refuse_for_team(right: Right) -> Response | None:
    actor = find_actor()
    if actor is None:
        return to_sign_in()
    g.teams = service.teams_with(db.session, actor=actor.id, right=right)
    if not g.teams:
        abort(403 if actor.is_staff else 404)
    return None


def _write_refusal(person: UUID, right: Right) -> None:
    # Stored whatever the request answers; on SQLite the request's own transaction would wait
    # for this one and this one for it.
    actor = current_actor().id
    db.session.rollback()
    with own_transaction() as own:
        audit.record(
            own,
            actor=actor,
            person=person,
            action=f"{right.value}:refused",
            now=now(),
        )
