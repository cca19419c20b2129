"""Enrolling a citizen: the CPR number first, then everything else. No number in any address."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from citizen_app.care_team import wording_enrol as words
from citizen_app.care_team.enrolling import NewConsent, NewEnrolment, enrol
from citizen_app.care_team.forms_enrol import Allowed, EnrolForm, read_cpr
from citizen_app.care_team.own_settings import (
    accepts_test_numbers,
    consent_words,
    own_seal,
    settings,
)
from citizen_app.care_team.planning import missing_forms
from citizen_app.database import db
from citizen_app.messages.rules import clean_line, clean_phone
from citizen_app.people import consent_words as consent_texts
from citizen_app.people import enrolment
from citizen_app.people.enrolment import AlreadyFollowed, EnrolmentView, NewCourse
from citizen_app.people.rules import SKS_CODES, Condition, ConsentHow, ConsentKind
from citizen_app.people.wording import CONDITIONS
from citizen_app.plans import service as plans
from citizen_app.plans.rules import local_day
from citizen_app.plans.templates import PlanTemplate
from citizen_app.sharing.guards import current_teams, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor
from citizen_app.web.language import current_language

enrol_bp = Blueprint("enrol", __name__, url_prefix="/enrol")

Answer = Response | tuple[str, int]
ASKED = (ConsentKind.PARTICIPATION, ConsentKind.SUPPORT_CONTACT)


@enrol_bp.get("")
@for_team(Right.ENROL)
def ask_for_cpr() -> str:
    """The one field that an enrolment begins with."""
    return _show_cpr("", [])


@enrol_bp.post("")
@for_team(Right.ENROL)
def begin() -> Answer:
    """Look whether the number is somebody's already, and go on."""
    typed = clean_line(request.form.get("cpr", ""))
    cpr = read_cpr(typed, accepts_test_numbers=accepts_test_numbers())
    if isinstance(cpr, FieldError):
        return _show_cpr(typed, [cpr]), 422
    begun = enrolment.begin(
        db.session, actor=current_actor().id, cpr=cpr, seal=own_seal(), now=now()
    )
    return redirect(url_for("care_team.enrol.ask_for_rest", enrolment_id=begun), code=303)


@enrol_bp.get("/<uuid:enrolment_id>")
@for_team(Right.ENROL)
def ask_for_rest(enrolment_id: UUID) -> Response | str:
    """Who it is, the course, how to be reached, consents and plan."""
    view = _view(enrolment_id)
    if view.done_for is not None:
        return _to_citizen(view.done_for)
    return _show_rest(view, EnrolForm(), [])


@enrol_bp.post("/<uuid:enrolment_id>")
@for_team(Right.ENROL)
def finish(enrolment_id: UUID) -> Answer:
    """Enrol, once: a second click leads to the same citizen."""
    view = _view(enrolment_id)
    form = EnrolForm.read(request.form)
    if view.done_for is not None:
        return _to_citizen(view.done_for)
    errors = form.errors(_allowed(view))
    if errors:
        return _show_rest(view, form, errors), 422
    try:
        done = enrol(
            db.session,
            actor=current_actor().id,
            enrolment_id=enrolment_id,
            new=_new_enrolment(form),
            seal=own_seal(),
            now=now(),
        )
    except AlreadyFollowed as known:
        db.session.rollback()
        return _show_followed(known, form), 409
    return _to_citizen(done.person)


def _view(enrolment_id: UUID) -> EnrolmentView:
    return enrolment.get(
        db.session,
        actor=current_actor().id,
        enrolment=enrolment_id,
        seal=own_seal(),
        now=now(),
    )


def _to_citizen(person: UUID) -> Response:
    return redirect(url_for("care_team.contact.show_contact", person_id=person), code=303)


def _conditions() -> dict[str, Condition]:
    codes = {code: condition for condition, code in SKS_CODES.items()}
    return {code: codes[code] for code in settings().conditions}


def _templates() -> list[PlanTemplate]:
    """Those whose questionnaires have been imported: no citizen gets a task that leads nowhere."""
    found = plans.list_templates(settings().plan_templates_folder, set(_conditions().values()))
    return [one for one in found if not missing_forms(db.session, one)]


def _allowed(view: EnrolmentView) -> Allowed:
    return Allowed(
        teams=[team.id for team in current_teams()],
        conditions=_conditions(),
        plans={one.name: SKS_CODES[Condition(one.condition)] for one in _templates()},
        is_known=view.name is not None,
    )


def _new_enrolment(form: EnrolForm) -> NewEnrolment:
    moment = now()
    course = NewCourse(
        care_team=form.team_id or current_teams()[0].id,
        condition=_conditions()[form.condition],
        started_on=local_day(moment),
        name=form.name,
        phone=clean_phone(form.phone),
        clinic=form.clean_clinic,
    )
    given = zip(ASKED, (form.participation, form.support), strict=True)
    return NewEnrolment(
        course=course,
        consents=tuple(
            NewConsent(kind, consent_texts.current(consent_words(), kind).version, ConsentHow(how))
            for kind, how in given
            if how in set(ConsentHow)
        ),
        alert=form.alert,
        template=next((one for one in _templates() if one.name == form.plan), None),
    )


def _show_cpr(typed: str, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/ask_for_cpr.html", typed=typed, errors=errors, error_of=by_field(errors)
    )


def _show_rest(view: EnrolmentView, form: EnrolForm, errors: list[FieldError]) -> str:
    teams = current_teams()
    names = {team.id: team.name for team in teams}
    return render_template(
        "care_team/ask_for_rest.html",
        view=view,
        form=form,
        errors=errors,
        error_of=by_field(errors),
        teams=[(str(team.id), team.name) for team in teams],
        followed=[
            (CONDITIONS[condition], names[team])
            for team, condition in sorted(view.followed, key=str)
            if team in names
        ],
        conditions=words.condition_choices(_conditions()),
        plans=[
            *((one.name, one.title.in_language(current_language())) for one in _templates()),
            ("", gettext("An empty plan")),
        ],
        channels=[(channel.value, text) for channel, text in words.TOLD.items()],
        how=[(how.value, text) for how, text in words.HOW.items()],
        texts={
            kind.value: consent_texts.current(consent_words(), kind).in_language(current_language())
            for kind in ASKED
        },
    )


def _show_followed(known: AlreadyFollowed, form: EnrolForm) -> str:
    return render_template(
        "care_team/show_followed.html",
        known=known,
        condition=CONDITIONS[_conditions()[form.condition]],
        team=next(team.name for team in current_teams() if team.id == form.team_id),
    )
