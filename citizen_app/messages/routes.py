"""The tab "Messages": threads with the care team, and writing to it."""

from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.database import NotFound, db
from citizen_app.messages import alerts, service, wording
from citizen_app.messages.forms import AlertForm, MessageForm
from citizen_app.messages.routes_photos import (
    change_photos,
    photo_address,
    photo_errors,
    photos_bp,
    posted_photos,
    unsent_photos,
)
from citizen_app.messages.rules import Author, read_id
from citizen_app.messages.shapes import DraftView, KeyTaken, SentMessage, ThreadView
from citizen_app.people import service as people
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.fragments import wants_fragment
from citizen_app.web.guards import citizen, current_actor, current_person, polled, takes_files

bp = Blueprint("messages", __name__, url_prefix="/messages")
bp.register_blueprint(photos_bp)

Answer = Response | str | tuple[str, int]
KEPT = ("", 204)


@bp.get("")
@citizen
def show_messages() -> str:
    """The threads, unread ones first, and the way to a new message."""
    person = current_person()
    return render_template(
        "messages/show_messages.html",
        threads=service.list_threads(db.session, person=person),
        draft=_draft(None),
        wording=wording,
        reads=_reads(),
    )


@bp.get("/add")
@citizen
def add_message() -> str:
    """The form for a new message, with the draft where there is one."""
    return _show_form(MessageForm.begin(_draft(None)), photo_errors())


@bp.post("/add")
@citizen
@takes_files
def send_message() -> Answer:
    """Begin a thread, or keep the draft; photos are kept and shown before they are sent."""
    form, photos = MessageForm.read(request.form), posted_photos()
    if photos or form.removes:
        return _keep_with_photos(form, photos, None)
    if form.saves_draft:
        return _keep(form, None)
    teams = people.teams_following(db.session, person=current_person())
    team = _chosen_team(teams)
    errors = form.errors(has_subject=True)
    if team is None:
        errors.insert(0, FieldError("team", wording.NO_TEAM))
    if errors or team is None:
        return _show_form(form, errors), 422
    try:
        sent = service.start_thread(
            db.session,
            actor=current_actor().id,
            role=Author.CITIZEN,
            person=current_person(),
            team=team,
            key=form.key,
            subject=form.subject,
            body=form.body,
            now=now(),
        )
    except KeyTaken as taken:
        return _show_key_taken(form, taken.first, None)
    return _to_thread(sent.thread)


@bp.get("/alerts")
@citizen
def show_alerts() -> str:
    """Whether and how the person is told outside of the app that there is news."""
    choice = alerts.get_choice(db.session, person=current_person())
    return _show_alerts(AlertForm.of(choice), [])


@bp.post("/alerts")
@citizen
def choose_alerts() -> Answer:
    """Remember how the person wants to be told."""
    form = AlertForm.read(request.form)
    choice = form.parse()
    if isinstance(choice, FieldError):
        return _show_alerts(form, [choice]), 422
    alerts.choose(
        db.session, actor=current_actor().id, person=current_person(), choice=choice, now=now()
    )
    return redirect(url_for(".show_messages"), code=303)


@bp.get("/<uuid:thread_id>")
@citizen
def show_thread(thread_id: UUID) -> str:
    """One thread, and the box to write in."""
    thread = service.get_thread(db.session, person=current_person(), thread=thread_id)
    return _show_thread(thread, MessageForm.begin(_draft(thread_id)), photo_errors())


@bp.post("/<uuid:thread_id>")
@citizen
@takes_files
def reply(thread_id: UUID) -> Answer:
    """Write in a thread, or keep the draft; photos are kept and shown before they are sent."""
    form, photos = MessageForm.read(request.form), posted_photos()
    if photos or form.removes:
        return _keep_with_photos(form, photos, thread_id)
    if form.saves_draft:
        return _keep(form, thread_id)
    thread = service.get_thread(db.session, person=current_person(), thread=thread_id)
    errors = form.errors(has_subject=False)
    if errors:
        return _show_thread(thread, form, errors), 422
    try:
        service.reply(
            db.session,
            actor=current_actor().id,
            role=Author.CITIZEN,
            person=current_person(),
            thread=thread_id,
            key=form.key,
            body=form.body,
            now=now(),
        )
    except KeyTaken as taken:
        return _show_key_taken(form, taken.first, thread)
    if form.seen == thread.newest.id:
        _mark_read(thread_id)
    return _to_thread(thread_id)


