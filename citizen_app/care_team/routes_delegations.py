"""Which nurses may set limits: a doctor of the team records it and takes it back."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team.blueprint import bp
from citizen_app.database import NotFound, db
from citizen_app.people import service as people
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor


@bp.get("/delegations")
@for_team(Right.DELEGATE)
def show_delegations() -> str:
    """The nurses of the doctor's teams, and who has leave to set limits."""
    found = [(team, people.nurses_of(db.session, team=team.id)) for team in current_teams()]
    return render_template("care_team/show_delegations.html", teams=found)


@bp.post("/delegations/<uuid:team_id>/<uuid:nurse_id>/give")
@for_team(Right.DELEGATE)
def give_delegation(team_id: UUID, nurse_id: UUID) -> Response:
    """Record that a nurse may set limits."""
    people.give_delegation(
        db.session, actor=current_actor().id, team=_own(team_id), nurse=nurse_id, now=now()
    )
    return redirect(url_for(".show_delegations"), code=303)


@bp.post("/delegations/<uuid:team_id>/<uuid:nurse_id>/withdraw")
@for_team(Right.DELEGATE)
def withdraw_delegation(team_id: UUID, nurse_id: UUID) -> Response:
    """Record that a nurse may set limits no more."""
    people.withdraw_delegation(
        db.session, actor=current_actor().id, team=_own(team_id), nurse=nurse_id, now=now()
    )
    return redirect(url_for(".show_delegations"), code=303)


def _own(team: UUID) -> UUID:
    if team not in {one.id for one in current_teams()}:
        raise NotFound
    return team
