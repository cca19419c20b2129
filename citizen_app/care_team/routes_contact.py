"""How a citizen can be reached, what they have agreed to, and their relatives."""

from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team import wording_enrol as words
from citizen_app.care_team.forms_enrol import RelativeForm, read_cpr
from citizen_app.care_team.own_settings import accepts_test_numbers, consent_words, own_seal
from citizen_app.database import db
from citizen_app.messages import alerts
from citizen_app.messages.rules import AlertChannel, clean_phone
from citizen_app.people import consent_words as consent_texts
from citizen_app.people import consents, contact, relatives
from citizen_app.people import service as people
from citizen_app.people import wording as people_words
from citizen_app.people.relatives import NewRelative
from citizen_app.people.rules import SKS_CODES, ConsentHow, ConsentKind, Kinship
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import for_citizen
from citizen_app.sharing.rules import Right, rights_of
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.language import current_language

contact_bp = Blueprint("contact", __name__, url_prefix="/citizens/<uuid:person_id>")

Answer = Response | str | tuple[str, int]
ASKED = (ConsentKind.PARTICIPATION, ConsentKind.SUPPORT_CONTACT)


@contact_bp.get("/contact")
@for_citizen(Right.SEE_CONTACT)
def show_contact(person_id: UUID) -> str:
    """Numbers, consents and relatives."""
    return _page(person_id)


@contact_bp.post("/cpr")
@for_citizen(Right.ENROL)
@may_answer_with_page
def show_cpr(person_id: UUID) -> str:
    """The whole CPR number, which the citizen's trail tells."""
    number = contact.show_cpr(
        db.session, actor=current_actor().id, person=person_id, seal=own_seal(), now=now()
    )
    return _page(person_id, number=number, has_asked=True)


@contact_bp.post("/consents")
@for_citizen(Right.ENROL)
def give_consent(person_id: UUID) -> Answer:
    """Write down that the citizen agrees to something."""
    kind, how = _choice(ConsentKind, "kind"), request.form.get("how", "")
    if kind not in ASKED:
        abort(422)
    if how not in set(ConsentHow):
        error = FieldError(f"how-{kind.value}", words.NO_ANSWER)
        return _page(person_id, errors=[error]), 422
    consents.give(
        db.session,
        actor=current_actor().id,
        person=person_id,
        kind=kind,
        words_version=consent_texts.current(consent_words(), kind).version,
        how=ConsentHow(how),
        now=now(),
    )
    return _back(person_id, "consents")


@contact_bp.post("/consents/<uuid:consent_id>/withdraw")
@for_citizen(Right.ENROL)
def withdraw_consent(person_id: UUID, consent_id: UUID) -> Response:
    """Write down that the citizen does not agree any more."""
    consents.withdraw(
        db.session, actor=current_actor().id, person=person_id, consent=consent_id, now=now()
    )
    return _back(person_id, "consents")


@contact_bp.get("/relatives/add")
@for_citizen(Right.ENROL)
def add_relative(person_id: UUID) -> str:
    """The form for a relative."""
    return _relative_page(person_id, RelativeForm(uuid4()), [])


@contact_bp.post("/relatives/add")
@for_citizen(Right.ENROL)
def register_relative(person_id: UUID) -> Answer:
    """Register a relative on the citizen's consent."""
    form = RelativeForm.read(request.form)
    errors = form.errors()
    cpr = read_cpr(form.cpr, accepts_test_numbers=accepts_test_numbers()) if form.cpr else None
    if isinstance(cpr, FieldError):
        return _relative_page(person_id, form, [*errors, cpr]), 422
    if errors:
        return _relative_page(person_id, form, errors), 422
    relatives.register(
        db.session,
        actor=current_actor().id,
        person=person_id,
        key=form.key,
        relative=NewRelative(
            name=form.name,
            phone=clean_phone(form.phone),
            kinship=Kinship(form.kinship),
            how=ConsentHow(form.consent),
            words_version=consent_texts.current(consent_words(), ConsentKind.RELATIVE).version,
            cpr=cpr,
        ),
        seal=own_seal(),
        now=now(),
    )
    return _back(person_id, "relatives")


@contact_bp.post("/relatives/<uuid:relative_id>/end")
@for_citizen(Right.ENROL)
def end_relative(person_id: UUID, relative_id: UUID) -> Response:
    """Strike a relative off the list."""
    relatives.end(
        db.session, actor=current_actor().id, person=person_id, relative=relative_id, now=now()
    )
    return _back(person_id, "relatives")


def _choice(kinds: type[ConsentKind], name: str) -> ConsentKind:
    try:
        return kinds(request.form.get(name, ""))
    except ValueError:
        abort(422)


def _back(person: UUID, place: str) -> Response:
    return redirect(
        url_for("care_team.contact.show_contact", person_id=person, _anchor=place), code=303
    )


def _page(
    person: UUID,
    *,
    number: str | None = None,
    has_asked: bool = False,
    errors: list[FieldError] | None = None,
) -> str:
    relation = sharing.relation_to(db.session, actor=current_actor().id, person=person, now=now())
    rights = rights_of(relation)
    found = consents.consents_of(db.session, person=person)
    standing = {one.kind for one in found if one.stands}
    alert = alerts.get_choice(db.session, person=person)
    return render_template(
        "care_team/show_contact.html",
        contact=contact.contact_of(db.session, person=person, seal=own_seal()),
        number=number,
        has_asked=has_asked,
        alert=alert if alert.channel is not AlertChannel.NONE else None,
        courses=people.courses_of(db.session, person=person),
        codes=SKS_CODES,
        consents=found,
        missing=[kind for kind in ASKED if kind not in standing],
        texts=_texts(),
        relatives=relatives.relatives_of(db.session, person=person),
        errors=errors or [],
        error_of=by_field(errors or []),
        may_enrol=Right.ENROL in rights,
        may_enter=Right.ENTER_ON_BEHALF in rights,
        may_see=Right.SEE_CLINICAL in rights,
        people_words=people_words,
        words=words,
        how=[(how.value, text) for how, text in words.HOW.items()],
    )


def _texts() -> dict[ConsentKind, str]:
    language = current_language()
    return {
        kind: consent_texts.current(consent_words(), kind).in_language(language)
        for kind in ConsentKind
    }


def _relative_page(person: UUID, form: RelativeForm, errors: list[FieldError]) -> str:
    return render_template(
        "care_team/add_relative.html",
        person=people.get_person(db.session, person=person),
        form=form,
        errors=errors,
        error_of=by_field(errors),
        kinships=[(kinship.value, text) for kinship, text in words.KINSHIPS.items()],
        how=[(how.value, text) for how, text in words.HOW.items()],
        text=_texts()[ConsentKind.RELATIVE],
    )
