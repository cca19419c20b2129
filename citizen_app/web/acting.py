"""Entering for somebody else: whom the session names, and forms that must name the same.

A form that was made for one person and is sent while another is entered for stores nothing.
"""

from flask import Flask, g, request

from citizen_app.database import SAFE_METHODS
from citizen_app.errors import ForAnother
from citizen_app.web.registry import ActingFor, find_actor, registry


def acting_for() -> ActingFor | None:
    """Whom the actor enters for, while they may; looked up once a request."""
    if "acting_for" not in g:
        actor = None if g.get("is_failing") else find_actor()
        g.acting_for = registry().find_acting_for(actor) if actor else None
    found: ActingFor | None = g.acting_for
    return found


def check_form_is_for(own: str) -> None:
    """Refuse with ForAnother a form that was made for another than who is entered for now.

    `own` is the id of the actor, whose own forms need not name anybody.
    """
    if request.method in SAFE_METHODS:
        return
    acting, named = acting_for(), request.form.get("for")
    if named != str(acting.person) if acting else named not in {None, own}:
        raise ForAnother


def init_acting(app: Flask) -> None:
    """Make it known to layouts and forms."""
    app.jinja_env.globals["acting_for"] = acting_for
