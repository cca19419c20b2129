"""Beginning and stopping to enter for a citizen; the pages are the citizen's own."""

from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team.blueprint import bp
from citizen_app.database import db
from citizen_app.sharing import entering
from citizen_app.sharing.guards import for_citizen, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor


@bp.post("/citizens/<uuid:person_id>/enter")
@for_citizen(Right.ENTER_ON_BEHALF)
def start_entering(person_id: UUID) -> Response:
    """Enter for this citizen, from their own page of today."""
    entering.start(db.session, actor=current_actor().id, person=person_id, now=now())
    return redirect(url_for("today.show_today"), code=303)


@bp.post("/entering/stop")
@for_team(Right.ENTER_ON_BEHALF)
def stop_entering() -> Response:
    """Enter for nobody any more, and go back to where it began."""
    person = entering.stop(db.session, actor=current_actor().id, now=now())
    if person is None:
        return redirect(url_for("start"), code=303)
    return redirect(url_for("care_team.contact.show_contact", person_id=person), code=303)
