"""The care team's inbox: who may read, and that answers do not pass each other."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.messages import inbox, service, snippets
from citizen_app.messages.models import Message
from citizen_app.messages.rules import Author, ThreadState
from citizen_app.people.rules import Role
from citizen_app.sign_in.models import BrowserSession
from citizen_app.web.clock import now
from tests.at_once import at_once
from tests.factories import make_member


@pytest.fixture
def thread(session, cast):
    return service.start_thread(
        session,
        actor=cast.anna,
        role=Author.CITIZEN,
        person=cast.anna,
        team=cast.team,
        key=uuid4(),
        subject="Min inhalator",
        body="Den er tom.",
        now=now() - timedelta(hours=1),
    ).thread


@pytest.fixture
def erik(client, cast):
    client.sign_in(cast.erik)
    client.set_cookie("language", "da")
    return client


def address(cast, thread, more=""):
    return f"/care-team/messages/{cast.anna}/{thread}{more}"


def state(session, cast, thread):
    return service.get_thread(session, person=cast.anna, thread=thread).state


def test_a_nurse_finds_and_answers_what_waits(erik, cast, thread, session):
    erik.get("/care-team/messages")
    assert "Anna Andersen" in erik.page.text
    assert "Min inhalator" in erik.page.text
    erik.get(address(cast, thread))
    assert "Den er tom." in erik.page.text
    erik.follow(erik.submit({"body": "Ring til din læge."}, button="Send"))
    assert "Ring til din læge." in erik.page.text
    assert state(session, cast, thread) is ThreadState.ANSWERED
    answer = service.get_thread(session, person=cast.anna, thread=thread).newest
    assert (answer.actor, answer.role) == (cast.erik, Author.NURSE)


def test_the_citizen_sees_the_role_of_who_read(erik, client, cast, thread):
    erik.get(address(cast, thread))
    client.sign_in(cast.anna)
    client.get(f"/messages/{thread}")
    assert "Læst af sygeplejerske i dag kl." in client.page.text


def test_opening_is_written_to_the_audit_trail(erik, cast, thread, session):
    erik.get(address(cast, thread))
    events = session.exec(select(AuditEvent).where(AuditEvent.actor_id == cast.erik)).all()
    assert [event.action for event in events] == ["write_message:looked"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("erik", 200), ("hanne", 200), ("dora", 403), ("frida", 404), ("bo", 404), ("gerd", 404)],
)
def test_only_those_who_treat_open_a_thread(client, cast, thread, session, who, status):
    if who == "gerd":
        person = make_member(session, care_team=cast.other_team, role=Role.NURSE, name="Gerd Gram")
    else:
        person = getattr(cast, who)
    client.sign_in(person)
    assert client.get(address(cast, thread)).status_code == status
    for more in ("", "/done", "/reopen"):
        answer = client.post(address(cast, thread, more), data={"body": "Hej"})
        assert (answer.status_code in {303, 409}) if status == 200 else answer.status_code == status


def test_who_is_not_signed_in_signs_in_first(client, cast, thread):
    assert client.get(address(cast, thread)).location.startswith("/sign-in")


def test_another_teams_thread_with_the_same_citizen_is_not_there(client, cast, thread, session):
    from datetime import date

    from citizen_app.people import service as people
    from citizen_app.people.rules import Condition

    people.enrol(
        session,
        person=cast.anna,
        care_team=cast.other_team,
        condition=Condition.HEART_FAILURE,
        started_on=date(2026, 2, 1),
    )
    gerd = make_member(session, care_team=cast.other_team, role=Role.NURSE, name="Gerd Gram")
    client.sign_in(gerd)
    assert client.get(address(cast, thread)).status_code == 404


def test_an_answer_to_what_has_changed_is_not_sent_but_kept(erik, cast, thread, session):
    erik.get(address(cast, thread))
    service.reply(
        session,
        actor=cast.anna,
        role=Author.CITIZEN,
        person=cast.anna,
        thread=thread,
        key=uuid4(),
        body="Det haster.",
        now=now(),
    )
    answer = erik.submit({"body": "Tag det roligt."}, button="Send")
    assert answer.status_code == 409
    assert "Det haster." in erik.page.text
    assert "Tag det roligt." in erik.page.html
    assert state(session, cast, thread) is ThreadState.WAITING
    assert erik.submit({}, button="Send").status_code == 303
    assert state(session, cast, thread) is ThreadState.ANSWERED


def test_what_is_finished_opens_again(erik, cast, thread, session):
    erik.get(address(cast, thread))
    erik.submit(button="Afslut samtalen")
    assert state(session, cast, thread) is ThreadState.DONE
    erik.get(address(cast, thread))
    erik.submit(button="Åbn samtalen igen")
    assert state(session, cast, thread) is ThreadState.WAITING


def test_nothing_unread_is_finished(erik, cast, thread, session):
    answer = erik.post(address(cast, thread, "/done"), data={"seen": str(uuid4())})
    assert answer.status_code == 409
    assert state(session, cast, thread) is ThreadState.WAITING


def test_pressing_send_twice_answers_once(erik, cast, thread, session):
    seen = session.exec(select(Message)).one().id
    data = {"key": str(uuid4()), "seen": str(seen), "body": "Hej"}
    for _ in range(2):
        assert erik.post(address(cast, thread), data=data).status_code == 303
    assert len(session.exec(select(Message)).all()) == 2


def test_a_look_after_a_while_does_not_wait_for_itself(erik, cast, thread, session):
    with time_machine.travel(now() + timedelta(minutes=5), tick=False):
        erik.get(address(cast, thread))
        assert session.exec(select(BrowserSession)).one().last_seen_at == now()


def taken_by(session, cast, thread):
    return service.get_thread(session, person=cast.anna, thread=thread).taken_by


def test_a_thread_is_taken_handed_over_and_put_back(erik, client, cast, thread, session):
    assert cast.hanne
    erik.get(address(cast, thread))
    erik.follow(erik.submit(button="Jeg tager den"))
    assert taken_by(session, cast, thread) == cast.erik
    erik.submit(button="Giv den videre til Hanne Holm")
    assert taken_by(session, cast, thread) == cast.hanne
    client.sign_in(cast.hanne)
    client.get(address(cast, thread))
    client.submit(button="Læg den tilbage")
    assert taken_by(session, cast, thread) is None


def test_the_second_who_takes_is_told_and_changes_nothing(erik, client, cast, thread, session):
    data = {"to": str(cast.erik), "seen": ""}
    assert erik.post(address(cast, thread, "/taking"), data=data).status_code == 303
    client.sign_in(cast.hanne)
    answer = client.post(address(cast, thread, "/taking"), data={**data, "to": str(cast.hanne)})
    assert answer.status_code == 409
    assert "En anden har taget den" in client.page.text
    assert taken_by(session, cast, thread) == cast.erik


def test_two_who_take_in_the_same_moment_do_not_both_have_it(cast, thread, session):
    anna, both = cast.anna, (cast.erik, cast.hanne)

    def take(actor):
        def act(own):
            inbox.take(
                own, actor=actor, person=anna, thread=thread, seen=None, taken_by=actor, now=now()
            )

        return act

    outcomes = at_once(session, [take(actor) for actor in both])
    assert [type(one) for one in outcomes].count(inbox.TakenByOther) == 1


def test_nobody_outside_of_the_team_is_handed_a_thread(erik, cast, thread):
    for who in (cast.dora, cast.frida):
        data = {"to": str(who), "seen": ""}
        assert erik.post(address(cast, thread, "/taking"), data=data).status_code == 404


def test_a_ready_text_is_put_after_what_was_typed(erik, cast, thread, session):
    snippets.add_snippet(session, team=cast.team, title="Ferie", body="Vi har lukket.")
    erik.get(address(cast, thread))
    erik.submit({"body": "Hej Anna."}, button="Ferie")
    assert "Hej Anna.\n\nVi har lukket." in erik.page.html
    erik.submit({}, button="Vi har læst den")
    assert "Tak for din besked." in erik.page.html
    assert len(session.exec(select(Message)).all()) == 1
