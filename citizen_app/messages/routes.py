"""The tab "Messages": until one can write, a page that says whom to call."""

from flask import Blueprint, render_template

from citizen_app.web.guards import citizen

bp = Blueprint("messages", __name__, url_prefix="/messages")


@bp.get("")
@citizen
def show_messages() -> str:
    """No messages here yet, and the numbers of the team."""
    return render_template("messages/show_messages.html")
