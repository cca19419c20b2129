"""The limits of a citizen: seen, set from now on, removed, and never over somebody else's."""

from decimal import Decimal

import pytest
from sqlmodel import select

from citizen_app.audit.models import AuditEvent
from citizen_app.measures import MeasureCode
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, ChangeLimits, ThresholdLimits
from citizen_app.record import service as record
from citizen_app.record.rules import Colour, Limit, LimitKind
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.at_once import at_once
from tests.factories import make_plan
from tests.integration.care_team.test_day import STRANGERS
from tests.integration.monday import NOW
from tests.queries import counted_queries

SET = "Sæt grænserne fra nu af"
REMOVE = "Fjern disse grænser"
TYPED = {"yellow-above": "105", "red-above": "120,5", "reason": "Aftalt ved besøget."}
STAFF = {"hanne": 200, "erik": 403, "dora": 403, "home_care": 403, "support": 403}


def page_of(person, *parts):
    return "/".join(["/care-team/citizens", str(person), "thresholds", *map(str, parts)])


@pytest.fixture
def plan(session, cast):
    return make_plan(session, person=cast.anna)


@pytest.fixture
def hanne(client, cast, clock):
    """The browser of Hanne, a doctor in Anna's team, in Danish."""
    client.sign_in(cast.hanne)
    client.set_cookie("language", "da")
    return client


def standing(session, person):
    return plans.thresholds_at(session, person=person, at=NOW)


def pulse(*, actor, person, plan, above="100", stands=None, at=NOW, **given):
    threshold = plans.NewThreshold(
        MeasureCode.PULSE, ThresholdLimits(yellow_above=Decimal(above)), **given
    )

    def act(session):
        plans.change_threshold(
            session,
            actor=actor,
            person=person,
            plan=plan,
            threshold=threshold,
            stands=stands,
            now=at,
        )

    return act


def test_a_doctor_sets_limits_with_a_decimal_comma(session, cast, plan, hanne):
    hanne.get(page_of(cast.anna, plan, "pulse"))
    assert hanne.submit(TYPED, button=SET).status_code == 303
    (found,) = standing(session, cast.anna)
    assert (found.yellow_above, found.red_above) == (Decimal(105), Decimal("120.5"))
    hanne.get(page_of(cast.anna))
    for text in ("gul over 105", "rød over 120,5", "sat af Hanne Holm", "Aftalt ved besøget."):
        assert text in hanne.page.text


def test_new_limits_count_from_now_on_and_old_readings_keep_their_colours(
    session, cast, send, hanne
):
    red = send("130", at=NOW - DAY)
    (plan,) = plans.running_plans(session, person=cast.anna)
    hanne.get(page_of(cast.anna, plan.id, "pulse"))
    hanne.submit({"yellow-above": "140", "red-above": "150", "reason": "Ny medicin"}, button=SET)
    old = record.get_receipt(session, person=cast.anna, submission_id=red.id)
    assert old.colour is Colour.RED
    assert old.findings[0].limit == Limit(LimitKind.RED_ABOVE, Decimal(120))
    hanne.get(f"/care-team/citizens/{cast.anna}/submissions/{red.id}")
    assert "Puls 130 slag/min.: over 120" in hanne.page.text
    hanne.get(page_of(cast.anna))
    assert "Tidligere grænser" in hanne.page.text
    assert "rød over 120" in hanne.page.text


def test_a_rise_is_coloured_and_named_for_the_team_and_the_citizen(session, cast, hanne):
    plan = make_plan(session, person=cast.anna, shows_triage=True)
    hanne.get(page_of(cast.anna, plan, "weight"))
    typed = {"change-days": "3", "yellow-rise": "1,5", "red-rise": "2", "reason": "Væske"}
    assert hanne.submit({**typed, "red-words": "Ring til os."}, button=SET).status_code == 303

    def weigh(value, at, key):
        reading = NewReading(MeasureCode.WEIGHT, Decimal(value), at)
        return record.send(
            session,
            actor=cast.anna,
            person=cast.anna,
            submission=NewSubmission(key=key, readings=(reading,)),
            now=NOW,
        )

    first, second = weigh("70", NOW - 2 * DAY, cast.anna), weigh("72.5", NOW, cast.team)
    assert (first.colour, second.colour) == (None, Colour.RED)
    assert second.findings[0].limit == Limit(LimitKind.RED_RISE, Decimal(2), 3)
    hanne.get("/care-team")
    assert "steget mere end 2 kg på 3 dage" in hanne.page.text
    hanne.get(f"/care-team/citizens/{cast.anna}/day")
    assert "steget mere end 2 kg på 3 dage" in hanne.page.text
    hanne.sign_in(cast.anna)
    for address in (f"/record/{second.id}", "/trends/days/2026-11-23"):
        hanne.get(address)
        assert "Rød: vægt steget mere end 2 kg på 3 dage" in hanne.page.text
        assert "Ring til os." in hanne.page.text
    hanne.get("/trends/weight")
    assert "Det er steget mere end den grænse, dit team har sat." in hanne.page.text
    assert "som du plejer" not in hanne.page.text


