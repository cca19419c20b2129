"""The administrator sees, imports, tries and retires questionnaires."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import func, select

from citizen_app.audit.models import AuditEvent
from citizen_app.questionnaires.models import Draft, Questionnaire, RetiredQuestionnaire
from citizen_app.questionnaires.titles import list_choices
from citizen_app.record.models import Submission
from tests.integration.questionnaires.answering import offer_form
from tests.integration.questionnaires.conftest import daily_source as daily_source
from tests.queries import counted_queries

HERE = "/care-team/questionnaires"
SMALL: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "status": "active",
    "url": "https://example.dk/small",
    "version": "1",
    "title": "Et lille skema",
    "language": "da",
    "item": [
        {"linkId": "1", "type": "boolean", "text": "Hoster du?"},
        {
            "linkId": "2",
            "type": "string",
            "text": "Hvor længe?",
            "enableWhen": [{"question": "1", "operator": "=", "answerBoolean": True}],
        },
    ],
}


@pytest.fixture
def ida(client, cast, clock):
    """The browser of Ida, the administrator of Anna's team, in Danish."""
    client.sign_in(cast.ida)
    client.set_cookie("language", "da")
    return client


def upload(client, content, name="form.json"):
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(
        HERE, data={"form": (BytesIO(text), name)}, content_type="multipart/form-data"
    )


def form_of(session):
    return session.exec(select(Questionnaire)).one()


def count(session, table):
    return session.exec(select(func.count()).select_from(table)).one()


def test_a_form_is_imported_and_listed(session, ida):
    answer = upload(ida, SMALL)
    assert answer.status_code == 303
    ida.follow(answer)
    assert "Et lille skema" in ida.page.text
    assert "Der er ikke udeladt eller ændret noget." in ida.page.text
    ida.get(HERE)
    assert "Et lille skema" in ida.page.text
    assert "Tilbydes" in ida.page.text


def test_the_report_names_every_place_and_stores_nothing(session, ida):
    broken = {**SMALL, "item": [{"linkId": "1", "type": "attachment"}, {"linkId": "1"}]}
    assert upload(ida, broken).status_code == 422
    assert "Questionnaire.item[0]" in ida.page.text
    assert "Questionnaire.item[1]" in ida.page.text
    assert count(session, Questionnaire) == 0


def test_warnings_stand_with_the_form(session, ida):
    odd = {**SMALL, "item": [{**SMALL["item"][0], "colour": "red"}]}
    ida.follow(upload(ida, odd))
    assert "Questionnaire.item[0].colour" in ida.page.text
    assert "is not an element of R4 items." in ida.page.text


def test_another_form_under_the_same_version_is_told(session, ida):
    upload(ida, SMALL)
    assert upload(ida, {**SMALL, "title": "Et andet"}).status_code == 409
    assert "findes allerede med andet indhold" in ida.page.text
    assert form_of(session).title == "Et lille skema"


