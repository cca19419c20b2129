"""One citizen's page: who may see it, usual ranges, pauses, notes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.care_team.models import CareNote
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY
from tests.factories import make_activity, make_pause, make_plan
from tests.integration.care_team.test_day import STAFF, STRANGERS
from tests.integration.monday import NOW
from tests.queries import counted_queries

PULSE_RANGE = {"name": "pulse", "low": "70", "high": "85"}


def page_of(person):
    return f"/care-team/citizens/{person}"


def a_week(send):
    for ago in range(8, 0, -1):
        send(str(75 + ago % 3), at=NOW - ago * DAY)


def test_the_page_tells_plan_limits_and_what_was_sent(session, cast, send, erik):
    send("130")
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    erik.get(page_of(cast.anna))
    for text in (
        "Anna Andersen",
        "KOL: I gang",
        "Hver dag, 8.00–12.00",
        "rød over 120",
        "puls 130",
    ):
        assert text in erik.page.text


def test_a_suggested_range_counts_once_it_is_confirmed(session, cast, send, erik):
    a_week(send)
    erik.get(page_of(cast.anna))
    assert "Forslag: " in erik.page.text
    assert erik.submit(button="Bekræft det, borgeren plejer").status_code == 303
    found = plans.baselines_of_people(session, people=[cast.anna])[cast.anna]
    assert [(one.measure.value, one.confirmed_by) for one in found] == [("pulse", cast.erik)]
    erik.get(page_of(cast.anna))
    assert "Gælder nu" in erik.page.text


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ("ti", "85", "Skriv et tal"),
        ("90", "85", "må ikke være under"),
        ("70", "9999", "Skriv et tal"),
    ],
)
def test_a_range_that_is_none_is_kept_and_told(session, cast, send, erik, low, high, message):
    a_week(send)
    erik.get(page_of(cast.anna))
    answer = erik.submit({"low": low, "high": high}, button="Bekræft det, borgeren plejer")
    assert answer.status_code == 422
    assert message in erik.page.text
    assert plans.baselines_of_people(session, people=[cast.anna]) == {}


def test_a_pause_is_confirmed_and_ended(session, cast, send, erik):
    make_pause(session, person=cast.anna, now=NOW)
    erik.get(page_of(cast.anna))
    assert "Ikke bekræftet endnu" in erik.page.text
    erik.submit(button="Bekræft pausen")
    erik.get(page_of(cast.anna))
    assert "Ikke bekræftet endnu" not in erik.page.text
    erik.submit(button="Afslut pausen")
    erik.get(page_of(cast.anna))
    assert "Pauser" not in erik.page.text


def test_a_note_is_signed_and_a_double_click_keeps_one(session, cast, erik):
    erik.get(page_of(cast.anna))
    form = {"key": str(uuid4()), "note": "Datteren ringer i aften."}
    for _ in range(2):
        assert erik.post(f"{page_of(cast.anna)}/notes", data=form).status_code == 303
    assert len(session.exec(select(CareNote)).all()) == 1
    erik.get(page_of(cast.anna))
    assert "Datteren ringer i aften. Erik Eskildsen" in erik.page.text
    other = {**form, "note": "Noget andet"}
    assert erik.post(f"{page_of(cast.anna)}/notes", data=other).status_code == 409


def test_an_empty_note_is_told(cast, erik):
    erik.get(page_of(cast.anna))
    assert erik.submit({"note": " "}, button="Gem noten").status_code == 422


def test_looking_is_written_down(session, cast, erik):
    erik.get(page_of(cast.anna))
    looks = select(AuditEvent).filter_by(person_id=cast.anna, actor_id=cast.erik)
    events = session.exec(looks).all()
    assert [one.action for one in events] == ["see_clinical:looked"]


def test_the_number_of_queries_does_not_grow_with_what_was_sent(session, cast, send, erik):
    send("80")
    counts = []
    for _ in range(2):
        with counted_queries(session) as statements:
            erik.get(page_of(cast.anna))
        counts.append(len(statements))
        for minutes in range(10):
            send("80", at=NOW - timedelta(minutes=minutes))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_do_what(session, cast, send, client, clock, who, status):
    a_week(send)
    pause = make_pause(session, person=cast.anna, now=NOW)
    if who:
        client.sign_in(getattr(cast, who))
    wanted: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("GET", "", {}),
        ("POST", "/usual", PULSE_RANGE),
        ("POST", f"/pauses/{pause.id}/confirm", {}),
        ("POST", f"/pauses/{pause.id}/end", {}),
        ("POST", "/notes", {"key": str(uuid4()), "note": "En note"}),
    )
    for method, address, data in wanted:
        answer = client.open(page_of(cast.anna) + address, method=method, data=data or None)
        expected = 303 if method == "POST" and status == 200 else status
        assert answer.status_code == expected, (method, address)


def test_another_persons_pause_leads_nowhere(session, cast, erik):
    pause = make_pause(session, person=cast.frida, now=NOW)
    for act in ("confirm", "end"):
        address = f"{page_of(cast.anna)}/pauses/{pause.id}/{act}"
        assert erik.post(address).status_code == 404
