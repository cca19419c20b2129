"""The care team's inbox: what citizens have written, and the answers."""

from functools import partial
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from citizen_app.care_team.forms_messages import AnswerForm
from citizen_app.database import NotFound, db
from citizen_app.messages import alerts, inbox, photos, snippets, wording
from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author, ThreadState, read_id
from citizen_app.messages.shapes import KeyTaken, PhotoView, SomethingNewer, ThreadView
from citizen_app.people import service as people
from citizen_app.sharing import service as sharing
from citizen_app.sharing.guards import current_teams, for_citizen, for_team
from citizen_app.sharing.rules import Right
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError, by_field
from citizen_app.web.guards import current_actor, may_answer_with_page
from citizen_app.web.pictures import as_picture

messages_bp = Blueprint("messages", __name__, url_prefix="/messages")

Answer = Response | str | tuple[str, int]


@messages_bp.get("")
@for_team(Right.SEE_INBOX)
def show_inbox() -> str:
    """The threads of the actor's teams, those that wait first."""
    lines = inbox.list_inbox(db.session, teams=[team.id for team in current_teams()])
    known = {line.person for line in lines} | {line.taken_by for line in lines if line.taken_by}
    return render_template(
        "care_team/show_inbox.html",
        waiting=[line for line in lines if line.state is ThreadState.WAITING],
        others=[line for line in lines if line.state is not ThreadState.WAITING],
        names=people.names_of(db.session, people=known),
        actor=current_actor().id,
        wording=wording,
    )


@messages_bp.get("/<uuid:person_id>/<uuid:thread_id>")
@for_citizen(Right.WRITE_MESSAGE)
def show_thread(person_id: UUID, thread_id: UUID) -> str:
    """One thread; what the citizen wrote counts as read by the one who opens it."""
    thread = _thread(person_id, thread_id)
    messages.mark_read(
        db.session,
        actor=current_actor().id,
        role=_author(),
        person=person_id,
        thread=thread_id,
        now=now(),
    )
    return _show_thread(thread, AnswerForm.begin(), [])


@messages_bp.post("/<uuid:person_id>/<uuid:thread_id>")
@for_citizen(Right.WRITE_MESSAGE)
@may_answer_with_page
def reply(person_id: UUID, thread_id: UUID) -> Answer:
    """Answer the citizen; where somebody wrote meanwhile, that is shown first."""
    thread = _thread(person_id, thread_id)
    form = AnswerForm.read(request.form)
    if form.inserts:
        return _show_thread(thread, form.with_text(_text_of(form.inserts, thread.team)), [])
    errors = form.errors()
    if errors:
        return _show_thread(thread, form, errors), 422
    try:
        messages.reply(
            db.session,
            actor=current_actor().id,
            role=_author(),
            person=person_id,
            thread=thread_id,
            key=form.key,
            body=form.body,
            seen=form.seen or thread.id,
            now=now(),
        )
    except SomethingNewer:
        return _show_thread(thread, form, [FieldError("body", wording.SOMETHING_NEWER)]), 409
    except KeyTaken:
        again = AnswerForm.begin(body=form.body)
        return _show_thread(thread, again, [FieldError("body", wording.SENT_BEFORE)]), 409
    return _to_thread(person_id, thread_id)


@messages_bp.post("/<uuid:person_id>/<uuid:thread_id>/taking")
@for_citizen(Right.WRITE_MESSAGE)
def take(person_id: UUID, thread_id: UUID) -> Answer:
    """Take a thread, hand it over, or put it back; two at once do not pass each other."""
    thread = _thread(person_id, thread_id)
    wanted = read_id(request.form.get("to", ""))
    if wanted is not None and wanted not in {one.id for one in _colleagues(thread.team)}:
        raise NotFound
    try:
        inbox.take(
            db.session,
            actor=current_actor().id,
            person=person_id,
            thread=thread_id,
            seen=read_id(request.form.get("seen", "")),
            taken_by=wanted,
            now=now(),
        )
    except inbox.TakenByOther:
        error = FieldError("taking", wording.TAKEN_MEANWHILE)
        return _show_thread(thread, AnswerForm.begin(), [error]), 409
    return _to_thread(person_id, thread_id)


