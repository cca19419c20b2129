"""Questionnaires for administrators: versions, import with its report, preview, retirement."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from citizen_app.care_team import service
from citizen_app.database import db
from citizen_app.fhir_forms import Problem
from citizen_app.people.service import PersonName
from citizen_app.plans import many as plans
from citizen_app.plans.rules import Text
from citizen_app.plans.service import list_templates
from citizen_app.questionnaires import administration, pages
from citizen_app.questionnaires.administration import FormRefused, FormVersion, VersionTaken
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, takes_files
from citizen_app.web.language import current_language

questionnaires_bp = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")

Answer = Response | tuple[str, int]
LARGEST_FORM = 5_000_000
BACK, CLOSE = "back", "close"
NO_FILE = _l("Choose a file")
TOO_LARGE = _l("The file is too large. It may be at most %(most)s MB", most=LARGEST_FORM // 10**6)
NO_TEXT = _l("The file is no text in UTF-8")
OLD_FORMAT = _l("This is a form in OpenTele's format. Convert it first with the command convert")
REFUSED = _l("The form cannot be run safely. Nothing was stored. See the report below")
TAKEN = _l("This version is there already with other content. Give the form a new version")


@questionnaires_bp.get("")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def list_questionnaires() -> str:
    """Every imported version, with how many citizens are asked for it."""
    return _show_list([])


@questionnaires_bp.post("")
@for_team(Right.MANAGE_QUESTIONNAIRES)
@takes_files
def import_questionnaire() -> Answer:
    """Take a form in, or say everything that is wrong with it, each with its place."""
    content = _posted_form()
    if isinstance(content, FieldError):
        return _show_list([content]), 422
    try:
        imported = administration.import_form(
            db.session, actor=current_actor().id, source=content.decode(), now=now()
        )
    except UnicodeDecodeError:
        return _show_list([FieldError("form", NO_TEXT)]), 422
    except VersionTaken:
        db.session.rollback()
        return _show_list([FieldError("form", TAKEN)]), 409
    except FormRefused as refused:
        is_old = administration.is_graph_of_opentele(content)
        words = OLD_FORMAT if is_old else REFUSED
        report = () if is_old else refused.problems
        return _show_list([FieldError("form", words)], report), 422
    return _to_form(imported.questionnaire_id)


@questionnaires_bp.get("/<uuid:form_id>")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def show_questionnaire(form_id: UUID) -> str:
    """One version: what was noted when it was imported, and which plans ask for it."""
    form = administration.get_version(db.session, form_id)
    asked, others = _asked(form)
    return render_template(
        "care_team/show_questionnaire.html",
        form=form,
        warnings=administration.warnings_of(db.session, form_id),
        asked=asked,
        others=others,
        templates=_templates(form),
        language=current_language(),
    )


@questionnaires_bp.post("/<uuid:form_id>/retire")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def retire_questionnaire(form_id: UUID) -> Response:
    """Offer a version no more; plans that ask for it go on."""
    administration.retire(db.session, actor=current_actor().id, questionnaire_id=form_id, now=now())
    return _to_form(form_id)


@questionnaires_bp.post("/<uuid:form_id>/offer-again")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def offer_questionnaire_again(form_id: UUID) -> Response:
    """Offer a retired version for plans again."""
    administration.offer_again(
        db.session, actor=current_actor().id, questionnaire_id=form_id, now=now()
    )
    return _to_form(form_id)


@questionnaires_bp.get("/<uuid:form_id>/preview/<step:step>")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def preview_questionnaire(form_id: UUID, step: int) -> str:
    """A page of the form as a citizen sees it."""
    answering, page = administration.preview(
        db.session, questionnaire_id=form_id, step=step, language=current_language()
    )
    return render_template(
        "care_team/preview_questionnaire.html",
        view=pages.show(answering, page),
        page=page,
        errors=(),
        countdown=next((item.countdown for item in page.items if item.countdown), None),
        passed=step,
        key="",
        action=url_for("care_team.questionnaires.leave_preview", form_id=form_id, step=step),
        is_correcting=False,
    )


@questionnaires_bp.post("/<uuid:form_id>/preview/<step:step>")
@for_team(Right.MANAGE_QUESTIONNAIRES)
def leave_preview(form_id: UUID, step: int) -> Response:
    """Go where the button leads; what was typed is read by nobody."""
    _, page = administration.preview(
        db.session, questionnaire_id=form_id, step=step, language=current_language()
    )
    go = request.form.get("go")
    following = step - 1 if go == BACK else step + 1
    if go == CLOSE or not 0 < following <= page.total:
        return _to_form(form_id)
    address = url_for(
        "care_team.questionnaires.preview_questionnaire", form_id=form_id, step=following
    )
    return redirect(address, code=303)


def _posted_form() -> bytes | FieldError:
    """The chosen file, or what to do instead."""
    file = request.files.get("form")
    if file is None or not file.filename:
        return FieldError("form", NO_FILE)
    content = file.read(LARGEST_FORM + 1)
    return FieldError("form", TOO_LARGE) if len(content) > LARGEST_FORM else content


def _asked(form: FormVersion) -> tuple[list[PersonName], int]:
    """The citizens of the actor's own teams who are asked for it, and how many others are."""
    asked = set(plans.people_asked(db.session, url=form.url, version=form.version, now=now()))
    teams = [team.id for team in current_teams()]
    own = [one for one in service.list_citizens(db.session, teams=teams) if one.id in asked]
    return own, len(asked) - len(own)


def _templates(form: FormVersion) -> list[Text]:
    """The titles of the plan templates that ask for it."""
    folder = current_app.config["SETTINGS"].plan_templates_folder
    found = list_templates(folder)
    return [one.title for one in found if (form.url, form.version) in one.forms]


def _to_form(form: UUID) -> Response:
    return redirect(url_for("care_team.questionnaires.show_questionnaire", form_id=form), code=303)


def _show_list(errors: Sequence[FieldError], report: Sequence[Problem] = ()) -> str:
    return render_template(
        "care_team/list_questionnaires.html",
        forms=administration.list_versions(db.session),
        asked=plans.count_people_asked(db.session, now=now()),
        errors=errors,
        error_of=by_field(errors),
        report=report,
    )
