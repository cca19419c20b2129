"""Work that keeps the files of photos in step with what was sent."""

from datetime import datetime, timedelta

from sqlmodel import Session

from citizen_app.files.storage import FileStore
from citizen_app.messages import photos
from citizen_app.outbox.handlers import Chore, Handler
from citizen_app.outbox.rules import Job


class RemoveFile(Handler[str, None]):
    """Removes a file whose photo is gone."""

    kind = photos.REMOVE_FILE

    def __init__(self, store: FileStore) -> None:
        self.store_of_files = store

    def read(self, session: Session, job: Job, now: datetime) -> str:
        """Its name."""
        return str(job.payload["name"])

    def act(self, found: str, job: Job, now: datetime) -> None:
        """Harmless twice."""
        self.store_of_files.remove(found)

    def store(self, session: Session, job: Job, outcome: None, now: datetime) -> None:
        """Nothing is left to note."""


class ForgetPhotos(Chore):
    """Forgets photos that nobody sent."""

    kind = "messages:forget_photos"
    every = timedelta(hours=1)

    def do(self, session: Session, job: Job, now: datetime) -> None:
        """Once an hour is enough: they have lain for days."""
        photos.forget_old(session, now=now)
