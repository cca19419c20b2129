"""The tab "Learn": until there are modules, a page that says so."""

from flask import Blueprint, render_template

from citizen_app.web.guards import citizen

bp = Blueprint("training", __name__, url_prefix="/training")


@bp.get("")
@citizen
def show_training() -> str:
    """Nothing to learn here yet, and whom to ask instead."""
    return render_template("training/show_training.html")