def test_a_double_click_imports_once(session, ida):
    assert upload(ida, SMALL).status_code == upload(ida, SMALL).status_code == 303
    assert count(session, Questionnaire) == 1
    events = session.exec(select(AuditEvent).filter_by(action="questionnaire:imported")).all()
    assert len(events) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Skemaet kan ikke køres sikkert"),
        (b"\xff\xfe", "ikke tekst i UTF-8"),
        (b"{", "Skemaet kan ikke køres sikkert"),
        (b"[]", "Skemaet kan ikke køres sikkert"),
        (b" " * 5_000_001, "Filen er for stor"),
        (b'{"startNode": "1", "nodes": []}', "OpenTele"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(session, ida, content, message):
    assert upload(ida, content).status_code == 422
    assert message in ida.page.text


def test_no_file_is_told(ida):
    ida.get(HERE)
    assert ida.submit(button="Tjek og importér").status_code == 422
    assert "Vælg en fil" in ida.page.text


def test_the_preview_shows_every_page_and_stores_nothing(session, ida):
    upload(ida, SMALL)
    address = f"{HERE}/{form_of(session).id}"
    ida.get(f"{address}/preview/1")
    assert ida.page.h1 == "Hoster du?"
    assert "Der bliver ikke gemt noget" in ida.page.text
    answer = ida.submit({"answer-1": "true"}, button="Næste")
    ida.follow(answer)
    assert ida.page.h1 == "Hvor længe?"
    ida.follow(ida.submit({"answer-1": "En uge"}, button="Næste"))
    assert ida.page.h1 == "Spørgeskema"
    assert ida.get(f"{address}/preview/3").status_code == 404
    assert count(session, Draft) == count(session, Submission) == 0


def test_the_whole_daily_form_can_be_looked_at(session, cast, ida, daily_source):
    offer_form(session, person=cast.anna, source=daily_source)
    answer = ida.get(f"{HERE}/{form_of(session).id}/preview/1")
    pages = 0
    while answer.request.path != f"{HERE}/{form_of(session).id}":
        answer = ida.follow(ida.submit(button="Næste"))
        pages += 1
    assert pages > 8


def test_retiring_names_the_plans_that_go_on(session, cast, ida, daily_source):
    activity = offer_form(session, person=cast.anna, source=daily_source)
    offer_form(session, person=cast.frida, source=daily_source)
    form = form_of(session)
    ida.get(f"{HERE}/{form.id}")
    assert "Anna Andersen" in ida.page.text
    assert "Frida" not in ida.page.text
    assert "1 borger i andre team" in ida.page.text
    for _ in range(2):
        assert ida.post(f"{HERE}/{form.id}/retire").status_code == 303
    ida.get(f"{HERE}/{form.id}")
    assert "Udgået" in ida.page.text
    assert "Anna Andersen" in ida.page.text
    assert count(session, RetiredQuestionnaire) == 1
    ida.sign_in(cast.anna)
    assert ida.follow(ida.get(f"/questionnaires/{activity.id}/extra")).status_code == 200


def test_a_retired_form_is_no_longer_offered_for_plans(session, ida):
    upload(ida, SMALL)
    assert [one.title for one in list_choices(session)] == ["Et lille skema"]
    ida.post(f"{HERE}/{form_of(session).id}/retire")
    assert list_choices(session) == []


def test_the_templates_that_ask_for_it_are_named(session, cast, ida, daily_source):
    offer_form(session, person=cast.frida, source=daily_source)
    ida.get(f"{HERE}/{form_of(session).id}")
    assert "Skabeloner, der beder om det:" in ida.page.text


def test_a_retired_form_can_be_offered_again(session, ida):
    upload(ida, SMALL)
    address = f"{HERE}/{form_of(session).id}"
    ida.post(f"{address}/retire")
    ida.get(address)
    assert ida.submit(button="Tilbyd det til planer igen").status_code == 303
    assert ida.post(f"{address}/offer-again").status_code == 303
    assert count(session, RetiredQuestionnaire) == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("ida", 200), ("erik", 403), ("hanne", 403), ("dora", 403), ("anna", 404), (None, 303)],
)
def test_who_may_do_what(session, cast, client, clock, daily_source, who, status):
    offer_form(session, person=cast.frida, source=daily_source)
    form = form_of(session).id
    if who:
        client.sign_in(getattr(cast, who))
    for address in (HERE, f"{HERE}/{form}", f"{HERE}/{form}/preview/1"):
        assert client.get(address).status_code == status, address
    written = 303 if status == 200 else status
    for address in (f"{HERE}/{form}/retire", f"{HERE}/{form}/offer-again"):
        assert client.post(address).status_code == written, address
    assert upload(client, SMALL).status_code == written


def test_the_number_of_queries_does_not_grow_with_versions(session, ida):
    counts = []
    for version in range(3):
        upload(ida, {**SMALL, "version": str(version)})
        with counted_queries(session) as statements:
            ida.get(HERE)
        counts.append(len(statements))
    assert len(set(counts)) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_uploaded_is_no_failure(ida, content):
    assert upload(ida, content).status_code in {303, 422}
