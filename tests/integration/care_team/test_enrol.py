"""Enrolling on the pages: two steps, no number in any address, kind words where it is done."""

from datetime import timedelta

import pytest
from sqlmodel import select

from citizen_app.messages import alerts
from citizen_app.messages.rules import AlertChannel
from citizen_app.paths import CONTENT
from citizen_app.people import consents
from citizen_app.people import service as people
from citizen_app.people.models import Course, Person
from citizen_app.people.rules import CourseStatus
from citizen_app.plans import service as plans
from citizen_app.questionnaires.importing import import_questionnaire
from tests.integration.care_team.test_day import STRANGERS
from tests.integration.monday import NOW

NUMBER = "010150-1234"
KEY = b"only-for-the-demo-on-this-machine"
FILLED = {
    "name": "Kirsten Krog",
    "condition": "DJ44",
    "phone": "12 34 56 78",
    "channel": "sms",
    "clinic": "Lægerne Torvet",
    "clinic-phone": "87654321",
    "participation": "spoken",
    "support": "no",
}
MAY_ENROL = {"erik": 200, "hanne": 200, "dora": 403, "home_care": 403, "support": 403}


def begin(nurse, number=NUMBER):
    nurse.get("/care-team/enrol")
    answer = nurse.submit({"cpr": number}, button="Fortsæt")
    assert answer.status_code == 303, nurse.page.text
    assert number[:6] not in answer.location
    nurse.get(answer.location)
    return answer.location


def find(session, number=NUMBER):
    return people.find_by_cpr(session, cpr=number, key=KEY)


def test_a_citizen_is_enrolled_whole(session, cast, erik):
    assert cast.team
    begin(erik)
    assert "010150-••••" in erik.page.text
    assert "1234" not in erik.page.text
    answer = erik.submit(FILLED, button="Tilmeld")
    person = find(session)
    assert answer.location == f"/care-team/citizens/{person}/contact"
    erik.get(answer.location)
    for text in ("Kirsten Krog", "KOL (DJ44): I gang", "010150-••••", "12 34 56 78"):
        assert text in erik.page.text
    given = consents.consents_of(session, person=person)
    assert [(one.kind.value, one.recorded_by) for one in given] == [
        ("participation", "Erik Eskildsen")
    ]
    choice = alerts.get_choice(session, person=person)
    assert (choice.channel, choice.address) == (AlertChannel.SMS, "+4512345678")
    assert plans.people_with_plans(session) == [person]
    contacts = people.contacts_of(session, person=person)
    assert (contacts.clinic_name, contacts.clinic_phone) == ("Lægerne Torvet", "+4587654321")


