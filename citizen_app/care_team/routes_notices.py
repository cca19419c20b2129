"""Messages to many, and the texts that a team keeps."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team.forms_messages import TextForm
from citizen_app.database import NotFound, db
from citizen_app.messages import notices, snippets, wording
from citizen_app.messages.rules import Author
from citizen_app.people import service as people
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page

notices_bp = Blueprint("notices", __name__, url_prefix="/notices")

Answer = Response | str | tuple[str, int]


@notices_bp.get("")
@for_team(Right.SEND_NOTICE)
def show_notices() -> str:
    """What was sent to many, and how many have read it."""
    return render_template(
        "care_team/show_notices.html", notices=notices.list_notices(db.session, teams=_teams())
    )


@notices_bp.get("/add")
@for_team(Right.SEND_NOTICE)
def add_notice() -> str:
    """The form for a message to many."""
    return _show_form(TextForm.begin(), [])


@notices_bp.post("/add")
@for_team(Right.SEND_NOTICE)
@may_answer_with_page
def send_notice() -> Answer:
    """Who would get it is shown first; then it is sent to just those."""
    form = TextForm.read(request.form)
    team = _team_of(form)
    if request.form.get("go") == "edit":
        return _show_form(form, [])
    recipients = people.citizens_with(
        db.session, team=team, conditions=form.conditions, statuses=form.statuses
    )
    errors = form.errors()
    if not recipients:
        errors.append(FieldError("condition", wording.NOBODY_GETS_IT))
    if errors:
        return _show_form(form, errors), 422
    if not form.is_seen:
        return _show_check(form, team, recipients)
    if request.form.get("count") != str(len(recipients)):
        return _show_check(form, team, recipients), 409
    try:
        notice = notices.send_notice(
            db.session,
            actor=current_actor().id,
            role=_author(),
            team=team,
            people=[one.id for one in recipients],
            key=form.key,
            subject=form.subject,
            body=form.body,
            now=now(),
        )
    except notices.NoticeKeyTaken:
        error = FieldError("body", wording.SENT_BEFORE)
        return _show_form(form.with_new_key(), [error]), 409
    return redirect(url_for("care_team.notices.show_notice", notice_id=notice), code=303)


@notices_bp.get("/<uuid:notice_id>")
@for_team(Right.SEND_NOTICE)
def show_notice(notice_id: UUID) -> str:
    """One message to many: who got it and who has read it."""
    notice, deliveries = notices.get_notice(db.session, teams=_teams(), notice=notice_id)
    names = people.names_of(db.session, people=[one.person for one in deliveries])
    return render_template(
        "care_team/show_notice.html",
        notice=notice,
        deliveries=sorted(deliveries, key=lambda one: names[one.person]),
        names=names,
    )


@notices_bp.get("/texts")
@for_team(Right.MANAGE_TEMPLATES)
def show_texts() -> str:
    """The texts that the actor's teams keep for answers."""
    return _show_texts(TextForm.begin(), [])


@notices_bp.post("/texts")
@for_team(Right.MANAGE_TEMPLATES)
def add_text() -> Answer:
    """Keep a text."""
    form = TextForm.read(request.form)
    team = _team_of(form)
    errors = form.errors()
    if errors:
        return _show_texts(form, errors), 422
    snippets.add_snippet(db.session, team=team, title=form.subject, body=form.body)
    return redirect(url_for("care_team.notices.show_texts"), code=303)


@notices_bp.post("/texts/<uuid:text_id>/remove")
@for_team(Right.MANAGE_TEMPLATES)
def remove_text(text_id: UUID) -> Response:
    """Forget a text."""
    snippets.remove_snippet(db.session, teams=_teams(), snippet=text_id)
    return redirect(url_for("care_team.notices.show_texts"), code=303)


def _teams() -> list[UUID]:
    return [team.id for team in current_teams()]


def _team_of(form: TextForm) -> UUID:
    """The actor's only team, or the one that the form names."""
    teams = _teams()
    if len(teams) == 1:
        return teams[0]
    if form.team not in teams:
        raise NotFound
    return form.team


def _author() -> Author:
    actor = current_actor().id
    return Author.of(people.roles_of(db.session, people=[actor])[actor])


def _team_choices() -> list[tuple[str, str]]:
    teams = current_teams()
    return [(str(team.id), team.name) for team in teams] if len(teams) > 1 else []


def _show_form(form: TextForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/add_notice.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        teams=_team_choices(),
        conditions=wording.CONDITION_CHOICES,
        statuses=wording.STATUS_CHOICES,
    )


def _show_check(form: TextForm, team: UUID, recipients: list[people.PersonName]) -> str:
    return render_template(
        "care_team/check_notice.html", form=form, team=team, recipients=recipients
    )


def _show_texts(form: TextForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/show_texts.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        teams=_team_choices(),
        texts=snippets.list_snippets(db.session, teams=_teams()),
    )
