"""Opening a citizen's day: seen and handled, notes, follow-ups, wrong readings, the journal."""

from datetime import timedelta

import pytest

from citizen_app.measures import MeasureCode
from citizen_app.plans.rules import DAY
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind, SubmissionState
from citizen_app.record.service import AlreadyAcknowledged
from tests.at_once import at_once
from tests.factories import make_activity, make_plan
from tests.integration.monday import NOW


def day_of(person):
    return f"/care-team/citizens/{person}/day"


def page_of(receipt):
    return f"/care-team/citizens/{receipt.person_id}/submissions/{receipt.id}"


def state_of(session, receipt):
    session.expire_all()
    found = record.get_receipt(session, person=receipt.person_id, submission_id=receipt.id)
    return found.state


def test_opening_the_day_marks_nothing_as_seen(session, send, erik):
    red = send("130")
    erik.get(day_of(red.person_id))
    assert "Puls 130 slag/min." in erik.page.text
    assert "rød over 120" in erik.page.text
    assert state_of(session, red) is SubmissionState.SENT


def test_seen_and_handled_are_two_acts(session, send, erik):
    red = send("130")
    erik.get(day_of(red.person_id))
    assert erik.submit(button="Markér som set").status_code == 303
    assert state_of(session, red) is SubmissionState.SEEN
    erik.get(page_of(red))
    assert erik.submit(button="Markér som handlet på").status_code == 303
    assert state_of(session, red) is SubmissionState.HANDLED


def test_the_note_stands_on_the_citizens_receipt(session, cast, send, erik):
    red = send("130")
    erik.get(page_of(red))
    erik.submit({"words": "Vi ringer kl. 10."}, button="Markér som handlet på")
    erik.sign_in(cast.anna)
    erik.get(f"/record/{red.id}")
    assert "Handlet på af sygeplejerske" in erik.page.text
    assert "Fra dit team Vi ringer kl. 10." in erik.page.text
    assert "Eskildsen" not in erik.page.text


def test_a_follow_up_stands_on_the_list_until_it_is_done(cast, send, erik, clock):
    red = send("130")
    erik.get(page_of(red))
    erik.submit({"follow-up": "Ring igen", "due": "1"}, button="Markér som handlet på")
    erik.get("/care-team")
    assert "Ring igen (i morgen)" in erik.page.text
    assert "Følg op (1)" not in erik.page.text
    clock.move_to(NOW + DAY)
    erik.sign_in(cast.erik)
    erik.get("/care-team")
    assert "Følg op (1)" in erik.page.text
    erik.get(day_of(cast.anna))
    erik.submit(button="Gjort")
    erik.get("/care-team")
    assert "Ring igen" not in erik.page.text


def test_what_is_missing_is_set_aside_in_one_press(session, cast, erik):
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    record.notice_missed(session, now=NOW)
    erik.get(day_of(cast.anna))
    assert "7 manglende siden" in erik.page.text
    assert erik.submit(button="Markér manglende som set").status_code == 303
    erik.get(day_of(cast.anna))
    assert "manglende" not in erik.page.text


