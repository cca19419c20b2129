"""Photos of the citizen's messages: added, taken out, and shown to the citizen alone."""

from uuid import UUID

from flask import Blueprint, Response, current_app, request, url_for

from citizen_app.database import db
from citizen_app.files.storage import FileStore
from citizen_app.messages import photos
from citizen_app.messages.forms import MessageForm
from citizen_app.messages.photos import PhotoProblem, Writer
from citizen_app.messages.shapes import PhotoView
from citizen_app.messages.wording import PHOTO_PROBLEMS
from citizen_app.web.clock import now
from citizen_app.web.field_errors import FieldError
from citizen_app.web.guards import citizen, current_actor, current_person
from citizen_app.web.pictures import as_picture

photos_bp = Blueprint("photos", __name__, url_prefix="/photos")

FIELD, REFUSED = "photos", "refused"


@photos_bp.get("/<uuid:photo_id>")
@citizen
def show_photo(photo_id: UUID) -> Response:
    """One photo, as large as it is kept."""
    return _picture(photo_id, is_small=False)


@photos_bp.get("/<uuid:photo_id>/small")
@citizen
def show_small_photo(photo_id: UUID) -> Response:
    """One photo, small."""
    return _picture(photo_id, is_small=True)


def file_store() -> FileStore:
    """Where this application stores files."""
    store: FileStore = current_app.extensions["files"]
    return store


def photo_address(photo: PhotoView, *, is_small: bool) -> str:
    """Where the citizen sees a photo."""
    name = "show_small_photo" if is_small else "show_photo"
    return url_for(f"messages.photos.{name}", photo_id=photo.id)


def writer_of(form: MessageForm) -> Writer:
    """Whose photos belong to a form."""
    return Writer(current_person(), current_actor().id, form.key)


def unsent_photos(form: MessageForm) -> list[PhotoView]:
    """The photos that go with a form when it is sent."""
    return photos.list_unsent(db.session, writer=writer_of(form))


def posted_photos() -> list[bytes]:
    """The files of the request; a field that was left empty is none."""
    files = request.files.getlist(FIELD)
    return [file.read() for file in files if file.filename]


def change_photos(form: MessageForm, contents: list[bytes]) -> list[PhotoProblem]:
    """Keep what was chosen, or take out what the form says; what was wrong with the photos."""
    writer = writer_of(form)
    if form.removes is not None:
        photos.remove_photo(db.session, writer=writer, photo=form.removes, now=now())
    return photos.keep_photos(db.session, file_store(), writer=writer, contents=contents, now=now())


def photo_errors() -> list[FieldError]:
    """What was wrong with photos that were just chosen, as the address says."""
    named = request.args.getlist(REFUSED)
    return [FieldError(FIELD, PHOTO_PROBLEMS[one]) for one in PhotoProblem if one.value in named]


def _picture(photo: UUID, *, is_small: bool) -> Response:
    return as_picture(
        photos.read_photo(
            db.session,
            file_store(),
            person=current_person(),
            actor=current_actor().id,
            photo=photo,
            is_small=is_small,
        )
    )
