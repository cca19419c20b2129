"""Photos that go with messages: kept while the text is written, shown to both sides."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from citizen_app.audit import service as audit
from citizen_app.database import NotFound
from citizen_app.files.pictures import CleanPicture, clean_picture
from citizen_app.files.rules import PictureProblem, PictureRefused
from citizen_app.files.storage import FileStore, StoredFile
from citizen_app.messages import queries
from citizen_app.messages.models import MessagePhoto
from citizen_app.messages.shapes import PhotoView
from citizen_app.outbox import service as outbox

MOST_PHOTOS = 4
# Over all that somebody has begun, so that nobody fills the disk.
MOST_UNSENT = 20
UNSENT_STAY = timedelta(days=7)
REMOVE_FILE = "messages:remove_file"


class PhotoProblem(StrEnum):
    """Why a photo is not kept; the picture's own problems, and one of ours."""

    NO_PICTURE = PictureProblem.NO_PICTURE.value
    HEIC = PictureProblem.HEIC.value
    TOO_MANY_BYTES = PictureProblem.TOO_MANY_BYTES.value
    TOO_MANY_PIXELS = PictureProblem.TOO_MANY_PIXELS.value
    BROKEN = PictureProblem.BROKEN.value
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Writer:
    """Who writes which message about whom: photos belong to its key until it is sent."""

    person: UUID
    actor: UUID
    key: UUID


def keep_photos(
    session: Session,
    store: FileStore,
    *,
    writer: Writer,
    contents: Sequence[bytes],
    now: datetime,
) -> list[PhotoProblem]:
    """Keep the photos of a message that is being written; what was wrong with the others.

    The same photo twice is kept once.
    """
    cleaned, problems = _clean(contents)
    audit.hold_chain(session, person=writer.person)
    kept = queries.list_unsent_photos(session, writer.person, writer.actor, writer.key)
    hashes = {row.large_hash for row in kept}
    elsewhere = queries.count_unsent_photos(session, writer.person, writer.actor) - len(kept)
    most = min(MOST_PHOTOS, MOST_UNSENT - elsewhere)
    for picture in cleaned:
        if len(hashes) >= most:
            problems.append(PhotoProblem.TOO_MANY)
            break
        _keep(session, store, writer, picture, hashes, now)
    return list(dict.fromkeys(problems))


def list_unsent(session: Session, *, writer: Writer) -> list[PhotoView]:
    """The photos of a message that is being written, in the order they came."""
    rows = queries.list_unsent_photos(session, writer.person, writer.actor, writer.key)
    return [_view(row) for row in rows]


def remove_photo(session: Session, *, writer: Writer, photo: UUID, now: datetime) -> None:
    """Take a photo out of a message that is being written; nothing when it is gone already."""
    audit.hold_chain(session, person=writer.person)
    for row in queries.list_unsent_photos(session, writer.person, writer.actor, writer.key):
        if row.id == photo:
            _forget(session, row, now)


def forget_unsent(session: Session, *, writer: Writer, now: datetime) -> None:
    """Forget the photos of a message that will not be sent."""
    for row in queries.list_unsent_photos(session, writer.person, writer.actor, writer.key):
        _forget(session, row, now)


def forget_old(session: Session, *, now: datetime) -> None:
    """Forget photos that were never sent and stand in nobody's draft any more."""
    for row in queries.list_lost_photos(session, before=now - UNSENT_STAY):
        _forget(session, row, now)


def send_with(session: Session, *, writer: Writer, message: UUID) -> None:
    """Let the photos go with the message that was just sent."""
    for row in queries.list_unsent_photos(session, writer.person, writer.actor, writer.key):
        row.message_id = message
        session.add(row)


def photos_of(
    session: Session, *, person: UUID, messages: Collection[UUID]
) -> dict[UUID, list[PhotoView]]:
    """The photos of the person's messages, by message."""
    found: dict[UUID, list[PhotoView]] = defaultdict(list)
    for row in queries.list_photos(session, person, messages):
        if row.message_id is not None:
            found[row.message_id].append(_view(row))
    return found


def read_photo(
    session: Session,
    store: FileStore,
    *,
    person: UUID,
    photo: UUID,
    is_small: bool,
    actor: UUID | None = None,
    thread: UUID | None = None,
) -> bytes:
    """A photo of the person's as JPEG: a sent one, of `thread` where it is given, or one that
    `actor` is writing with. NotFound for any other."""
    row = queries.find_photo(session, person, photo)
    is_own = row is not None and row.message_id is None and row.actor_id == actor
    if row is None or not (is_own or _is_sent_in(session, row, thread)):
        raise NotFound
    name, hash_ = (row.small_name, row.small_hash) if is_small else (row.large_name, row.large_hash)
    content = store.get(StoredFile(name, hash_))
    if content is None:
        raise NotFound
    return content


def _is_sent_in(session: Session, row: MessagePhoto, thread: UUID | None) -> bool:
    if row.message_id is None:
        return False
    return thread is None or thread == queries.thread_of_message(session, row.message_id)


def _clean(contents: Sequence[bytes]) -> tuple[list[CleanPicture], list[PhotoProblem]]:
    cleaned: list[CleanPicture] = []
    problems: list[PhotoProblem] = []
    for content in contents[: MOST_PHOTOS + 1]:
        try:
            cleaned.append(clean_picture(content))
        except PictureRefused as refused:
            problems.append(PhotoProblem(refused.problem.value))
    if len(contents) > MOST_PHOTOS + 1:
        problems.append(PhotoProblem.TOO_MANY)
    return cleaned, problems


def _keep(
    session: Session,
    store: FileStore,
    writer: Writer,
    picture: CleanPicture,
    hashes: set[str],
    now: datetime,
) -> None:
    large = store.put(picture.large)
    if large.hash in hashes:
        store.remove(large.name)
        return
    small = store.put(picture.small)
    hashes.add(large.hash)
    row = MessagePhoto(
        person_id=writer.person,
        actor_id=writer.actor,
        key=writer.key,
        large_name=large.name,
        large_hash=large.hash,
        small_name=small.name,
        small_hash=small.hash,
        width=picture.width,
        height=picture.height,
        kept_at=now,
    )
    try:
        session.add(row)
        session.flush()
    except BaseException:
        store.remove(large.name)
        store.remove(small.name)
        raise


def _forget(session: Session, row: MessagePhoto, now: datetime) -> None:
    """The files go once the row is gone for good."""
    for name in (row.large_name, row.small_name):
        outbox.enqueue(session, kind=REMOVE_FILE, payload={"name": name}, now=now)
    session.delete(row)
    session.flush()


def _view(row: MessagePhoto) -> PhotoView:
    return PhotoView(row.id, row.width, row.height)