@pytest.mark.parametrize(
    "until", ["", "x", "2026-11-23", "2026-11-23T08:00:00", "9999-12-31T23:59:59-23:00"]
)
def test_a_set_aside_until_nonsense_is_refused(session, cast, erik, until):
    place = f"/care-team/citizens/{cast.anna}/missed/seen"
    assert erik.post(place, data={"until": until}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"follow-up": "Ring"}, "Vælg, hvornår det skal gøres"),
        ({"due": "1"}, "Skriv, hvad der skal gøres"),
        ({"words": "a" * 1001}, "Skriv en kortere tekst"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_stored(session, send, erik, typed, message):
    red = send("130")
    erik.get(page_of(red))
    assert erik.submit(typed, button="Markér som handlet på").status_code == 422
    assert message in erik.page.text
    assert state_of(session, red) is SubmissionState.SENT


def test_the_second_is_told_who_did_it_and_keeps_the_text(session, cast, send, erik):
    red = send("130")
    erik.get(page_of(red))
    record.acknowledge(
        session,
        actor=cast.hanne,
        person=cast.anna,
        submission_id=red.id,
        kind=AcknowledgementKind.HANDLED,
        now=NOW,
        words="Ring 112",
    )
    answer = erik.submit({"words": "Hvil dig lidt."}, button="Markér som handlet på")
    assert answer.status_code == 409
    assert "Hanne Holm handlede på det" in erik.page.text
    assert "Hvil dig lidt." in erik.page.text
    found = record.get_receipt(session, person=cast.anna, submission_id=red.id)
    assert found.handled is not None
    assert found.handled.words == "Ring 112"


def test_a_double_click_stores_one(session, send, erik):
    red = send("130")
    for _ in range(2):
        answer = erik.post(f"{page_of(red)}/handled", data={"words": "Vi ringer."})
        assert answer.status_code == 303


def test_two_at_once_one_wins_and_the_other_is_told(session, cast, send):
    red = send("130")

    def act(who):
        return lambda own: record.acknowledge(
            own,
            actor=who,
            person=red.person_id,
            submission_id=red.id,
            kind=AcknowledgementKind.HANDLED,
            now=NOW,
            words=f"{who}",
        )

    results = at_once(session, [act(cast.erik), act(cast.hanne)])
    assert [one for one in results if one is True] == [True]
    assert [type(one) for one in results if one is not True] == [AlreadyAcknowledged]


def test_a_wrong_reading_is_shown_and_no_longer_counts(session, cast, send, erik):
    red = send("230")
    reading = red.readings[0]
    address = f"/care-team/citizens/{cast.anna}/readings/{reading.id}/faulty"
    erik.get(address)
    assert erik.submit({"reason": " "}, button="Markér som forkert").status_code == 422
    erik.submit({"reason": "Måleren sad skævt"}, button="Markér som forkert")
    points = record.list_points(
        session,
        person=cast.anna,
        measures=(MeasureCode.PULSE,),
        since=NOW - DAY,
        until=NOW + DAY,
        limit=9,
    )
    assert points == []
    assert record.latest_reading(session, person=cast.anna, measure=MeasureCode.PULSE) is None
    assert state_of(session, red) is SubmissionState.SENT
    erik.sign_in(cast.anna)
    erik.get(f"/record/{red.id}")
    assert "Måleren sad skævt" in erik.page.text


def test_another_reason_for_a_wrong_reading_is_not_stored(session, cast, send, erik):
    reading = send("230").readings[0]
    record.mark_faulty(
        session,
        actor=cast.hanne,
        person=cast.anna,
        reading_id=reading.id,
        reason="Skrevet forkert",
        now=NOW,
    )
    address = f"/care-team/citizens/{cast.anna}/readings/{reading.id}/faulty"
    assert erik.post(address, data={"reason": "Noget andet"}).status_code == 409
    assert "Skrevet forkert" in erik.page.text
    assert "Noget andet" in erik.page.text


@pytest.mark.parametrize("field", ["words", "follow-up"])
def test_signs_that_no_page_may_hold_are_left_out_of_what_is_shown_again(send, erik, field):
    strange = {"words": "", "follow-up": "", field: "\x85\ufffeRing" + "a" * 1001}
    assert erik.post(f"{page_of(send('130'))}/handled", data=strange).status_code == 422
    assert "Ringaaa" in erik.page.html


def test_what_was_handled_is_copied_to_the_journal(send, erik):
    red = send("130")
    assert erik.get(f"{page_of(red)}/journal").status_code == 404
    erik.post(f"{page_of(red)}/handled", data={"words": "Vi ringer."})
    erik.get(f"{page_of(red)}/journal")
    assert "Puls: 130 slag/min." in erik.page.text
    assert "Journalen er dit eget system" in erik.page.text
    assert "Anna Andersen" in erik.page.text


def test_a_red_comes_first_and_the_oldest_of_them(send, erik, cast):
    send("80")
    send("131", at=NOW - timedelta(hours=2))
    send("132", at=NOW - timedelta(hours=1))
    erik.get(day_of(cast.anna))
    text = erik.page.text
    assert text.index("puls 131") < text.index("puls 132") < text.index("puls 80")


STAFF = {"erik": 200, "hanne": 200, "dora": 403, "home_care": 403, "support": 403}
STRANGERS = {"gitte": 404, "frida": 404, "anna": 404, "bo": 404, None: 303}


def addresses(receipt):
    base = f"/care-team/citizens/{receipt.person_id}"
    reading = receipt.readings[0].id
    return (
        ("GET", f"{base}/day"),
        ("GET", page_of(receipt)),
        ("GET", f"{base}/readings/{reading}/faulty"),
        ("POST", f"{page_of(receipt)}/seen"),
        ("POST", f"{page_of(receipt)}/handled"),
        ("POST", f"{base}/readings/{reading}/faulty"),
    )


def typed(method):
    return {"reason": "Forkert"} if method == "POST" else None


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_do_what(session, cast, send, client, clock, who, status):
    receipt = send("130")
    if who:
        client.sign_in(getattr(cast, who))
    for method, address in addresses(receipt):
        answer = client.open(address, method=method, data=typed(method))
        expected = 303 if method == "POST" and status == 200 else status
        assert answer.status_code == expected, (method, address)


def test_ids_of_somebody_else_lead_nowhere(session, cast, send, erik):
    mine, other = send("130"), send("130", person=cast.frida)
    for method, address in addresses(other):
        moved = address.replace(str(other.person_id), str(mine.person_id))
        if not moved.endswith("/day"):
            answer = erik.open(moved, method=method, data=typed(method))
            assert answer.status_code == 404, address
