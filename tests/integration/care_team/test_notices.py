"""Messages to many: who gets them is seen first, and nobody gets one twice."""

from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import select

from citizen_app.messages import notices, service, snippets
from citizen_app.messages.models import Message, MessageNotice
from citizen_app.messages.rules import Author
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Role
from citizen_app.web.clock import now
from tests.factories import make_citizen, make_member, make_person

ADD = "/care-team/notices/add"
WORDS = {"subject": "Influenza", "body": "Du kan få en vaccine."}


@pytest.fixture
def erik(client, cast):
    assert cast.anna
    client.sign_in(cast.erik)
    client.set_cookie("language", "da")
    return client


def send(erik, fields):
    erik.get(ADD)
    erik.submit(fields, button="Se, hvem der får den")


def test_the_group_is_seen_before_it_is_sent_and_read_after(erik, cast, session):
    make_citizen(session, care_team=cast.team, name="Bent Berg")
    assert cast.frida
    send(erik, WORDS)
    assert erik.page.h1 == "Send til 2 borgere?"
    assert "Bent Berg" in erik.page.text
    assert "Frida" not in erik.page.text
    assert session.exec(select(Message)).all() == []
    erik.follow(erik.submit(button="Send"))
    assert "Læst af 0 ud af 2." in erik.page.text
    [thread] = service.list_threads(session, person=cast.anna)
    assert (thread.subject, thread.unread) == ("Influenza", 1)
    service.mark_read(
        session,
        actor=cast.anna,
        role=Author.CITIZEN,
        person=cast.anna,
        thread=thread.id,
        now=now(),
    )
    erik.get("/care-team/notices")
    assert "Læst af 1 ud af 2." in erik.page.text


def test_one_condition_gets_it_and_the_others_do_not(erik, cast, session):
    heart = make_person(session, name="Hans Hjort")
    people.enrol(
        session,
        person=heart,
        care_team=cast.team,
        condition=Condition.HEART_FAILURE,
        started_on=date(2026, 1, 5),
    )
    send(erik, {**WORDS, "condition": "heart_failure"})
    assert "Hans Hjort" in erik.page.text
    assert "Anna" not in erik.page.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": ""}, "Skriv din besked."),
        ({"condition": "heart_failure"}, "Der er ingen i den gruppe"),
        ({"status": "ended"}, "Der er ingen i den gruppe"),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(erik, fields, words):
    erik.get(ADD)
    answer = erik.submit({**WORDS, **fields}, button="Se, hvem der får den")
    assert answer.status_code == 422
    assert words in erik.page.text
    assert "Influenza" in erik.page.html


def test_pressing_send_twice_sends_once(erik, session):
    data = {**WORDS, "key": str(uuid4()), "count": "1", "go": "send", "status": "active"}
    addresses = {erik.post(ADD, data=data).location for _ in range(2)}
    assert len(addresses) == 1
    assert len(session.exec(select(Message)).all()) == 1
    assert erik.post(ADD, data={**data, "body": "Noget andet"}).status_code == 409
    assert "Noget andet" in erik.page.html
    assert len(session.exec(select(MessageNotice)).all()) == 1


def test_a_group_that_has_changed_is_seen_again(erik, cast, session):
    send(erik, WORDS)
    make_citizen(session, care_team=cast.team, name="Bent Berg")
    assert erik.submit(button="Send").status_code == 409
    assert erik.page.h1 == "Send til 2 borgere?"
    assert session.exec(select(Message)).all() == []


@pytest.mark.parametrize(("who", "status"), [("dora", 403), ("anna", 404), ("gerd", 404)])
def test_only_those_who_may_see_a_notice(client, cast, session, who, status):
    notice = notices.send_notice(
        session,
        actor=cast.erik,
        role=Author.NURSE,
        team=cast.team,
        people=[cast.anna],
        key=uuid4(),
        now=now(),
        **WORDS,
    )
    other = make_member(session, care_team=cast.other_team, role=Role.NURSE, name="Gerd Gram")
    client.sign_in(other if who == "gerd" else getattr(cast, who))
    assert client.get(f"/care-team/notices/{notice}").status_code == status


def test_a_team_keeps_and_removes_its_own_texts(erik, cast, session):
    erik.get("/care-team/notices/texts")
    erik.follow(erik.submit({"subject": "Ferie", "body": "Vi har lukket."}, button="Gem teksten"))
    assert "Vi har lukket." in erik.page.text
    other = snippets.add_snippet(session, team=cast.other_team, title="x", body="y")
    assert erik.post(f"/care-team/notices/texts/{other}/remove").status_code == 404
    erik.get("/care-team/notices/texts")
    erik.submit(button="Fjern denne tekst")
    assert snippets.list_snippets(session, teams=[cast.team]) == []
