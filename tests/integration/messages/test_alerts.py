"""Word by mail or SMS that there is news: only to those who want it, and never what it is."""

import quopri
from uuid import uuid4

import pytest

from citizen_app.config import Environment, Settings
from citizen_app.messages import alerts, service
from citizen_app.messages.alert_job import SendAlert
from citizen_app.messages.alerts import AlertChoice
from citizen_app.messages.gateways import FileGateway, HttpSmsGateway, SmtpGateway, gateways_of
from citizen_app.messages.rules import AlertChannel, AlertState, Author
from citizen_app.outbox import service as outbox
from citizen_app.web.clock import now
from tests.integration.messages.mail_server import mail_server
from tests.integration.outbox.jobs import Clock, make_worker

MAIL = AlertChoice(AlertChannel.EMAIL, "anna@example.dk")
SECRETS = ("Anna", "Andersen", "Erik", "inhalator", "læge")


@pytest.fixture
def mails():
    with mail_server() as server:
        yield server


@pytest.fixture
def wants(session, cast):
    def wants(choice):
        alerts.choose(session, actor=cast.anna, person=cast.anna, choice=choice, now=now())

    return wants


@pytest.fixture
def answered(session, cast):
    """Anna has asked and Erik has answered; gives the thread."""

    def answered():
        common = {"person": cast.anna, "now": now()}
        thread = service.start_thread(
            session,
            actor=cast.anna,
            role=Author.CITIZEN,
            team=cast.team,
            key=uuid4(),
            subject="Min inhalator",
            body="Den er tom.",
            **common,
        ).thread
        service.reply(
            session,
            actor=cast.erik,
            role=Author.NURSE,
            thread=thread,
            key=uuid4(),
            body="Ring til din læge.",
            **common,
        )
        return thread

    return answered


@pytest.fixture
def work(app, session):
    """Do what waits with these gateways; the clock runs ahead between the attempts."""

    def work(gateway, attempts=1):
        clock = Clock()
        clock.now = now()
        job = SendAlert({AlertChannel.EMAIL: gateway, AlertChannel.SMS: gateway}, "Åndehul")
        worker = make_worker(session, job, clock=clock)
        with app.app_context():
            for _ in range(attempts):
                worker.do_next()
                clock.forward(hours=2)
        session.expire_all()

    return work


def smtp(server):
    return SmtpGateway("127.0.0.1", server.port, "ingen@example.dk", starts_tls=False)


def states(session, cast, thread):
    found = alerts.alerts_of(session, person=cast.anna, thread=thread)
    return [one.state for one in found.values()]


def test_a_mail_says_that_there_is_news_and_nothing_else(
    mails, wants, answered, work, session, cast
):
    wants(MAIL)
    thread = answered()
    assert states(session, cast, thread) == [AlertState.WAITING]
    work(smtp(mails), attempts=3)
    [mail] = mails.mails
    text = quopri.decodestring(mail.encode()).decode()
    assert "Log på Åndehul" in text
    assert not [secret for secret in SECRETS if secret in mail + text]
    assert states(session, cast, thread) == [AlertState.SENT]


def test_who_has_chosen_nothing_gets_nothing(answered, session):
    answered()
    assert outbox.standing(session, now=now()).waiting == 0


def test_who_changes_their_mind_gets_nothing(mails, wants, answered, work):
    wants(MAIL)
    answered()
    wants(AlertChoice())
    work(smtp(mails), attempts=2)
    assert mails.mails == []


def test_a_refused_address_is_given_up_and_seen_by_the_team(
    mails, wants, answered, work, session, cast, client
):
    mails.answer = "550 no such mailbox"
    wants(MAIL)
    thread = answered()
    work(smtp(mails))
    assert states(session, cast, thread) == [AlertState.FAILED]
    client.sign_in(cast.erik)
    client.set_cookie("language", "da")
    client.get(f"/care-team/messages/{cast.anna}/{thread}")
    assert "kunne ikke gives besked på E-mail" in client.page.text


def test_a_busy_server_is_asked_again(mails, wants, answered, work, session, cast):
    mails.answer = "451 later"
    wants(MAIL)
    thread = answered()
    work(smtp(mails))
    assert states(session, cast, thread) == [AlertState.WAITING]
    mails.answer = "250 ok"
    work(smtp(mails), attempts=1)
    assert len(mails.mails) <= 1


def test_the_demo_writes_to_a_file(tmp_path, wants, answered, work):
    wants(AlertChoice(AlertChannel.SMS, "+4512345678"))
    answered()
    file = tmp_path / "alerts.txt"
    work(FileGateway(file, AlertChannel.SMS))
    line = file.read_text("utf-8")
    assert line.startswith("sms +4512345678: Der er nyt til dig")
    assert not [secret for secret in SECRETS if secret in line]


def test_production_sends_by_what_is_set_and_nothing_else():
    demo = gateways_of(Settings(environment=Environment.TEST, smtp_host="x", smtp_sender="a@b.dk"))
    assert isinstance(demo[AlertChannel.EMAIL], SmtpGateway)
    assert isinstance(demo[AlertChannel.SMS], FileGateway)
    real = Settings.model_construct(
        environment=Environment.PRODUCTION, sms_url="https://sms.example.dk"
    )
    assert {type(one) for one in gateways_of(real).values()} == {HttpSmsGateway}


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"channel": "email", "email": " anna@example.dk "}, MAIL),
        ({"channel": "sms", "phone": "12 34 56 78"}, AlertChoice(AlertChannel.SMS, "+4512345678")),
        ({"channel": "none", "email": "x"}, AlertChoice()),
    ],
)
def test_a_citizen_chooses_how_to_be_told(client, cast, session, fields, kept):
    client.sign_in(cast.anna)
    client.get("/messages/alerts")
    assert client.submit(fields).status_code == 303
    assert alerts.get_choice(session, person=cast.anna) == kept


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "email", "email": "anna@"},
        {"channel": "email", "email": "anna@example.dk\r\nBcc: all@example.dk"},
        {"channel": "sms", "phone": "1234"},
        {"channel": "pigeon"},
    ],
)
def test_an_address_that_can_be_none_is_said_and_kept(client, cast, session, fields):
    client.sign_in(cast.anna)
    answer = client.post("/messages/alerts", data=fields)
    assert answer.status_code == 422
    assert alerts.get_choice(session, person=cast.anna) == AlertChoice()