def test_a_corrected_or_wrong_value_is_nothing_to_count_from(session, cast, plan, hanne):
    limits = ThresholdLimits(change=ChangeLimits(days=7, red_rise=Decimal(2)))
    plans.set_threshold(
        session,
        actor=cast.hanne,
        person=cast.anna,
        plan=plan,
        threshold=plans.NewThreshold(MeasureCode.WEIGHT, limits),
        now=NOW - 9 * DAY,
    )

    def weigh(value, ago, key, **changed):
        reading = NewReading(MeasureCode.WEIGHT, Decimal(value), NOW - ago * DAY, **changed)
        submission = NewSubmission(key=key, readings=(reading,))
        return record.send(
            session, actor=cast.anna, person=cast.anna, submission=submission, now=NOW
        )

    slip = weigh("17", 2, cast.anna)
    weigh("71", 2, cast.team, replaces=slip.readings[0].id)
    wrong = weigh("60", 1, cast.hanne)
    record.mark_faulty(
        session,
        actor=cast.hanne,
        person=cast.anna,
        reading_id=wrong.readings[0].id,
        reason="Forkert vægt",
        now=NOW,
    )
    assert weigh("72", 0, cast.erik).colour is Colour.GREEN


def test_a_correction_is_not_counted_from_what_it_corrects(session, cast, plan):
    limits = ThresholdLimits(change=ChangeLimits(days=7, red_rise=Decimal(2)))
    plans.set_threshold(
        session,
        actor=cast.hanne,
        person=cast.anna,
        plan=plan,
        threshold=plans.NewThreshold(MeasureCode.WEIGHT, limits),
        now=NOW - 9 * DAY,
    )
    slip = NewReading(MeasureCode.WEIGHT, Decimal("17.1"), NOW - DAY)
    first = record.send(
        session,
        actor=cast.anna,
        person=cast.anna,
        submission=NewSubmission(key=cast.anna, readings=(slip,)),
        now=NOW - DAY,
    )
    mended = NewReading(MeasureCode.WEIGHT, Decimal("71.1"), NOW, replaces=first.readings[0].id)
    second = record.send(
        session,
        actor=cast.anna,
        person=cast.anna,
        submission=NewSubmission(key=cast.team, readings=(mended,)),
        now=NOW,
    )
    assert second.colour is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"red-below": "ti"}, "Skriv et tal, der kan måles"),
        ({"red-below": "9999"}, "Skriv et tal, der kan måles"),
        ({"red-below": "60", "yellow-below": "50"}, "Gul under må ikke være lavere"),
        ({"yellow-above": "120", "red-above": "110"}, "Rød over må ikke være lavere"),
        ({"yellow-below": "60", "yellow-above": "60"}, "skal være højere end"),
        ({"red-below": "60", "red-above": "50"}, "skal være højere end"),
        ({"red-rise": "5"}, "inden for hvor mange dage"),
        ({"red-rise": "5", "change-days": "2,5"}, "inden for hvor mange dage"),
        ({"red-rise": "5", "change-days": "61"}, "inden for hvor mange dage"),
        ({"red-rise": "0", "change-days": "3"}, "et tal over 0"),
        ({"change-days": "3"}, "hvor meget det må stige eller falde"),
        ({"yellow-rise": "5", "red-rise": "4", "change-days": "3"}, "Rød må ikke kræve mindre"),
        ({}, "Skriv mindst én grænse"),
        ({"red-below": "50", "reason": " "}, "Skriv hvorfor"),
        ({"red-below": "50", "red-words": "a" * 1001}, "Skriv en kortere tekst"),
    ],
)
def test_what_cannot_stand_is_kept_and_told(session, cast, plan, hanne, typed, message):
    hanne.get(page_of(cast.anna, plan, "pulse"))
    answer = hanne.submit({"reason": "Aftalt", **typed}, button=SET)
    assert answer.status_code == 422
    assert message in hanne.page.text
    assert standing(session, cast.anna) == []


def test_the_second_is_told_and_keeps_what_was_typed(session, cast, plan, hanne):
    hanne.get(page_of(cast.anna, plan, "pulse"))
    pulse(actor=cast.erik, person=cast.anna, plan=plan, above="99")(session)
    assert hanne.submit(TYPED, button=SET).status_code == 409
    for text in ("En anden har ændret grænserne", "gul over 99", "sat af Erik Eskildsen"):
        assert text in hanne.page.text
    assert standing(session, cast.anna)[0].yellow_above == 99
    assert hanne.submit(button=SET).status_code == 303
    assert standing(session, cast.anna)[0].red_above == Decimal("120.5")


def test_a_double_click_sets_one(session, cast, plan, hanne):
    for _ in range(2):
        answer = hanne.post(page_of(cast.anna, plan, "pulse"), data=TYPED)
        assert answer.status_code == 303
    assert len(plans.list_set_thresholds(session, person=cast.anna)) == 1


def test_two_at_once_one_stands_and_the_other_is_told(session, cast, plan):
    acts = [
        pulse(actor=actor, person=cast.anna, plan=plan, above=above)
        for actor, above in ((cast.hanne, "100"), (cast.erik, "110"))
    ]
    results = at_once(session, acts)
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "ThresholdChanged"]
    session.expire_all()
    assert len(standing(session, cast.anna)) == 1


