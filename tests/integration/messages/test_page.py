"""The citizen's messages: writing, answering, reading, and nothing lost or doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import select

from citizen_app.messages import service
from citizen_app.messages.models import Message, MessageDraft, MessageThread
from citizen_app.messages.rules import Author
from citizen_app.sign_in.models import BrowserSession
from citizen_app.web.clock import now
from tests.at_once import at_once
from tests.queries import counted_queries

PARTIAL = {"HX-Request-Type": "partial"}


@pytest.fixture
def anna(client, cast):
    client.sign_in(cast.anna)
    client.set_cookie("language", "da")
    return client


@pytest.fixture
def write(session, cast):
    """Anna begins a thread; with an answer, Erik answers it."""

    def write(body="Hvad gør jeg?", answer=None, subject="Min inhalator"):
        thread = service.start_thread(
            session,
            actor=cast.anna,
            role=Author.CITIZEN,
            person=cast.anna,
            team=cast.team,
            key=uuid4(),
            subject=subject,
            body=body,
            now=now(),
        ).thread
        if answer:
            reply(thread, answer)
        return thread

    def reply(thread, body):
        service.reply(
            session,
            actor=cast.erik,
            role=Author.NURSE,
            person=cast.anna,
            thread=thread,
            key=uuid4(),
            body=body,
            now=now() + timedelta(seconds=1),
        )

    return write


def test_nothing_written_yet_is_said_with_whom_to_call(anna):
    anna.get("/messages")
    assert anna.page.h1 == "Beskeder"
    assert "ikke skrevet til hinanden endnu" in anna.page.text
    assert "Teamet læser" in anna.page.text
    addresses = {link.get("href") for link in anna.page.all("a")}
    assert {"tel:112", "tel:96000001", "/messages/add"} <= addresses


def test_a_message_is_sent_and_shown_as_not_read(anna, session):
    anna.get("/messages/add")
    anna.follow(anna.submit({"subject": "Min  inhalator", "body": "Den er\r\ntom."}, button="Send"))
    assert "Min inhalator" in anna.page.text
    assert "Ikke læst endnu" in anna.page.text
    assert "Din besked er sendt" in anna.page.text
    assert session.exec(select(Message)).one().body == "Den er\ntom."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": "", "body": "Hej"}, "Skriv, hvad det drejer sig om."),
        ({"subject": "Hej", "body": "  "}, "Skriv din besked."),
        ({"subject": "Hej", "body": "x" * 2001}, "Beskeden er for lang."),
    ],
)
def test_what_cannot_be_sent_is_kept_and_said(anna, session, fields, words):
    anna.get("/messages/add")
    answer = anna.submit(fields, button="Send")
    assert answer.status_code == 422
    assert words in anna.page.text
    assert fields["body"].strip() in anna.page.html
    assert session.exec(select(Message)).all() == []


def test_pressing_send_twice_sends_once(anna, session):
    anna.get("/messages/add")
    fields = _fields(anna)
    answers = [anna.post("/messages/add", data=fields) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(session.exec(select(Message)).all()) == 1


def _fields(client, body="Hej", subject="Hej"):
    key = next(field for field in client.page.all("input") if field.get("name") == "key")
    return {"key": key.get("value"), "subject": subject, "body": body}


def test_the_same_key_with_another_text_shows_both_and_sends_neither_twice(anna, session):
    anna.get("/messages/add")
    fields = _fields(anna, "Det første")
    anna.post("/messages/add", data=fields)
    answer = anna.post("/messages/add", data={**fields, "body": "Noget andet"})
    assert answer.status_code == 409
    assert "Det første" in anna.page.text
    assert "Noget andet" in anna.page.text
    assert len(session.exec(select(Message)).all()) == 1
    anna.submit(button="Send også den nye")
    bodies = {row.body for row in session.exec(select(Message))}
    assert bodies == {"Det første", "Noget andet"}


def test_two_sends_at_once_make_one_thread(session, cast):
    key, team, anna = uuid4(), cast.team, cast.anna

    def send(own):
        return service.start_thread(
            own,
            actor=anna,
            role=Author.CITIZEN,
            person=anna,
            team=team,
            key=key,
            subject="Hej",
            body="Hej",
            now=now(),
        )

    sent = at_once(session, [send, send])
    assert len({getattr(one, "id", one) for one in sent}) == 1
    assert len(session.exec(select(MessageThread)).all()) == 1


def test_an_answer_is_new_until_it_is_opened(anna, write, cast, session):
    thread = write(answer="Ring til din læge.")
    write(subject="Noget nyere")
    anna.get("/messages")
    assert "1 ny" in anna.page.text
    assert anna.page.text.index("Min inhalator") < anna.page.text.index("Noget nyere")
    anna.get(f"/messages/{thread}")
    assert service.count_unread(session, person=cast.anna) == 1
    anna.follow(anna.submit(button="Jeg har læst den"))
    assert "Ring til din læge." in anna.page.text
    assert service.count_unread(session, person=cast.anna) == 0
    anna.get("/today")
    assert "1 ny" not in anna.page.text


def test_who_answers_has_read(anna, write, session, cast):
    thread = write(answer="Ring til din læge.")
    anna.get(f"/messages/{thread}")
    anna.follow(anna.submit({"body": "Tak."}, button="Send"))
    assert service.count_unread(session, person=cast.anna) == 0
    assert "Tak." in anna.page.text


def test_a_draft_is_kept_and_gone_when_it_is_sent(anna, session):
    anna.get("/messages/add")
    fields = _fields(anna, "Jeg er ikke fær", "Kladde")
    answer = anna.post("/messages/add", data={**fields, "go": "draft"}, headers=PARTIAL)
    assert answer.status_code == 204
    anna.get("/messages")
    assert "Skriv videre på din kladde" in anna.page.text
    anna.get("/messages/add")
    assert "Jeg er ikke fær" in anna.page.html
    anna.submit({"body": "Jeg er færdig."}, button="Send")
    assert session.exec(select(MessageDraft)).all() == []
    anna.post("/messages/add", data={**fields, "go": "draft"}, headers=PARTIAL)
    assert session.exec(select(MessageDraft)).all() == []


def test_looking_for_new_messages_does_not_make_the_session_longer(anna, write, session):
    thread = write(answer="Hej.")
    started = session.exec(select(BrowserSession)).one().last_seen_at
    with time_machine.travel(now() + timedelta(minutes=10), tick=False):
        answer = anna.get(f"/messages/{thread}/arrived", headers=PARTIAL)
        assert "Hej." in answer.text
        assert session.exec(select(BrowserSession)).one().last_seen_at == started
        anna.get(f"/messages/{thread}")
        assert session.exec(select(BrowserSession)).one().last_seen_at > started


def test_when_the_session_is_over_looking_ends(anna, write):
    thread = write()
    with time_machine.travel(now() + timedelta(minutes=31), tick=False):
        assert anna.get(f"/messages/{thread}/arrived", headers=PARTIAL).status_code == 401


@pytest.mark.parametrize("who", ["frida", "erik"])
def test_for_others_there_is_no_such_thread(client, cast, write, who):
    thread = write()
    client.sign_in(getattr(cast, who))
    for method, path in [("GET", ""), ("POST", ""), ("POST", "/read"), ("GET", "/arrived")]:
        answer = client.open(f"/messages/{thread}{path}", method=method, data={"body": "Hej"})
        assert answer.status_code == (404 if who == "frida" else 303)
        assert "inhalator" not in answer.text


def test_whoever_is_not_followed_by_a_team_is_told_so(client, cast):
    client.sign_in(cast.jens)
    answer = client.get("/messages")
    assert answer.status_code == 303
    assert "enrolled" in answer.headers["Location"]


@pytest.mark.parametrize("page", ["", "/thread"])
def test_the_page_takes_as_many_queries_for_many_messages_as_for_one(anna, write, page, session):
    thread = write(answer="Hej.")
    counts = []
    for more in (0, 5):
        for _ in range(more):
            write(answer="Hej.")
        session.commit()
        with counted_queries() as queries:
            anna.get(f"/messages/{thread}" if page else "/messages")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_foreign_text_is_shown_as_text(anna, write):
    thread = write(body="<script>alert(1)</script>", subject="<b>fed</b>")
    anna.get(f"/messages/{thread}")
    assert "<script>alert" not in anna.page.html
    assert "<b>fed" not in anna.page.html
