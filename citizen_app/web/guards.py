"""Who may come in to a page. Every route has exactly one of these."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec
from uuid import UUID

from flask import Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from citizen_app.web.acting import acting_for, check_form_is_for
from citizen_app.web.fragments import wants_fragment
from citizen_app.web.registry import Actor, find_actor

P = ParamSpec("P")
View = Callable[P, Any]

__all__ = [
    "Actor",
    "citizen",
    "current_actor",
    "current_person",
    "entering",
    "find_actor",
    "make_guard",
    "may_answer_with_page",
    "polled",
    "public",
    "signed_in",
    "takes_files",
    "to_sign_in",
    "writes_on_get",
]


def current_actor() -> Actor:
    """Who acts; only behind a guard that asks for a sign-in."""
    actor = find_actor()
    if actor is None:
        raise LookupError("nobody is signed in; the route lacks a guard")
    return actor


def current_person() -> UUID:
    """The person whom the page is about: another's id only behind a guard that checked it."""
    person: UUID = g.get("person") or current_actor().id
    return person


def to_sign_in() -> BaseResponse:
    """Send a signed-out person to sign in, and back to the page afterwards."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    address = url_for("sign_in.show_sign_in", next=wanted)
    if wants_fragment():
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, code=303)


def _must_be_signed_in() -> BaseResponse | None:
    return None if find_actor() else to_sign_in()


def _must_be_citizen() -> BaseResponse | None:
    actor = find_actor()
    if actor is None:
        return to_sign_in()
    check_form_is_for(str(actor.id))
    if acting_for() is not None:
        # Only the pages of entering are another's.
        return redirect(url_for("today.show_today"), code=303)
    if not actor.is_enrolled:
        elsewhere = "start" if actor.is_staff else "sign_in.show_not_enrolled"
        return redirect(url_for(elsewhere), code=303)
    return None


def _must_enter() -> BaseResponse | None:
    actor = find_actor()
    acting = acting_for() if actor else None
    if actor is None or acting is None:
        return _must_be_citizen()
    check_form_is_for(str(actor.id))
    g.person = acting.person
    return None


def make_guard(
    name: str, refuse: Callable[[], BaseResponse | None]
) -> Callable[[View[P]], View[P]]:
    """A decorator for views; `refuse` gives the answer for those who may not come in."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            refusal = refuse()
            return view(*args, **kwargs) if refusal is None else refusal

        guarded.guard = name  # type: ignore[attr-defined]
        return guarded

    return decorate


public = make_guard("public", lambda: None)
signed_in = make_guard("signed_in", _must_be_signed_in)
citizen = make_guard("citizen", _must_be_citizen)
# The pages where one enters readings and answers, for oneself or for a citizen without a sign-in.
entering = make_guard("entering", _must_enter)


def writes_on_get(view: View[P]) -> View[P]:
    """Marks the few GET routes of the closed list in the design that may store something."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view


def polled(view: View[P]) -> View[P]:
    """Marks routes that a page asks by itself: nobody was there, so no session lives longer."""
    view.is_polled = True  # type: ignore[attr-defined]
    return view


def takes_files(view: View[P]) -> View[P]:
    """Marks the few POST routes that take files: those signed in may send more to them."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def may_answer_with_page(view: View[P]) -> View[P]:
    """Marks the few POST routes that may answer 200: what was typed is shown before it is sent."""
    view.may_answer_with_page = True  # type: ignore[attr-defined]
    return view
