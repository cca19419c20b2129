"""Contact data, consents and relatives on the pages, and who may see and write them."""

from uuid import uuid4

import pytest
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.people import consents, relatives
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, ConsentHow, ConsentKind, Role
from citizen_app.people.sealing import Seal
from tests.integration.care_team.test_day import STRANGERS
from tests.integration.monday import NOW

NUMBER = "010150-1234"
RELATIVE = {"name": "Bo Bertelsen", "kinship": "child", "phone": "12345678", "consent": "spoken"}
SEES = {"erik": 200, "hanne": 200, "dora": 200, "home_care": 200, "support": 403}
WRITES = {"erik": 303, "hanne": 303, "dora": 403, "home_care": 403, "support": 403}


def page_of(person):
    return f"/care-team/citizens/{person}"


@pytest.fixture
def kirsten(app, session, cast):
    """A citizen of Erik's team whose number is kept."""
    settings = app.config["SETTINGS"]
    key = settings.secret_key.get_secret_value().encode()
    person = people.add_person(
        session,
        name="Kirsten Krog",
        now=NOW,
        cpr=NUMBER,
        key=key,
        seal=Seal(key, settings.cpr_key_list),
    )
    people.enrol(
        session,
        person=person,
        care_team=cast.team,
        condition=Condition.COPD,
        started_on=NOW.date(),
    )
    return person


def actions(session, person):
    events = select(AuditEvent).where(AuditEvent.person_id == person)
    return [one.action for one in session.exec(events)]


def test_the_whole_number_is_shown_on_a_press_that_is_written_down(session, erik, kirsten):
    erik.get(f"{page_of(kirsten)}/contact")
    assert "010150-••••" in erik.page.text
    assert "1234" not in erik.page.text
    answer = erik.submit(button="Vis hele nummeret")
    assert answer.status_code == 200
    assert NUMBER in erik.page.text
    assert actions(session, kirsten) == ["see_contact:looked", "cpr:shown"]


def test_consents_are_written_down_and_taken_back(session, cast, erik):
    erik.get(f"{page_of(cast.anna)}/contact")
    assert "Intet samtykke" in erik.page.text
    form = {"kind": "support_contact", "how": "spoken"}
    for _ in range(2):
        assert erik.post(f"{page_of(cast.anna)}/consents", data=form).status_code == 303
    erik.get(f"{page_of(cast.anna)}/contact")
    assert "Skrevet ned af Erik Eskildsen" in erik.page.text
    erik.submit(button="Borgeren tager det tilbage")
    erik.get(f"{page_of(cast.anna)}/contact")
    assert "Taget tilbage" in erik.page.text
    assert not consents.has_consent(session, person=cast.anna, kind=ConsentKind.SUPPORT_CONTACT)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"kind": "participation", "how": ""}, True),
        ({"kind": "participation", "how": "loudly"}, True),
        ({"kind": "relative", "how": "spoken"}, False),
        ({"kind": "", "how": "spoken"}, False),
    ],
    ids=str,
)
def test_a_consent_without_kind_or_way_is_refused(session, cast, erik, form, told):
    assert erik.post(f"{page_of(cast.anna)}/consents", data=form).status_code == 422
    assert ("Vælg et svar" in erik.page.text) is told
    assert consents.consents_of(session, person=cast.anna) == []


def test_a_relative_is_registered_and_taken_off(session, cast, erik):
    erik.get(f"{page_of(cast.anna)}/relatives/add")
    assert erik.submit(RELATIVE, button="Registrér").status_code == 303
    erik.get(f"{page_of(cast.anna)}/contact")
    assert "Bo Bertelsen, Datter eller søn" in erik.page.text
    erik.submit(button="Tag af listen")
    erik.get(f"{page_of(cast.anna)}/contact")
    assert "Bo Bertelsen" not in erik.page.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Skriv navnet"),
        ({"name": "x" * 201}, "Skriv en kortere tekst"),
        ({"phone": "1"}, "Skriv et telefonnummer"),
        ({"kinship": "cat"}, "Vælg, hvad den pårørende er for borgeren"),
        ({"consent": ""}, "Skriv ned, at borgeren sagde ja"),
        ({"cpr": "12"}, "Skriv hele CPR-nummeret"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_relative_is_told(session, cast, erik, changes, message):
    erik.get(f"{page_of(cast.anna)}/relatives/add")
    assert erik.submit(RELATIVE | changes, button="Registrér").status_code == 422
    assert message in erik.page.text
    assert relatives.relatives_of(session, person=cast.anna) == []


def test_home_care_finds_the_contact_page_from_the_list(cast, erik):
    assert cast.anna
    erik.sign_in(cast.home_care)
    assert f"{page_of(cast.anna)}/contact" in erik.get("/care-team").text
    assert erik.get(f"{page_of(cast.anna)}/contact").status_code == 200


def test_support_staff_reach_who_agrees_and_nobody_else(session, cast, erik):
    assert cast.anna
    erik.sign_in(cast.support)
    erik.get("/care-team")
    assert "Har ikke sagt ja til at dele kontaktoplysninger" in erik.page.text
    assert f"{page_of(cast.anna)}/contact" not in erik.get("/care-team").text
    consents.give(
        session,
        actor=cast.erik,
        person=cast.anna,
        kind=ConsentKind.SUPPORT_CONTACT,
        words_version="1",
        how=ConsentHow.WRITTEN,
        now=NOW,
    )
    assert f"{page_of(cast.anna)}/contact" in erik.get("/care-team").text
    assert erik.get(f"{page_of(cast.anna)}/contact").status_code == 200


def test_a_support_worker_who_is_a_trainer_too_sees_as_a_trainer(session, cast, erik):
    people.add_member(session, person=cast.support, care_team=cast.team, role=Role.TRAINER)
    assert cast.anna
    erik.sign_in(cast.support)
    assert f"{page_of(cast.anna)}/contact" in erik.get("/care-team").text


@pytest.mark.parametrize(("who", "status"), [*SEES.items(), *STRANGERS.items()])
def test_who_may_see_contact_data(cast, client, clock, who, status):
    assert cast.anna
    if who:
        client.sign_in(getattr(cast, who))
    assert client.get(f"{page_of(cast.anna)}/contact").status_code == status


@pytest.mark.parametrize(("who", "status"), [*WRITES.items(), *STRANGERS.items()])
def test_who_may_write(session, cast, client, clock, who, status):
    assert cast.anna
    if who:
        client.sign_in(getattr(cast, who))
    wanted = (
        ("/consents", {"kind": "participation", "how": "spoken"}),
        ("/relatives/add", {**RELATIVE, "key": str(uuid4())}),
    )
    for address, data in wanted:
        answer = client.post(page_of(cast.anna) + address, data=data)
        assert answer.status_code == status, address
    shown = client.post(f"{page_of(cast.anna)}/cpr").status_code
    assert shown == (200 if status == 303 and who in WRITES else status)


def test_anothers_consents_and_relatives_lead_nowhere(session, cast, erik):
    consents.give(
        session,
        actor=cast.gitte,
        person=cast.frida,
        kind=ConsentKind.PARTICIPATION,
        words_version="1",
        how=ConsentHow.SPOKEN,
        now=NOW,
    )
    (one,) = consents.consents_of(session, person=cast.frida)
    for address in (f"/consents/{one.id}/withdraw", f"/relatives/{uuid4()}/end"):
        assert erik.post(page_of(cast.anna) + address).status_code == 404