def test_limits_are_removed_and_stay_in_the_history(session, cast, plan, hanne):
    pulse(actor=cast.hanne, person=cast.anna, plan=plan, at=NOW - DAY)(session)
    hanne.get(page_of(cast.anna, plan, "pulse"))
    assert hanne.submit(button=REMOVE).status_code == 303
    assert standing(session, cast.anna) == []
    hanne.get(page_of(cast.anna))
    assert "Der er ikke sat grænser" in hanne.page.text
    assert "gul over 100" in hanne.page.text
    again = hanne.post(page_of(cast.anna, plan, "pulse", "end"), data={"stands": ""})
    assert again.status_code == 303


def test_removing_what_somebody_else_has_set_meanwhile_is_told(session, cast, plan, hanne):
    pulse(actor=cast.hanne, person=cast.anna, plan=plan, at=NOW - DAY)(session)
    hanne.get(page_of(cast.anna, plan, "pulse"))
    (was,) = plans.list_set_thresholds(session, person=cast.anna)
    pulse(actor=cast.erik, person=cast.anna, plan=plan, above="99", stands=was.id)(session)
    assert hanne.submit(button=REMOVE).status_code == 409
    assert "En anden har ændret grænserne" in hanne.page.text
    assert len(standing(session, cast.anna)) == 1


def test_what_is_usual_beyond_a_limit_is_said(session, cast, send, plan, hanne):
    for ago in range(8, 0, -1):
        send(str(75 + ago % 3), at=NOW - ago * DAY)
    hanne.get(f"/care-team/citizens/{cast.anna}")
    hanne.submit(button="Bekræft det, borgeren plejer")
    hanne.get(page_of(cast.anna))
    assert "uden for grænserne" not in hanne.page.text
    pulse(actor=cast.hanne, person=cast.anna, plan=plan, above="72")(session)
    hanne.get(page_of(cast.anna))
    assert "uden for grænserne" in hanne.page.text


def test_the_page_says_what_the_citizen_sees(session, cast, plan, hanne):
    hanne.get(page_of(cast.anna))
    assert "Borgeren ser hverken farver eller grænser" in hanne.page.text
    plans.set_shows_triage(
        session, actor=cast.hanne, person=cast.anna, plan=plan, shows_triage=True, now=NOW
    )
    hanne.get(page_of(cast.anna))
    assert "Planen viser farver" in hanne.page.text


def test_setting_is_written_to_the_audit_trail(session, cast, plan, hanne):
    hanne.post(page_of(cast.anna, plan, "pulse"), data=TYPED)
    actions = session.exec(select(AuditEvent.action).where(AuditEvent.actor_id == cast.hanne)).all()
    assert "threshold:set" in actions


def test_strange_names_and_others_plans_lead_nowhere(session, cast, plan, hanne):
    for name in ("spo2", "pulse-rest-with", "x"):
        assert hanne.get(page_of(cast.anna, plan, name)).status_code == 404
    address = page_of(cast.anna, make_plan(session, person=cast.frida), "pulse")
    assert hanne.get(address).status_code == 404
    assert hanne.post(address, data=TYPED).status_code == 404
    assert hanne.post(f"{address}/end").status_code == 404
    assert plans.list_set_thresholds(session, person=cast.frida) == []


def test_a_nurse_sets_limits_while_a_delegation_lasts(session, cast, plan, erik):
    address = page_of(cast.anna, plan, "pulse")
    assert erik.get(address).status_code == 403
    leave = {"actor": cast.hanne, "team": cast.team, "nurse": cast.erik, "now": NOW}
    people.give_delegation(session, **leave)
    assert erik.get(address).status_code == 200
    assert erik.submit(TYPED, button=SET).status_code == 303
    people.withdraw_delegation(session, **leave)
    assert erik.post(address, data={**TYPED, "red-above": "130"}).status_code == 403
    assert standing(session, cast.anna)[0].red_above == Decimal("120.5")


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_set_limits(session, cast, plan, client, clock, who, status):
    if who:
        client.sign_in(getattr(cast, who))
    address = page_of(cast.anna, plan, "pulse")
    assert client.get(address).status_code == status
    expected = 303 if status == 200 else status
    assert client.post(address, data=TYPED).status_code == expected
    assert client.post(f"{address}/end").status_code == (409 if status == 200 else status)
    looks = 200 if who == "erik" else status
    assert client.get(page_of(cast.anna)).status_code == looks


def test_the_number_of_queries_does_not_grow_with_the_history(session, cast, plan, hanne):
    counts, stands = [], None
    for above in ("100", "101", "102"):
        pulse(actor=cast.hanne, person=cast.anna, plan=plan, above=above, stands=stands)(session)
        stands = next(
            one.id
            for one in plans.list_set_thresholds(session, person=cast.anna)
            if one.valid_until is None
        )
        with counted_queries(session) as statements:
            hanne.get(page_of(cast.anna))
        counts.append(len(statements))
    assert len(set(counts)) == 1
