"""Photos that people have sent."""

from uuid import UUID, uuid4

from flask import Flask
from sqlmodel import Session

from citizen_app.messages import photos, service
from citizen_app.messages.photos import Writer
from citizen_app.messages.rules import Author
from citizen_app.web.clock import now
from tests.pictures import photo


def make_photo(session: Session, app: Flask, *, person: UUID, thread: UUID) -> UUID:
    """A photo that the person has sent in a thread."""
    writer = Writer(person, person, uuid4())
    photos.keep_photos(
        session, app.extensions["files"], writer=writer, contents=[photo()], now=now()
    )
    (view,) = photos.list_unsent(session, writer=writer)
    service.reply(
        session,
        actor=person,
        role=Author.CITIZEN,
        person=person,
        thread=thread,
        key=writer.key,
        body="Se her.",
        now=now(),
    )
    return view.id
