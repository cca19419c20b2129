"""How a citizen is followed: trends, answers, paper and PDF, messages that wait, devices."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.care_team import routes_following
from citizen_app.care_team.models import EquipmentNote
from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author
from citizen_app.plans.rules import DAY
from citizen_app.trends.typesetting import NotMade
from tests.factories import make_activity, make_plan
from tests.integration.care_team.test_citizen import page_of
from tests.integration.care_team.test_day import STAFF, STRANGERS
from tests.integration.monday import NOW
from tests.queries import counted_queries

PAGES = ("", "/trends/pulse", "/answers", "/paper", "/sheet")
KEEP = "Gem noten"


def ask(session, cast, *, subject="Min inhalator", team=None):
    return messages.start_thread(
        session,
        actor=cast.anna,
        role=Author.CITIZEN,
        person=cast.anna,
        team=team or cast.team,
        key=uuid4(),
        subject=subject,
        body="Hvad gør jeg?",
        now=NOW,
    )


def test_the_page_shows_pictures_messages_and_devices(session, cast, send, erik):
    send("80", at=NOW - DAY)
    ask(session, cast)
    ask(session, cast, subject="Til de andre", team=cast.other_team)
    erik.get(f"{page_of(cast.anna)}/equipment")
    erik.submit({"note": "Iltmåler nr. 7"}, button=KEEP)
    erik.get(page_of(cast.anna))
    for text in ("Over tid", "Puls", "Min inhalator", "Iltmåler nr. 7"):
        assert text in erik.page.text
    assert "Til de andre" not in erik.page.text


def test_one_measure_is_shown_with_limits_and_a_table_that_opens_what_was_sent(cast, send, erik):
    red = send("130", at=NOW - DAY)
    erik.get(f"{page_of(cast.anna)}/trends/pulse?period=month")
    assert "Rød: over 120" in erik.page.text
    links = {one.get("href") for one in erik.page.all("a")}
    assert f"{page_of(cast.anna)}/submissions/{red.id}" in links


def test_the_table_has_pages(cast, send, erik):
    for minutes in range(25):
        send("80", at=NOW - timedelta(minutes=minutes))
    erik.get(f"{page_of(cast.anna)}/trends/pulse")
    assert "Side 1 af 2" in erik.page.text
    assert erik.get(f"{page_of(cast.anna)}/trends/pulse?page=2").status_code == 200
    assert "Side 2 af 2" in erik.page.text


@pytest.mark.parametrize("page", ["/trends/pulse", "/answers"])
def test_days_that_are_none_are_told(cast, send, erik, page):
    send("80")
    answer = erik.get(f"{page_of(cast.anna)}{page}?period=own&from=i+overmorgen")
    assert answer.status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_a_citizen_who_has_sent_nothing_has_every_page(cast, erik, page):
    assert erik.get(page_of(cast.anna) + page).status_code == 200


def test_the_paper_holds_everything_and_nothing_to_press(session, cast, send, erik):
    send("130", at=NOW - DAY)
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    erik.get(page_of(cast.anna))
    erik.submit({"note": "Datteren ringer."}, button=KEEP)
    erik.get(f"{page_of(cast.anna)}/paper")
    for text in ("Anna Andersen", "KOL: I gang", "rød over 120", "Datteren ringer.", "puls 130"):
        assert text in erik.page.text
    assert erik.page.all("form") == []


def test_the_sheet_is_one_page_with_the_name_inside_only(cast, send, erik):
    send("130", at=NOW - DAY)
    answer = erik.get(f"{page_of(cast.anna)}/sheet")
    assert answer.mimetype == "application/pdf"
    assert "Anna" not in answer.headers["Content-Disposition"]
    pdf = PdfReader(io.BytesIO(answer.data))
    assert len(pdf.pages) == 1
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Målinger"
    assert "Anna Andersen" in pdf.pages[0].extract_text()


def test_a_sheet_that_cannot_be_made_is_told(cast, erik, monkeypatch):
    def fail(_sheet):
        raise NotMade

    monkeypatch.setattr(routes_following, "make_pdf", fail)
    assert erik.get(f"{page_of(cast.anna)}/sheet").status_code == 503
    assert "kunne ikke laves" in erik.page.text


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_look(cast, send, client, clock, who, status):
    send("80")
    if who:
        client.sign_in(getattr(cast, who))
    for page in PAGES:
        assert client.get(page_of(cast.anna) + page).status_code == status, page


def test_looking_at_each_page_is_written_down(session, cast, send, erik):
    send("80")
    for page in PAGES:
        erik.get(page_of(cast.anna) + page)
    looks = select(AuditEvent).filter_by(person_id=cast.anna, actor_id=cast.erik)
    assert len(session.exec(looks).all()) == len(PAGES)


def test_the_number_of_queries_does_not_grow_with_what_there_is(session, cast, send, erik):
    counts = []
    for place in range(3):
        send("80", at=NOW - timedelta(minutes=place))
        ask(session, cast, subject=f"Nummer {place}")
        for kind in ("notes", "equipment"):
            form = {"key": str(uuid4()), "note": f"Note {place}"}
            assert erik.post(f"{page_of(cast.anna)}/{kind}", data=form).status_code == 303
        with counted_queries(session) as statements:
            erik.get(page_of(cast.anna))
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= 45


EQUIPMENT = {"erik": 303, "hanne": 303, "support": 303, "dora": 403, "home_care": 403}


@pytest.mark.parametrize(("who", "status"), [*EQUIPMENT.items(), *STRANGERS.items()])
def test_who_may_note_equipment(session, cast, client, clock, who, status):
    if who:
        client.sign_in(getattr(cast, who))
    address = f"{page_of(cast.anna)}/equipment"
    looks = 200 if status == 303 and who else status
    assert client.get(address).status_code == looks
    form = {"key": str(uuid4()), "note": "Iltmåler"}
    for _ in range(2):
        assert client.post(address, data=form).status_code == status
    stored = session.exec(select(EquipmentNote)).all()
    assert len(stored) == (1 if looks == 200 else 0)


def test_other_words_under_the_same_key_are_refused(cast, erik):
    address, key = f"{page_of(cast.anna)}/equipment", str(uuid4())
    assert erik.post(address, data={"key": key, "note": "Et"}).status_code == 303
    assert erik.post(address, data={"key": key, "note": "To"}).status_code == 409
    assert erik.post(address, data={"key": key, "note": " "}).status_code == 422


def test_those_who_look_after_devices_find_the_way(cast, client, clock):
    assert cast.anna
    client.sign_in(cast.support)
    client.set_cookie("language", "da")
    client.get("/care-team")
    links = {one.get("href") for one in client.page.all("a")}
    assert f"{page_of(cast.anna)}/equipment" in links
    client.get(f"{page_of(cast.anna)}/equipment")
    assert page_of(cast.anna) not in {one.get("href") for one in client.page.all("a")}
