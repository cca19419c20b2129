"""Opening another team's citizen in an emergency: with a reason, for a while, and she is told."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from citizen_app.audit.models import AuditEvent
from citizen_app.messages import service as messages
from citizen_app.sharing import service as sharing
from tests.integration.monday import NOW

CPR, REASON = "010150-1111", "Indbragt med svær åndenød"


@pytest.fixture
def frida(session, cast, app):
    """A citizen of another team, with a CPR number that the application can look up."""
    from citizen_app.people.models import Person
    from citizen_app.people.rules import cpr_fingerprint

    key = app.config["SECRET_KEY"].encode()
    session.get(Person, cast.frida).cpr_fingerprint = cpr_fingerprint(CPR, key)
    session.commit()
    return cast.frida


def open_it(client, cpr=CPR, reason=REASON):
    client.get("/care-team/emergency")
    return client.submit({"cpr": cpr, "reason": reason}, button="Åbn borgerens side")


def actions(session, person):
    session.expire_all()
    own = select(AuditEvent).where(AuditEvent.person_id == person)
    rows = session.exec(own.order_by(col(AuditEvent.sequence)))
    return [row.action for row in rows]


def test_a_nurse_opens_with_a_reason_and_what_is_seen_is_written_down(session, erik, frida):
    assert erik.get(f"/care-team/citizens/{frida}").status_code == 404
    answer = open_it(erik)
    assert answer.location == f"/care-team/citizens/{frida}"
    assert CPR not in answer.location
    erik.follow(answer)
    assert "Frida Frandsen" in erik.page.text
    assert "en borger, som dine teams ikke følger" in erik.page.text
    assert actions(session, frida)[0] == "emergency:opened"
    assert actions(session, frida)[-1] == "see_clinical:looked"


def test_it_ends_by_itself(cast, erik, frida, clock):
    open_it(erik)
    clock.move_to(NOW + timedelta(minutes=61))
    erik.sign_in(cast.erik)
    assert erik.get(f"/care-team/citizens/{frida}").status_code == 404


def test_it_lets_nobody_change_a_plan_or_act(erik, frida):
    open_it(erik)
    data = {"until": NOW.isoformat()}
    assert erik.post(f"/care-team/citizens/{frida}/missed/seen", data=data).status_code == 403


def test_the_citizen_is_told_who_and_why_once(session, erik, frida):
    open_it(erik)
    open_it(erik)
    (thread,) = messages.list_threads(session, person=frida)
    erik.sign_in(frida)
    erik.get(f"/messages/{thread.id}")
    assert "Erik Eskildsen (sygeplejerske)" in erik.page.text
    assert REASON in erik.page.text
    erik.get("/settings")
    assert "Åbnet i en akut situation" in erik.page.text
    assert REASON in erik.page.text


@pytest.mark.parametrize(
    ("cpr", "reason", "message"),
    [
        ("", REASON, "Skriv CPR-nummeret med ti tegn"),
        ("12", REASON, "Skriv CPR-nummeret med ti tegn"),
        ("010150-2222", REASON, "Ingen følges her under det nummer"),
        (CPR, "haster", "Skriv hvorfor med mindst 10 tegn"),
        (CPR, "x" * 501, "Skriv en kortere begrundelse"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_number_is_not_shown(
    session, erik, frida, cpr, reason, message
):
    assert open_it(erik, cpr, reason).status_code == 422
    assert message in erik.page.text
    assert len(cpr) < 10 or cpr not in erik.page.html
    assert sharing.emergencies_of(session, person=frida) == []


def test_a_vain_search_stands_in_the_seekers_own_trail(session, cast, erik, frida):
    open_it(erik, "010150-2222")
    assert actions(session, cast.erik) == ["emergency:searched"]


def test_an_own_citizen_needs_no_emergency(session, cast, erik, app):
    from citizen_app.people.models import Person
    from citizen_app.people.rules import cpr_fingerprint

    key = app.config["SECRET_KEY"].encode()
    session.get(Person, cast.anna).cpr_fingerprint = cpr_fingerprint(CPR, key)
    assert open_it(erik).location == f"/care-team/citizens/{cast.anna}"
    assert sharing.emergencies_of(session, person=cast.anna) == []


@pytest.mark.parametrize("who", ["dora", "home_care", "support"])
def test_who_does_not_treat_cannot_ask(client, cast, who):
    client.sign_in(getattr(cast, who))
    assert client.get("/care-team/emergency").status_code == 403
