"""The citizen's own action plan, to read and to print."""

from flask import Blueprint, render_template

from citizen_app.action_plan import service, wording
from citizen_app.database import db
from citizen_app.people import service as people
from citizen_app.record.wording import ROLES
from citizen_app.web.guards import citizen, current_person

bp = Blueprint("action_plan", __name__, url_prefix="/action-plan")


@bp.get("")
@citizen
def show_action_plan() -> str:
    """The plan that counts now, or how to get one."""
    return render_template(
        "action_plan/show_action_plan.html",
        plan=service.find_plan(db.session, person=current_person()),
        name=people.get_person(db.session, person=current_person()).name,
        wording=wording,
        roles=ROLES,
    )