def test_the_newly_enrolled_is_a_citizen(session, cast, erik):
    assert cast.team
    begin(erik)
    erik.submit(FILLED, button="Tilmeld")
    erik.sign_in(find(session))
    assert erik.get("/today").status_code == 200


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv hele CPR-nummeret"),
        ("010150", "Skriv hele CPR-nummeret"),
        ("310250-1234", "skal være en dag, måned og år"),
    ],
)
def test_what_is_no_number_is_told(cast, erik, typed, message):
    erik.get("/care-team/enrol")
    assert erik.submit({"cpr": typed}, button="Fortsæt").status_code == 422
    assert message in erik.page.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Skriv navnet"),
        ({"condition": "DX99"}, "Vælg, hvad teamet følger"),
        ({"phone": "12"}, "Skriv et telefonnummer"),
        ({"phone": ""}, "Skriv det telefonnummer, som SMS'en går til"),
        ({"channel": "email", "email": "anna"}, "Skriv en e-mailadresse"),
        ({"channel": "fax"}, "Vælg, hvordan borgeren får besked"),
        ({"clinic": ""}, "Skriv både lægens navn og telefonnummer"),
        ({"clinic-phone": "1"}, "Skriv et telefonnummer"),
        ({"participation": ""}, "Skriv ned, hvordan borgeren sagde ja"),
        ({"support": "maybe"}, "Vælg et svar"),
        ({"plan": "unknown"}, "Vælg en plan"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(session, cast, erik, changes, message):
    begin(erik)
    assert erik.submit(FILLED | changes, button="Tilmeld").status_code == 422
    assert message in erik.page.text
    assert find(session) is None
    assert erik.submit({**FILLED}, button="Tilmeld").status_code == 303


def test_a_known_person_is_shown_and_keeps_the_name(session, cast, erik):
    known = people.add_person(session, name="Kirsten Krogh", now=NOW, cpr=NUMBER, key=KEY)
    begin(erik)
    assert "Kirsten Krogh" in erik.page.text
    filled = {name: value for name, value in FILLED.items() if name != "name"}
    assert erik.submit(filled, button="Tilmeld").status_code == 303
    assert people.get_person(session, person=known).is_enrolled
    assert people.names_of(session, people=[known]) == {known: "Kirsten Krogh"}


def test_enrolling_twice_is_told_kindly_and_changes_nothing(session, cast, erik):
    begin(erik)
    erik.submit(FILLED, button="Tilmeld")
    begin(erik)
    assert "Jeres teams følger allerede borgeren" in erik.page.text
    filled = {name: value for name, value in FILLED.items() if name != "name"}
    assert erik.submit(filled, button="Tilmeld").status_code == 409
    assert "Der er ikke ændret noget." in erik.page.text
    assert len(session.exec(select(Course)).all()) == 1
    assert len(consents.consents_of(session, person=find(session))) == 1


def test_a_course_that_began_and_ended_today_begins_again_tomorrow(session, cast, erik):
    begin(erik)
    erik.submit(FILLED, button="Tilmeld")
    session.exec(select(Course)).one().status = CourseStatus.ENDED
    begin(erik)
    filled = {name: value for name, value in FILLED.items() if name != "name"}
    assert erik.submit(filled, button="Tilmeld").status_code == 409
    assert "i morgen" in erik.page.text


def test_a_second_click_leads_to_the_same_citizen(session, cast, erik):
    place = begin(erik)
    sent = {**FILLED, "team": str(cast.team)}
    first, second = (erik.post(place, data=sent) for _ in range(2))
    assert first.location == second.location
    assert erik.get(place).location == first.location
    assert len(session.exec(select(Course)).all()) == 1


def test_two_who_enrol_the_same_person_give_one(session, cast, erik):
    places = []
    for who in (cast.erik, cast.hanne):
        erik.sign_in(who)
        places.append((who, begin(erik)))
    statuses = []
    for who, place in places:
        erik.sign_in(who)
        statuses.append(erik.post(place, data={**FILLED, "team": str(cast.team)}).status_code)
    assert statuses == [303, 409]
    assert len(session.exec(select(Person).where(Person.name == "Kirsten Krog")).all()) == 1


def test_another_team_and_anothers_enrolment_lead_nowhere(session, cast, erik):
    place = begin(erik)
    sent = {**FILLED, "team": str(cast.other_team)}
    assert erik.post(place, data=sent).status_code == 422
    erik.sign_in(cast.hanne)
    assert erik.get(place).status_code == erik.post(place, data=sent).status_code == 404


@pytest.mark.parametrize(("who", "status"), [*MAY_ENROL.items(), *STRANGERS.items()])
def test_who_may_enrol(cast, client, clock, who, status):
    if who:
        assert cast.anna
        client.sign_in(getattr(cast, who))
    expected = status
    if who == "gitte":
        expected = 200  # a nurse enrols for her own team
    assert client.get("/care-team/enrol").status_code == expected
    answer = client.post("/care-team/enrol", data={"cpr": NUMBER})
    assert answer.status_code == (303 if expected == 200 else expected)


@pytest.fixture
def daily_form(session):
    """The questionnaire that the template for COPD asks for."""
    source = (CONTENT / "questionnaires" / "kol-daily.json").read_text(encoding="utf-8")
    return import_questionnaire(session, source=source, now=NOW)


def test_a_template_whose_questionnaire_is_not_there_is_not_offered(cast, erik):
    assert cast.team
    begin(erik)
    assert "KOL, begyndelse" not in erik.page.text
    assert "Hjertesvigt, begyndelse" in erik.page.text


def test_a_template_becomes_the_citizens_own_plan(session, cast, daily_form, erik):
    assert cast.team
    begin(erik)
    assert erik.submit({**FILLED, "plan": "kol"}, button="Tilmeld").status_code == 303
    tasks = plans.activities_between(
        session, person=find(session), since=NOW, until=NOW + timedelta(days=1)
    )
    assert tasks


def test_a_template_for_something_else_is_told(session, cast, daily_form, erik):
    assert cast.team
    begin(erik)
    other = {**FILLED, "condition": "DI50", "plan": "kol"}
    assert erik.submit(other, button="Tilmeld").status_code == 422
    assert "Planen er til noget andet" in erik.page.text
    assert find(session) is None
