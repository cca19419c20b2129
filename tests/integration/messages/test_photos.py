"""Photos with messages: seen before they are sent, shown to both sides, and to nobody else."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from citizen_app.messages import photo_jobs, photos, service
from citizen_app.messages.models import Message, MessageDraft, MessagePhoto
from citizen_app.messages.photos import MOST_PHOTOS, MOST_UNSENT, Writer
from citizen_app.outbox.models import OutboxJob
from citizen_app.outbox.rules import Job
from citizen_app.web.clock import now
from tests.html_checks import text_of
from tests.integration.messages.test_page import anna as anna
from tests.integration.messages.test_page import write as write
from tests.photos import make_photo
from tests.pictures import photo
from tests.signing_in import end_session

ADD = "/messages/add"
WORDS = {"subject": "Måleren", "body": "Sådan ser den ud."}


def choose(client, *contents, path=ADD, button="Send", **typed):
    """Choose photos in the form of the last page and press a button."""
    files = [(BytesIO(content), f"{place}.jpg") for place, content in enumerate(contents)]
    fields = {name: client.page.by_id(name) for name in ("subject", "body")}
    values = {name: one.get("value") or one.text or "" for name, one in fields.items() if one}
    hidden = {
        one.get("name"): one.get("value")
        for one in client.page.all("input")
        if one.get("type") == "hidden"
    }
    go = {"Send": {}, "draft": {"go": "draft"}}[button]
    data = {**hidden, **values, **typed, **go, "photos": files}
    return client.post(path, data=data, content_type="multipart/form-data")


def pictures_on(client):
    return [image.get("src") for image in client.page.all("img")]


def files_of(app):
    folder = Path(app.extensions["files"].folder)
    return [path for path in folder.rglob("*") if path.is_file()]


def work(session, app):
    """Do the jobs that remove files."""
    handler = photo_jobs.RemoveFile(app.extensions["files"])
    session.expire_all()
    for row in session.exec(select(OutboxJob).where(OutboxJob.kind == handler.kind)).all():
        job = Job(row.id, row.kind, row.payload, 1)
        handler.act(handler.read(session, job, now()), job, now())


def test_photos_are_seen_before_they_are_sent(session, anna):
    anna.get(ADD)
    answer = choose(anna, photo(number=1), photo("PNG", number=2), **WORDS)
    assert answer.status_code == 303
    assert session.exec(select(Message)).all() == []
    anna.follow(answer)
    assert "2 billeder bliver sendt med din besked" in anna.page.text
    assert "Din besked er ikke sendt endnu." in anna.page.text
    assert len(pictures_on(anna)) == 2
    assert anna.page.by_id("body").text.strip() == WORDS["body"]
    anna.follow(anna.submit(button="Send"))
    assert len(pictures_on(anna)) == 2
    assert session.exec(select(MessageDraft)).all() == []
    assert anna.get(ADD).status_code == 200
    assert pictures_on(anna) == []


def test_a_picture_is_served_bare_and_kept_nowhere(anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(turned=6), **WORDS))
    (small,) = pictures_on(anna)
    for address in (small, small.removesuffix("/small")):
        answer = anna.get(address)
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"Fjordby" not in answer.data


def test_a_refused_photo_keeps_the_text_and_the_other_photos(anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), b"<svg/>", b"\xff\xd8\xff", **WORDS))
    assert "Vælg et billede i JPEG, PNG eller WebP" in anna.page.text
    assert "kunne ikke læses" in anna.page.text
    assert anna.page.by_id("subject").get("value") == WORDS["subject"]
    assert anna.page.by_id("body").text.strip() == WORDS["body"]
    assert len(pictures_on(anna)) == 1


def test_more_than_four_are_refused_and_the_same_one_counts_once(anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), photo(), **WORDS))
    assert len(pictures_on(anna)) == 1
    anna.follow(choose(anna, *(photo(number=one) for one in range(1, 6)), **WORDS))
    assert len(pictures_on(anna)) == MOST_PHOTOS
    assert "højst 4 billeder" in anna.page.text


def test_nobody_fills_the_disk_with_photos_that_are_not_sent(session, cast, app):
    store = app.extensions["files"]
    for number in range(7):
        writer = Writer(cast.anna, cast.anna, uuid4())
        contents = [photo(size=(20 + number, 20 + one)) for one in range(4)]
        photos.keep_photos(session, store, writer=writer, contents=contents, now=now())
    assert len(session.exec(select(MessagePhoto)).all()) == MOST_UNSENT
    assert len(files_of(app)) == 2 * MOST_UNSENT


def test_a_photo_is_taken_out_and_its_files_go(session, anna, app):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), photo(number=1), **WORDS))
    anna.follow(anna.submit({"body": "Rettet."}, button="Fjern billede 1"))
    assert len(pictures_on(anna)) == 1
    assert anna.page.by_id("body").text.strip() == "Rettet."
    assert len(files_of(app)) == 4
    work(session, app)
    assert len(files_of(app)) == 2


def test_enter_takes_no_photo_out(anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), **WORDS))
    (form,) = anna.page.all("form")
    first = next(form.iter("button"))
    assert (text_of(first), first.get("name")) == ("Send", None)


def test_a_draft_that_is_emptied_leaves_no_files(session, anna, app):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), **WORDS))
    anna.follow(anna.submit({"subject": "", "body": ""}, button="Fjern billede 1"))
    assert session.exec(select(MessageDraft)).all() == []
    work(session, app)
    assert files_of(app) == []
    assert session.exec(select(MessagePhoto)).all() == []


def test_photos_that_nobody_sent_are_forgotten_after_a_week(session, anna, app, cast):
    store = app.extensions["files"]
    lost = Writer(cast.anna, cast.anna, uuid4())
    photos.keep_photos(session, store, writer=lost, contents=[photo()], now=now())
    anna.get(ADD)
    anna.follow(choose(anna, photo(number=1), **WORDS))
    photos.forget_old(session, now=now() + timedelta(days=6))
    assert len(session.exec(select(MessagePhoto)).all()) == 2
    photos.forget_old(session, now=now() + timedelta(days=8))
    assert [row.key for row in session.exec(select(MessagePhoto)).all()] != [lost.key]
    work(session, app)
    assert len(files_of(app)) == 2


def test_a_missing_subject_keeps_text_and_photos(session, anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), body="Sådan ser den ud."))
    assert anna.submit(button="Send").status_code == 422
    assert len(pictures_on(anna)) == 1
    assert session.exec(select(Message)).all() == []


def test_a_photo_goes_with_an_answer_in_a_thread(session, anna, write):
    thread = write(answer="Send et billede.")
    anna.get(f"/messages/{thread}")
    answer = choose(anna, photo(), path=f"/messages/{thread}", body="Her er det.")
    assert answer.headers["Location"].startswith(f"/messages/{thread}")
    anna.follow(answer)
    anna.follow(anna.submit(button="Send"))
    assert len(pictures_on(anna)) == 1


def test_a_double_click_sends_the_photos_once(session, anna):
    anna.get(ADD)
    anna.follow(choose(anna, photo(), **WORDS))
    form = {one.get("name"): one.get("value") for one in anna.page.all("input")}
    data = {"key": form["key"], **WORDS}
    for _ in range(2):
        assert anna.post(ADD, data=data).status_code == 303
    assert len(session.exec(select(Message)).all()) == 1
    assert len(session.exec(select(MessagePhoto)).all()) == 1


def test_photos_after_the_message_was_sent_go_with_another(session, anna):
    anna.get(ADD)
    first = anna.page
    anna.submit(WORDS, button="Send")
    anna.page = first
    anna.follow(choose(anna, photo(), subject="Mere", body="Glemte billedet."))
    assert anna.page.by_id("body").text.strip() == "Glemte billedet."
    assert len(pictures_on(anna)) == 1


def test_the_nurse_sees_them_in_the_thread(session, anna, cast, app, write):
    thread = write()
    make_photo(session, app, person=cast.anna, thread=thread)
    anna.sign_in(cast.erik)
    anna.get(f"/care-team/messages/{cast.anna}/{thread}")
    (small,) = pictures_on(anna)
    for address in (small, small.removesuffix("/small")):
        assert anna.get(address).mimetype == "image/jpeg"


def test_nobody_else_sees_a_photo(session, client, cast, app, write):
    thread = write()
    sent = make_photo(session, app, person=cast.anna, thread=thread)
    addresses = (
        f"/messages/photos/{sent}",
        f"/care-team/messages/{cast.anna}/{thread}/photos/{sent}",
    )
    for who, statuses in {
        "frida": (404, 404),
        "gitte": (303, 404),
        "dora": (303, 403),
        "support": (303, 403),
        "erik": (303, 200),
        "anna": (200, 404),
    }.items():
        client.sign_in(getattr(cast, who))
        for address, status in zip(addresses, statuses, strict=True):
            assert client.get(address).status_code == status, (who, address)
            assert client.get(f"{address}/small").status_code == status, (who, address)


def test_an_unsent_photo_is_the_writers_alone(session, anna, cast, write):
    thread = write()
    anna.get(ADD)
    anna.follow(choose(anna, photo(), **WORDS))
    (row,) = session.exec(select(MessagePhoto)).all()
    anna.sign_in(cast.erik)
    address = f"/care-team/messages/{cast.anna}/{thread}/photos/{row.id}"
    assert anna.get(address).status_code == 404


def test_a_photo_of_another_thread_leads_nowhere(session, client, cast, app, write):
    sent = make_photo(session, app, person=cast.anna, thread=write())
    client.sign_in(cast.erik)
    other = write(subject="Noget andet")
    address = f"/care-team/messages/{cast.anna}/{other}/photos/{sent}"
    assert client.get(address).status_code == 404


def test_a_file_that_is_gone_is_a_missing_page(session, anna, cast, app, write):
    sent = make_photo(session, app, person=cast.anna, thread=write())
    for path in files_of(app):
        path.unlink()
    assert anna.get(f"/messages/photos/{sent}").status_code == 404


def test_those_who_are_signed_in_may_send_large_photos(anna):
    anna.get(ADD)
    large = photo() + bytes(3_000_000)
    anna.follow(choose(anna, large, **WORDS))
    assert len(pictures_on(anna)) == 1


def test_nobody_else_and_no_other_form_may(client, anna):
    large = {"photos": (BytesIO(bytes(1_100_000)), "a.jpg")}
    assert anna.post("/readings/add", data=dict(large)).status_code == 413
    end_session(client)
    again = {"photos": (BytesIO(bytes(1_100_000)), "a.jpg")}
    assert client.post(ADD, data=again).status_code == 413


def test_a_thread_of_somebody_else_stores_no_file(anna, app, cast, session):
    anna.get(ADD)
    address = f"/messages/{uuid4()}"
    assert choose(anna, photo(), path=address, **WORDS).status_code == 404
    assert files_of(app) == []


def test_the_number_of_queries_does_not_grow_with_photos(session, anna, cast, app, write):
    from tests.queries import counted_queries

    thread = write()
    counts = []
    for _ in range(3):
        make_photo(session, app, person=cast.anna, thread=thread)
        with counted_queries(session) as statements:
            anna.get(f"/messages/{thread}")
        counts.append(len(statements))
    assert len(set(counts)) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), name=st.text(max_size=20))
def test_whatever_is_sent_as_a_photo_is_no_failure(anna, content, name):
    data = {"key": str(uuid4()), **WORDS, "photos": (BytesIO(content), name)}
    answer = anna.post(ADD, data=data, content_type="multipart/form-data")
    assert answer.status_code in {303, 422, 400}


def test_a_sent_message_keeps_its_photos_when_a_draft_is_forgotten(session, anna, cast, app, write):
    thread = write()
    make_photo(session, app, person=cast.anna, thread=thread)
    service.save_draft(
        session,
        actor=cast.anna,
        person=cast.anna,
        thread=thread,
        key=uuid4(),
        subject="",
        body="",
        now=now(),
    )
    assert len(session.exec(select(MessagePhoto)).all()) == 1
