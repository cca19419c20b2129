"""The work list: the worst first, as long as it waits, in the same number of queries."""

from collections import Counter
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from citizen_app.care_team import service
from citizen_app.care_team.day import NewFollowUp
from citizen_app.care_team.rules import RowState, in_order
from citizen_app.messages import service as messages
from citizen_app.messages.rules import Author
from citizen_app.people.service import PersonName
from citizen_app.plans.rules import DAY, local_day
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind, worst
from citizen_app.record.shapes import Receipt
from tests.factories import make_activity, make_citizen, make_plan
from tests.integration.monday import NOW
from tests.queries import counted_queries


def states(session, cast, **wanted):
    work = service.work_list(session, teams=[cast.team], now=NOW, **wanted)
    return [(row.summary.name, row.summary.state.value) for row in work.rows]


def handle(session, cast, receipt):
    record.acknowledge(
        session,
        actor=cast.erik,
        person=receipt.person_id,
        submission_id=receipt.id,
        kind=AcknowledgementKind.HANDLED,
        now=NOW,
    )


def test_red_comes_before_yellow_before_missed_before_green(session, cast, send):
    people = {
        name: make_citizen(session, care_team=cast.team, name=name)
        for name in ("Gerda", "Inger", "Kirsten", "Lis", "Ole")
    }
    send("80", person=people["Gerda"])
    send("110", person=people["Inger"])
    send("130", person=people["Kirsten"])
    plan = make_plan(session, person=people["Lis"])
    make_activity(session, person=people["Lis"], plan=plan)
    record.notice_missed(session, now=NOW)
    assert states(session, cast) == [
        ("Kirsten", "red"),
        ("Inger", "yellow"),
        ("Lis", "missed"),
        ("Gerda", "green"),
        ("Ole", "quiet"),
    ]


def test_an_unhandled_red_carries_over_days_and_a_green_does_not_hide_it(session, cast, send):
    red = send("130", at=NOW - 5 * DAY)
    send("80")
    assert states(session, cast) == [("Anna Andersen", "red")]
    handle(session, cast, red)
    assert states(session, cast) == [("Anna Andersen", "green")]


def test_a_correction_does_not_hide_an_unhandled_red(session, cast, send):
    red = send("130")
    correction = send("80", at=NOW + timedelta(minutes=2), replaces=red.readings[0].id)
    assert states(session, cast) == [("Anna Andersen", "red")]
    handle(session, cast, correction)
    assert states(session, cast) == [("Anna Andersen", "red")]


@pytest.mark.parametrize("seed", range(4))
def test_what_waits_is_what_nobody_has_dealt_with(session, cast, send, seed):
    chance = Random(seed)
    sent: list[Receipt] = []
    for minutes in range(25):
        if sent and chance.random() < 0.5:
            record.acknowledge(
                session,
                actor=cast.erik,
                person=cast.anna,
                submission_id=chance.choice(sent).id,
                kind=chance.choice(list(AcknowledgementKind)),
                now=NOW,
            )
        else:
            last = sent[-1].readings[0].id if sent and chance.random() < 0.5 else None
            value = chance.choice(["80", "110", "130"])
            sent.append(send(value, at=NOW + timedelta(minutes=minutes), replaces=last))
        receipts = record.list_receipts(session, person=cast.anna, limit=99)[0]
        wanted = {one.id for one in receipts if one.is_waiting}
        waiting = record.list_waiting(session, people=[cast.anna], each=99)
        assert {one.id for one in waiting} == wanted
        work = service.work_list(session, teams=[cast.team], now=NOW)
        colours = worst(one.colour for one in receipts if one.is_waiting)
        assert work.rows[0].summary.state.value == (colours.value if colours else "quiet")


def test_seen_is_enough_for_green_and_not_for_yellow(session, cast, send):
    for receipt in (send("80"), send("110")):
        record.acknowledge(
            session,
            actor=cast.erik,
            person=cast.anna,
            submission_id=receipt.id,
            kind=AcknowledgementKind.SEEN,
            now=NOW,
        )
    assert states(session, cast) == [("Anna Andersen", "yellow")]


def test_missed_windows_are_told_as_one(session, cast, erik):
    plan = make_plan(session, person=cast.anna)
    make_activity(session, person=cast.anna, plan=plan)
    record.notice_missed(session, now=NOW)
    erik.get("/care-team")
    assert "7 manglende siden mandag 16. november" in erik.page.text


