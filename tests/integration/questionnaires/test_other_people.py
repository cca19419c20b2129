"""Nobody reaches somebody else's form, and addresses that lead nowhere say so."""

import pytest
from sqlmodel import Session, select

from citizen_app.questionnaires.models import Draft
from citizen_app.record.models import Submission
from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_activity, make_plan
from tests.integration.questionnaires.answering import Answering, answering
from tests.integration.questionnaires.test_tabs import sendable
from tests.signing_in import end_session

READ = ["", "/steps/1", "/steps/1/advice", "/check", "/sent"]
WRITTEN = ["/steps/1", "/check"]
NOBODYS = "6f1f3c1e-5a0b-4c52-9a53-1d2b7f6f0c11"


@pytest.fixture
def begun(daily: Answering, session: Session) -> Draft:
    """What Anna has answered so far."""
    daily.begin()
    daily.choose("Lidt mere")
    (draft,) = session.exec(select(Draft)).all()
    return draft


def assert_nothing_found(client: CheckingClient, address: str, **fields: str) -> None:
    for path in READ:
        assert client.get(address + path).status_code == 404, path
    for path in WRITTEN:
        assert client.post(address + path, data=fields).status_code == 404, path


@pytest.mark.parametrize("is_extra", [False, True])
def test_a_stranger_finds_neither_the_form_nor_the_draft(
    daily: Answering, begun: Draft, cast: Cast, session: Session, is_extra: bool
) -> None:
    daily.client.sign_in(cast.frida)
    key, revision = str(begun.submission_key), begun.revision
    address = f"/questionnaires/{begun.activity_id}/extra" if is_extra else daily.address
    assert_nothing_found(daily.client, address, key=key, revision="1", **{"answer-1": "4"})
    (draft,) = session.exec(select(Draft)).all()
    assert (draft.person_id, draft.revision) == (cast.anna, revision)
    assert session.exec(select(Submission)).all() == []


def test_a_stranger_with_a_key_that_was_sent_gets_no_receipt(
    daily: Answering, cast: Cast, session: Session
) -> None:
    fields = sendable(daily)
    daily.post("check", **fields)
    daily.client.sign_in(cast.frida)
    assert_nothing_found(daily.client, daily.address, **fields)
    assert len(session.exec(select(Submission)).all()) == 1


def test_a_draft_is_shown_to_nobody_on_today(
    daily: Answering, begun: Draft, cast: Cast, session: Session
) -> None:
    daily.client.sign_in(cast.frida)
    daily.client.get("/today")
    assert "Fortsæt, hvor du slap." not in daily.page.text


@pytest.mark.parametrize("who", ["erik", "jens"])
def test_whoever_is_no_citizen_is_sent_elsewhere(daily: Answering, cast: Cast, who: str) -> None:
    daily.client.sign_in(getattr(cast, who))
    for path in READ:
        assert daily.client.get(daily.address + path).status_code == 303
    for path in WRITTEN:
        assert daily.client.post(daily.address + path).status_code == 303


def test_a_signed_out_person_is_sent_to_sign_in(
    client: CheckingClient, daily: Answering, session: Session
) -> None:
    end_session(client)
    assert client.get(daily.address).headers["Location"].startswith("/sign-in")
    assert client.post(f"{daily.address}/steps/1").headers["Location"].startswith("/sign-in")
    assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize(
    "occurrence",
    ["20261123T0701Z", "20261122T2300Z", "00010101T0000Z", "99991231T2359Z", "20261399T9999Z"],
)
def test_a_window_that_the_plan_does_not_have_is_not_found(
    daily: Answering, occurrence: str
) -> None:
    address = daily.address.rpartition("/")[0]
    assert_nothing_found(daily.client, f"{address}/{occurrence}")


@pytest.mark.parametrize("occurrence", ["", "x", "extras", "2026", "20261123T0700Z0"])
def test_a_misspelt_window_is_not_found(daily: Answering, occurrence: str) -> None:
    address = daily.address.rpartition("/")[0]
    assert daily.client.get(f"{address}/{occurrence}").status_code == 404


@pytest.mark.parametrize("activity", ["x", "1", "0" * 36, NOBODYS])
def test_an_activity_that_is_none_of_the_persons_is_not_found(
    anna: CheckingClient, activity: str
) -> None:
    for path in READ:
        assert anna.get(f"/questionnaires/{activity}/extra{path}").status_code == 404


def test_an_activity_of_readings_has_no_questions(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    plan = make_plan(session, person=cast.anna)
    activity = make_activity(session, person=cast.anna, plan=plan)
    assert_nothing_found(anna, answering(anna, activity).address)


def test_a_form_that_is_not_imported_is_not_found(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    plan = make_plan(session, person=cast.anna)
    form = ("https://example.org/none", "1")
    activity = make_activity(session, person=cast.anna, plan=plan, questionnaire=form)
    assert_nothing_found(anna, answering(anna, activity).address)