@bp.post("/<uuid:thread_id>/read")
@citizen
def mark_read(thread_id: UUID) -> Answer:
    """Note that the person has opened a thread, and lead there."""
    _mark_read(thread_id)
    return _to_thread(thread_id)


@bp.get("/<uuid:thread_id>/arrived")
@citizen
@polled
def show_arrived(thread_id: UUID) -> str | Response:
    """The messages of a thread as they stand now, for the page that shows it."""
    thread = service.get_thread(db.session, person=current_person(), thread=thread_id)
    if not wants_fragment():
        return _to_thread(thread_id)
    return render_template(
        "messages/_messages.html",
        thread=thread,
        wording=wording,
        viewer=Author.CITIZEN,
        photo_address=photo_address,
    )


def _mark_read(thread: UUID) -> None:
    service.mark_read(
        db.session,
        actor=current_actor().id,
        role=Author.CITIZEN,
        person=current_person(),
        thread=thread,
        now=now(),
    )


def _to_thread(thread: UUID) -> Response:
    return redirect(url_for(".show_thread", thread_id=thread, _anchor="newest"), code=303)


def _keep_with_photos(form: MessageForm, contents: list[bytes], thread: UUID | None) -> Answer:
    """The photos and the text are in the draft before anything is said about them."""
    actor, person = current_actor().id, current_person()
    if thread is not None:
        # No file is stored for a thread that is not theirs.
        service.get_thread(db.session, person=person, thread=thread)
    if service.is_sent(db.session, actor=actor, person=person, key=form.key):
        form = form.with_new_key()
    problems = change_photos(form, contents)
    _keep(form, thread)
    refused = [one.value for one in problems]
    if thread is None:
        address = url_for(".add_message", refused=refused, _anchor="photos")
    else:
        address = url_for(".show_thread", thread_id=thread, refused=refused, _anchor="photos")
    return redirect(address, code=303)


def _keep(form: MessageForm, thread: UUID | None) -> Answer:
    service.save_draft(
        db.session,
        actor=current_actor().id,
        person=current_person(),
        thread=thread,
        key=form.key,
        subject=form.subject[: service.LONGEST_DRAFT],
        body=form.body[: service.LONGEST_DRAFT],
        now=now(),
    )
    if wants_fragment():
        return KEPT
    return redirect(url_for(".show_messages"), code=303)


def _draft(thread: UUID | None) -> DraftView | None:
    return service.find_draft(
        db.session, actor=current_actor().id, person=current_person(), thread=thread
    )


def _chosen_team(teams: list[people.TeamView]) -> UUID | None:
    """The only team, or the one that was chosen among several."""
    if not teams:
        raise NotFound
    if len(teams) == 1:
        return teams[0].id
    wanted = read_id(request.form.get("team", ""))
    return wanted if wanted in {team.id for team in teams} else None


def _reads() -> list[str]:
    contacts = people.contacts_of(db.session, person=current_person())
    return wording.team_reads(contacts, now())


def _show_form(form: MessageForm, errors: list[FieldError]) -> str:
    teams = people.teams_following(db.session, person=current_person())
    return render_template(
        "messages/add_message.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        teams=[(str(team.id), team.name) for team in teams] if len(teams) > 1 else [],
        chosen=request.form.get("team"),
        reads=_reads(),
        photos=unsent_photos(form),
        photo_address=photo_address,
    )


def _show_alerts(form: AlertForm, errors: list[FieldError]) -> str:
    return render_template(
        "messages/show_alerts.html",
        form=form,
        errors=errors,
        error_of=by_field(errors),
        channels=[(channel.value, text) for channel, text in wording.CHANNELS.items()],
    )


def _show_thread(thread: ThreadView, form: MessageForm, errors: list[FieldError]) -> str:
    return render_template(
        "messages/show_thread.html",
        thread=thread,
        form=form,
        errors=errors,
        error_of=by_field(errors),
        wording=wording,
        viewer=Author.CITIZEN,
        reads=_reads(),
        photos=unsent_photos(form),
        photo_address=photo_address,
    )


def _show_key_taken(
    form: MessageForm, first: SentMessage, thread: ThreadView | None
) -> tuple[str, int]:
    page = render_template(
        "messages/show_key_taken.html", form=form, first=first, thread=thread, key=uuid4()
    )
    return page, 409
