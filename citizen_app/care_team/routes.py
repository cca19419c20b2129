"""The care team's pages; each group of them has a module of its own."""

from flask import Blueprint, render_template

from citizen_app.care_team import service
from citizen_app.care_team.navigation import sections_of
from citizen_app.care_team.routes_messages import messages_bp
from citizen_app.database import db
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.guards import current_actor

bp = Blueprint("care_team", __name__, url_prefix="/care-team")
bp.register_blueprint(messages_bp)


@bp.app_context_processor
def _for_staff_pages() -> dict[str, object]:
    return {"staff_sections": lambda: sections_of(current_actor().id)}


@bp.get("")
@for_team(Right.SEE_CONTACT)
def show_work_list() -> str:
    """The citizens of the actor's teams."""
    teams = current_teams()
    return render_template(
        "care_team/show_work_list.html",
        citizens=service.list_citizens(db.session, teams=[team.id for team in teams]),
    )
