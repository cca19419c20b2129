"""A doctor records which nurses may set limits, and takes it back."""

import pytest
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.people import service as people
from tests.at_once import at_once
from tests.integration.care_team.test_day import STRANGERS
from tests.integration.monday import NOW

PAGE = "/care-team/delegations"
GIVE, WITHDRAW = "Giv delegation", "Træk delegationen tilbage"
STAFF = {"hanne": 200, "erik": 403, "dora": 403, "home_care": 403, "support": 403}


@pytest.fixture
def hanne(client, cast, clock):
    """The browser of Hanne, a doctor in Anna's team, in Danish."""
    client.sign_in(cast.hanne)
    client.set_cookie("language", "da")
    return client


def nurse(session, cast):
    session.expire_all()
    (found,) = people.nurses_of(session, team=cast.team)
    return found


def test_a_delegation_is_given_and_withdrawn(session, cast, hanne):
    assert cast.erik
    hanne.get(PAGE)
    assert "Må ikke sætte grænser" in hanne.page.text
    assert hanne.submit(button=GIVE).status_code == 303
    hanne.get(PAGE)
    assert "Givet af Hanne Holm" in hanne.page.text
    assert nurse(session, cast).delegated_at == NOW
    assert hanne.submit(button=WITHDRAW).status_code == 303
    assert nurse(session, cast).delegated_at is None


def test_both_acts_stand_in_the_nurses_trail_once(session, cast, hanne):
    for act in ("give", "give", "withdraw", "withdraw"):
        assert hanne.post(f"{PAGE}/{cast.team}/{cast.erik}/{act}").status_code == 303
    actions = session.exec(select(AuditEvent.action).where(AuditEvent.person_id == cast.erik)).all()
    assert sorted(actions) == ["delegation:given", "delegation:withdrawn"]


def test_two_doctors_at_once_the_first_stands(session, cast):
    def give(actor):
        leave = {"actor": actor, "team": cast.team, "nurse": cast.erik, "now": NOW}
        return lambda own: people.give_delegation(own, **leave)

    assert at_once(session, [give(cast.hanne), give(cast.dora)]) == [None, None]
    actions = session.exec(select(AuditEvent.action).where(AuditEvent.person_id == cast.erik)).all()
    assert actions == ["delegation:given"]


def test_only_nurses_of_ones_own_team_are_found(cast, hanne):
    assert cast.erik
    for team, person in (
        (cast.other_team, cast.gitte),
        (cast.team, cast.gitte),
        (cast.team, cast.dora),
        (cast.team, cast.anna),
    ):
        for act in ("give", "withdraw"):
            assert hanne.post(f"{PAGE}/{team}/{person}/{act}").status_code == 404


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_delegate(session, cast, client, clock, who, status):
    assert cast.erik
    # Nurses of other teams are staff: they are told no, not that there is nothing.
    status = 403 if who == "gitte" else status
    if who:
        client.sign_in(getattr(cast, who))
    assert client.get(PAGE).status_code == status
    answer = client.post(f"{PAGE}/{cast.team}/{cast.erik}/give")
    assert answer.status_code == (303 if status == 200 else status)
