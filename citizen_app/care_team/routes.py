"""The care team's first page: the work list, or for those without one whom they may contact."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import (
    routes_citizen,
    routes_day,
    routes_delegations,
    routes_entering,
    routes_equipment,
    routes_following,
    routes_plan,
    routes_thresholds,
    service,
    wording,
)
from citizen_app.care_team.blueprint import bp
from citizen_app.care_team.routes_asking import planning_bp
from citizen_app.care_team.routes_contact import contact_bp
from citizen_app.care_team.routes_courses import courses_bp, templates_bp
from citizen_app.care_team.routes_emergency import emergency_bp
from citizen_app.care_team.routes_enrol import enrol_bp
from citizen_app.care_team.routes_messages import messages_bp
from citizen_app.care_team.routes_notices import notices_bp
from citizen_app.care_team.routes_programme import programme_bp
from citizen_app.care_team.routes_questionnaires import questionnaires_bp
from citizen_app.care_team.rules import RowState
from citizen_app.care_team.shapes import WorkList
from citizen_app.database import db
from citizen_app.people.service import TeamView
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.guards import current_actor

__all__ = [
    "bp",
    "routes_citizen",
    "routes_day",
    "routes_delegations",
    "routes_entering",
    "routes_equipment",
    "routes_following",
    "routes_plan",
    "routes_thresholds",
]

bp.register_blueprint(messages_bp)
bp.register_blueprint(notices_bp)
bp.register_blueprint(planning_bp)
bp.register_blueprint(courses_bp)
bp.register_blueprint(templates_bp)
bp.register_blueprint(enrol_bp)
bp.register_blueprint(contact_bp)
bp.register_blueprint(questionnaires_bp)
bp.register_blueprint(emergency_bp)
bp.register_blueprint(programme_bp)

MOST_DIGITS = 6


@bp.get("")
@for_team(Right.SEE_CONTACT)
def show_work_list() -> str:
    """The citizens of the actor's teams: the worst first for those who treat, else by name."""
    teams = sharing.teams_with(db.session, actor=current_actor().id, right=Right.SEE_WORK_LIST)
    if not teams:
        mine = current_teams()
        known = sharing.contacts_for(db.session, actor=current_actor().id, teams=mine)
        equips = sharing.teams_with(
            db.session, actor=current_actor().id, right=Right.CHANGE_EQUIPMENT
        )
        return render_template(
            "care_team/list_people.html",
            citizens=service.list_citizens(db.session, teams=[team.id for team in mine]),
            reachable={citizen.id for citizen in known},
            may_equip=bool(equips),
        )
    team, only = _team(teams), _state()
    asked = [team] if team else teams
    return render_template(
        "care_team/show_work_list.html",
        work=_work(asked, only),
        teams=teams,
        team=team,
        chosen=only,
        states=RowState,
        wording=wording,
    )


def _work(teams: list[TeamView], only: RowState | None) -> WorkList:
    return service.work_list(
        db.session, teams=[team.id for team in teams], now=now(), only=only, page=_page()
    )


def _team(teams: list[TeamView]) -> TeamView | None:
    wanted = request.args.get("team")
    if not wanted:
        return None
    return next((team for team in teams if str(team.id) == wanted), None) or abort(404)


def _state() -> RowState | None:
    wanted = request.args.get("colour")
    if not wanted:
        return None
    return next((state for state in RowState if state.value == wanted), None) or abort(404)


def _page() -> int:
    wanted = request.args.get("page", "1")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= MOST_DIGITS
    return int(wanted) if is_number else abort(404)


@bp.post("/seen-together")
@for_team(Right.ACKNOWLEDGE)
def mark_seen_together() -> Response:
    """Mark the green submissions that a page of the list has shown as seen."""
    service.see_together(
        db.session,
        actor=current_actor().id,
        teams=[team.id for team in current_teams()],
        submissions=_submissions(),
        now=now(),
    )
    return redirect(url_for(".show_work_list", colour=RowState.GREEN.value), code=303)


def _submissions() -> list[UUID]:
    try:
        return [UUID(text) for text in request.form.getlist("submission")]
    except ValueError:
        abort(422)
