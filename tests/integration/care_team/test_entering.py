"""Entering for a citizen without a sign-in: labelled everywhere, and never for the wrong one."""

import pytest
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.people import service as people
from citizen_app.people.models import Membership
from citizen_app.people.rules import Condition, Role
from citizen_app.record import service as record
from citizen_app.record.models import Submission
from tests.factories import make_citizen
from tests.integration.care_team.test_day import STRANGERS
from tests.integration.monday import NOW

ENTERS = {"erik": 303, "hanne": 303, "home_care": 303, "dora": 403, "support": 403}


@pytest.fixture
def ib(client, cast, clock):
    """The browser of Ib, who visits Anna at home, in Danish."""
    assert cast.anna
    client.sign_in(cast.home_care)
    client.set_cookie("language", "da")
    return client


def enter(browser, person):
    answer = browser.post(f"/care-team/citizens/{person}/enter")
    assert answer.location == "/today"
    browser.get("/today")


def fill_in(browser, pulse="78"):
    browser.get("/readings/add")
    browser.submit({"pulse": pulse}, button="Fortsæt")


def sent(session):
    session.expire_all()
    return [(row.person_id, row.actor_id) for row in session.exec(select(Submission))]


def test_what_is_entered_is_the_citizens_and_says_who_typed(session, cast, ib):
    enter(ib, cast.anna)
    assert "Du taster for Anna Andersen" in ib.page.text
    fill_in(ib)
    answer = ib.submit(button="Send")
    assert sent(session) == [(cast.anna, cast.home_care)]
    ib.get(answer.location)
    assert "Tastet af" in ib.page.text
    ib.sign_in(cast.anna)
    for place in (answer.location, "/record", "/trends/pulse", "/trends/days/2026-11-23"):
        ib.get(place)
        assert "Tastet af hjemmeplejen" in ib.page.text, place
        assert "Iversen" not in ib.page.text, place


def test_the_team_sees_who_typed(session, cast, ib):
    enter(ib, cast.anna)
    fill_in(ib)
    ib.submit(button="Send")
    (receipt,), _ = record.list_receipts(session, person=cast.anna)
    ib.sign_in(cast.erik)
    base = f"/care-team/citizens/{cast.anna}"
    for place in ("/care-team", f"{base}/day", base, f"{base}/submissions/{receipt.id}"):
        ib.get(place)
        assert "astet af Ib Iversen, hjemmeplejen" in ib.page.text, place


def test_every_page_says_for_whom_until_one_stops(session, cast, ib):
    enter(ib, cast.anna)
    for place in ("/today", "/readings/add", "/settings", "/care-team", "/no-such-page"):
        ib.get(place)
        assert "Du taster for Anna Andersen" in ib.page.text, place
    answer = ib.submit(button="Stop med at taste")
    assert answer.location == f"/care-team/citizens/{cast.anna}/contact"
    ib.get(answer.location)
    assert "Du taster for" not in ib.page.text
    assert ib.get("/today").location == "/"
    actions = session.exec(select(AuditEvent.action).where(AuditEvent.actor_id == cast.home_care))
    assert {"entering:started", "entering:stopped"} <= set(actions)


def test_stopping_twice_is_no_failure(cast, ib):
    enter(ib, cast.anna)
    for _ in range(2):
        assert ib.post("/care-team/entering/stop").status_code == 303


def test_a_form_for_one_is_never_sent_for_another(session, cast, ib):
    other = make_citizen(session, care_team=cast.team, name="Else Enevoldsen")
    enter(ib, cast.anna)
    fill_in(ib)
    page = ib.page
    enter(ib, other)
    ib.page = page
    assert ib.submit(button="Send").status_code == 409
    assert "Du taster ikke for den person nu" in ib.page.text
    assert "78" in ib.page.text
    assert sent(session) == []


def test_a_form_that_was_left_open_is_not_sent_after_stopping(session, cast, ib):
    people.enrol(
        session,
        person=cast.home_care,
        care_team=cast.other_team,
        condition=Condition.COPD,
        started_on=NOW.date(),
    )
    enter(ib, cast.anna)
    fill_in(ib)
    page = ib.page
    ib.post("/care-team/entering/stop")
    ib.page = page
    assert ib.submit(button="Send").status_code == 409
    assert sent(session) == []


def test_ones_own_form_is_not_sent_for_the_citizen(session, cast, ib):
    people.enrol(
        session,
        person=cast.home_care,
        care_team=cast.other_team,
        condition=Condition.COPD,
        started_on=NOW.date(),
    )
    fill_in(ib)
    page = ib.page
    enter(ib, cast.anna)
    ib.page = page
    assert ib.submit(button="Send").status_code == 409
    assert ib.post("/messages/add", data={"body": "Hej"}).status_code == 409
    assert sent(session) == []


def test_the_other_pages_of_the_citizen_stay_closed(cast, ib):
    enter(ib, cast.anna)
    for place in ("/record", "/trends", "/messages", "/training", "/plans/pause"):
        assert ib.get(place).location == "/today", place


def test_only_ones_own_entries_are_shown_and_corrected(session, cast, send, ib):
    theirs = send("80")
    enter(ib, cast.anna)
    assert ib.get(f"/record/{theirs.id}").location == "/today"
    reading = theirs.readings[0].id
    assert ib.get(f"/readings/{reading}/change").status_code == 404
    fill_in(ib)
    mine = ib.submit(button="Send").location
    ib.get(mine)
    receipts, _ = record.list_receipts(session, person=cast.anna)
    own = next(one for one in receipts if one.actor_id == cast.home_care)
    ib.get(f"/readings/{own.readings[0].id}/change")
    ib.submit({"pulse": "79"}, button="Fortsæt")
    assert ib.submit(button="Send").status_code == 303
    assert sent(session).count((cast.anna, cast.home_care)) == 2


def test_who_has_left_the_team_enters_no_more(session, cast, ib):
    enter(ib, cast.anna)
    fill_in(ib)
    membership = session.exec(
        select(Membership).where(Membership.person_id == cast.home_care)
    ).one()
    session.delete(membership)
    session.commit()
    assert ib.submit(button="Send").status_code == 409
    assert ib.get("/today").status_code == 303
    assert sent(session) == []


def test_a_nurse_enters_in_the_same_way(session, cast, ib):
    ib.sign_in(cast.erik)
    ib.get(f"/care-team/citizens/{cast.anna}/contact")
    ib.submit(button="Tast målinger for borgeren")
    fill_in(ib)
    ib.submit(button="Send")
    assert sent(session) == [(cast.anna, cast.erik)]
    assert people.roles_of(session, people=[cast.erik])[cast.erik] is Role.NURSE


@pytest.mark.parametrize(("who", "status"), [*ENTERS.items(), *STRANGERS.items()])
def test_who_may_enter(cast, client, clock, who, status):
    assert cast.anna
    if who:
        client.sign_in(getattr(cast, who))
    assert client.post(f"/care-team/citizens/{cast.anna}/enter").status_code == status