def test_a_list_whose_missed_windows_nobody_counts_says_so(session, cast, erik, clock):
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    erik.get("/care-team")
    assert "Det er ikke talt op endnu." in erik.page.text
    record.notice_missed(session, now=NOW)
    erik.get("/care-team")
    assert "forældet" not in erik.page.text
    clock.move_to(NOW + timedelta(minutes=61))
    erik.sign_in(cast.erik)
    erik.get("/care-team")
    assert "Det blev sidst talt op i dag kl. 9.12." in erik.page.text


def test_a_message_that_waits_stands_in_the_row(session, cast, erik):
    messages.start_thread(
        session,
        actor=cast.anna,
        role=Author.CITIZEN,
        person=cast.anna,
        team=cast.team,
        key=uuid4(),
        subject="Min inhalator",
        body="Hvad gør jeg?",
        now=NOW,
    )
    erik.get("/care-team")
    assert "1 besked venter" in erik.page.text


COLOURS = [None, "80", "110", "130"]


@pytest.mark.parametrize("seed", range(3))
def test_the_database_orders_as_the_rules_do(session, cast, send, seed):
    chance = Random(seed)
    everybody = []
    for number in range(14):
        person = make_citizen(session, care_team=cast.team, name=f"{chance.choice('abc')}{number}")
        everybody.append(PersonName(person, ""))
        for value in chance.sample(COLOURS, chance.randint(0, 3)):
            at = NOW - timedelta(hours=chance.randint(0, 90))
            if value is None:
                make_activity(session, person=person, plan=make_plan(session, person=person))
            else:
                send(value, person=person, at=at)
        if chance.random() < 0.2:
            due = NewFollowUp("Ring", local_day(NOW) + chance.randint(-1, 1) * DAY)
            service.add_follow_up(
                session, actor=cast.erik, person=person, key=uuid4(), follow_up=due, now=NOW
            )
    record.notice_missed(session, now=NOW)
    session.commit()
    work = service.work_list(session, teams=[cast.team], now=NOW)
    shown = [row.summary for row in work.rows]
    assert shown == in_order(shown)
    assert {one.person for one in shown} == {one.id for one in everybody}
    assert work.totals == Counter(one.state for one in shown)


@pytest.mark.parametrize("many", [3, 60])
def test_the_number_of_queries_does_not_grow(session, cast, send, many):
    def count():
        with counted_queries(session) as statements:
            service.work_list(session, teams=[cast.team], now=NOW)
        return len(statements)

    send("130")
    make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))
    for number in range(many):
        send("110", person=make_citizen(session, care_team=cast.team, name=f"Citizen {number}"))
    assert count() <= 22


def test_the_list_is_filtered_and_paged(session, cast, send, erik):
    for number in range(60):
        send("110", person=make_citizen(session, care_team=cast.team, name=f"Borger {number:02}"))
    send("130")
    assert states(session, cast, only=RowState.RED) == [("Anna Andersen", "red")]
    erik.get("/care-team?colour=yellow&page=2")
    assert "Side 2 af 2" in erik.page.text
    assert "Borger 59" in erik.page.text
    assert "Anna" not in erik.page.text


@pytest.mark.parametrize("wanted", ["colour=purple", "page=x", "page=-1", "team=1"])
def test_an_address_that_was_changed_leads_nowhere(cast, erik, wanted):
    assert cast.anna
    assert erik.get(f"/care-team?{wanted}").status_code == 404


def test_greens_are_marked_together_and_others_keep_waiting(session, cast, send, erik):
    send("80")
    erik.get("/care-team")
    erik.submit(button="Markér 1 grøn som set")
    assert states(session, cast) == [("Anna Andersen", "quiet")]
    yellow = send("110")
    erik.post("/care-team/seen-together", data={"submission": [str(yellow.id)]})
    assert states(session, cast) == [("Anna Andersen", "yellow")]


def test_nobody_marks_what_another_team_follows(session, cast, send, erik):
    green = send("80", person=cast.frida)
    data = {"submission": [str(green.id)]}
    assert erik.post("/care-team/seen-together", data=data).status_code == 404


def test_a_trainer_sees_names_and_nothing_else(session, cast, send, client, clock):
    send("130")
    client.sign_in(cast.dora)
    client.get("/care-team")
    assert "Anna Andersen" in client.page.text
    assert "130" not in client.page.text