@messages_bp.post("/<uuid:person_id>/<uuid:thread_id>/done")
@for_citizen(Right.WRITE_MESSAGE)
def mark_done(person_id: UUID, thread_id: UUID) -> Answer:
    """Note that nothing more is to be done; not while something is unread."""
    thread = _thread(person_id, thread_id)
    if AnswerForm.read(request.form).seen != thread.newest.id:
        error = FieldError("body", wording.SOMETHING_NEWER)
        return _show_thread(thread, AnswerForm.begin(), [error]), 409
    inbox.mark_done(
        db.session, actor=current_actor().id, person=person_id, thread=thread_id, now=now()
    )
    return redirect(url_for("care_team.messages.show_inbox"), code=303)


@messages_bp.post("/<uuid:person_id>/<uuid:thread_id>/reopen")
@for_citizen(Right.WRITE_MESSAGE)
def reopen(person_id: UUID, thread_id: UUID) -> Response:
    """Let a finished thread wait for the team again."""
    _thread(person_id, thread_id)
    inbox.reopen(
        db.session, actor=current_actor().id, person=person_id, thread=thread_id, now=now()
    )
    return _to_thread(person_id, thread_id)


@messages_bp.get("/<uuid:person_id>/<uuid:thread_id>/photos/<uuid:photo_id>")
@for_citizen(Right.WRITE_MESSAGE)
def show_photo(person_id: UUID, thread_id: UUID, photo_id: UUID) -> Response:
    """A photo of a thread, as large as it is kept."""
    return _picture(person_id, thread_id, photo_id, is_small=False)


@messages_bp.get("/<uuid:person_id>/<uuid:thread_id>/photos/<uuid:photo_id>/small")
@for_citizen(Right.WRITE_MESSAGE)
def show_small_photo(person_id: UUID, thread_id: UUID, photo_id: UUID) -> Response:
    """A photo of a thread, small."""
    return _picture(person_id, thread_id, photo_id, is_small=True)


def _picture(person: UUID, thread: UUID, photo: UUID, *, is_small: bool) -> Response:
    found = _thread(person, thread)
    store = current_app.extensions["files"]
    content = photos.read_photo(
        db.session, store, person=person, thread=found.id, photo=photo, is_small=is_small
    )
    return as_picture(content)


def _address_in(thread: ThreadView, photo: PhotoView, *, is_small: bool) -> str:
    name = "show_small_photo" if is_small else "show_photo"
    return url_for(
        f"care_team.messages.{name}",
        person_id=thread.person,
        thread_id=thread.id,
        photo_id=photo.id,
    )


def _thread(person: UUID, thread: UUID) -> ThreadView:
    """The thread, where one of the actor's teams writes it."""
    teams = sharing.teams_with(db.session, actor=current_actor().id, right=Right.WRITE_MESSAGE)
    return inbox.get_thread_for(
        db.session, teams=[team.id for team in teams], person=person, thread=thread
    )


def _colleagues(team: UUID) -> list[people.PersonName]:
    return sharing.colleagues_with(db.session, team=team, right=Right.WRITE_MESSAGE)


def _texts(team: UUID) -> list[tuple[str, object]]:
    """The texts that may be put in: the team's own, then ours."""
    own = snippets.list_snippets(db.session, teams=[team])
    ours = [(name, title) for name, (title, _) in wording.SNIPPETS.items()]
    return [*((str(one.id), one.title) for one in own), *ours]


def _text_of(name: str, team: UUID) -> str:
    own = snippets.list_snippets(db.session, teams=[team])
    texts = {str(one.id): one.body for one in own}
    return texts.get(name) or str(wording.SNIPPETS.get(name, ("", ""))[1])


def _author() -> Author:
    """What the actor is to the thread."""
    actor = current_actor().id
    return Author.of(people.roles_of(db.session, people=[actor])[actor])


def _to_thread(person: UUID, thread: UUID) -> Response:
    address = url_for(
        "care_team.messages.show_thread", person_id=person, thread_id=thread, _anchor="newest"
    )
    return redirect(address, code=303)


def _show_thread(thread: ThreadView, form: AnswerForm, errors: list[FieldError]) -> str:
    known = {thread.person, *(message.actor for message in thread.messages)}
    if thread.taken_by:
        known.add(thread.taken_by)
    return render_template(
        "care_team/show_thread.html",
        thread=thread,
        form=form,
        errors=errors,
        error_of=by_field(errors),
        names=people.names_of(db.session, people=known),
        actor=current_actor().id,
        colleagues=_colleagues(thread.team),
        texts=_texts(thread.team),
        told=alerts.alerts_of(db.session, person=thread.person, thread=thread.id),
        wording=wording,
        viewer=_author(),
        photo_address=partial(_address_in, thread),
    )
