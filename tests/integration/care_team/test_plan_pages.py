"""The pages of a plan: seen before it counts, stored once, and shown on the citizen's Today."""

from uuid import uuid4

import pytest

from citizen_app.paths import CONTENT
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, OnDemand, local_day
from citizen_app.questionnaires.importing import import_questionnaire
from tests.factories import make_activity, make_pause, make_plan
from tests.html_forms import choose_form, fill
from tests.integration.care_team.test_day import STAFF, STRANGERS
from tests.integration.monday import NOW
from tests.queries import counted_queries

MONDAY = local_day(NOW)
TOMORROW = {"from-day": "24", "from-month": "11", "from-year": "2026"}
TODAY = {**TOMORROW, "from-day": "23"}
EVENINGS = {"often": ["daily"], "times": "18-21"}
SHOW, SAVE = "Se, hvad det betyder", "Gem ændringen"


def page_of(person):
    return f"/care-team/citizens/{person}/plan"


@pytest.fixture
def morning(session, cast):
    """Anna is asked every morning from 8 to 12; it is 9.12 now."""
    return make_activity(session, person=cast.anna, plan=make_plan(session, person=cast.anna))


@pytest.fixture
def daily_form(session):
    source = (CONTENT / "questionnaires" / "kol-daily.json").read_text(encoding="utf-8")
    return import_questionnaire(session, source=source, now=NOW)


def press_twice(browser, button):
    form = choose_form(browser.page, button=button)
    values = fill(form, {}, button=button)
    for _ in range(2):
        assert browser.post(form.get("action"), data=values).status_code == 303


def activities(session, cast):
    return plans.read_agenda(session, person=cast.anna, since=MONDAY).activities


def hours(session, cast, day):
    tasks = plans.tasks_on(session, person=cast.anna, day=day)
    return [task.ref.window_start.hour + 1 for task in tasks]


def test_the_page_tells_what_is_asked_now_and_on_the_next_days(cast, morning, erik):
    erik.get(page_of(cast.anna))
    for text in ("Mål iltmætning og puls", "Hver dag, 8.00–12.00", "mandag 23. november",
                 "Ingen pause nu eller senere", "KOL: I gang"):  # fmt: skip
        assert text in erik.page.text


def test_a_change_is_seen_before_it_is_stored(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    answer = erik.submit({**EVENINGS, **TOMORROW}, button=SHOW)
    assert answer.status_code == 200
    for text in ("Det gælder fra tirsdag 24. november.", "Hver dag, 18.00–21.00", "8.00–12.00"):
        assert text in erik.page.text
    assert len(activities(session, cast)) == 1
    assert erik.submit(button=SAVE).status_code == 303
    assert hours(session, cast, MONDAY) == [8]
    assert hours(session, cast, MONDAY + DAY) == [18]
    erik.get(page_of(cast.anna))
    assert "Spørges til og med mandag 23. november" in erik.page.text


def test_a_change_today_waits_for_what_has_begun(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    erik.submit({**EVENINGS, **TODAY}, button=SHOW)
    assert "Det gælder fra i dag kl. 12.00." in erik.page.text
    erik.submit(button=SAVE)
    assert hours(session, cast, MONDAY) == [8, 18]


def test_what_has_moved_while_somebody_read_is_shown_again(session, cast, erik, clock):
    plan = make_plan(session, person=cast.anna)
    morning = make_activity(session, person=cast.anna, plan=plan)
    clock.move_to(NOW.replace(hour=6, minute=55))
    erik.sign_in(cast.erik)
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    erik.submit({**EVENINGS, **TODAY}, button=SHOW)
    clock.move_to(NOW.replace(hour=7, minute=5))
    assert erik.submit(button=SAVE).status_code == 409
    assert "En opgave er begyndt i mellemtiden" in erik.page.text
    assert len(activities(session, cast)) == 1
    assert erik.submit(button=SAVE).status_code == 303
    assert hours(session, cast, MONDAY) == [8, 18]


def test_a_double_press_stores_one_change(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    erik.submit({**EVENINGS, **TOMORROW}, button=SHOW)
    press_twice(erik, SAVE)
    assert len(activities(session, cast)) == 2


def test_one_can_go_back_and_change_what_was_typed(cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    erik.submit({**EVENINGS, **TOMORROW}, button=SHOW)
    assert erik.submit(button="Gå tilbage og ret").status_code == 200
    assert erik.page.by_id("times").get("value") == "18-21"


def test_the_second_nurse_is_told_that_the_first_was_faster(session, cast, morning, erik):
    address = f"{page_of(cast.anna)}/activities/{morning.id}/times"
    erik.get(address)
    erik.submit({**EVENINGS, **TOMORROW}, button=SHOW)
    plans.stop_asking(
        session,
        actor=cast.hanne,
        person=cast.anna,
        activity_id=morning.id,
        from_on=MONDAY + 2 * DAY,
        now=NOW,
    )
    assert erik.submit(button=SAVE).status_code == 409
    assert "Nogen har ændret det i mellemtiden" in erik.page.text
    assert erik.get(address).status_code == 409


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"often": [], "times": ""}, "Vælg hvor tit"),
        ({"often": ["weekly"], "weekday": []}, "Vælg mindst én ugedag"),
        ({"often": ["every"], "every": "1"}, "fra 2 til 366"),
        ({"often": ["daily"], "times": "8-12, 10-14"}, "må ikke overlappe"),
        ({"often": ["daily"], "first-days": "91"}, "fra 1 til 90"),
        ({"often": ["daily"], "first-days": "14", "first-times": "nat"}, "må ikke overlappe"),
        ({"often": ["daily"], "from-day": "22"}, "Vælg i dag eller en senere dag"),
        ({"often": ["daily"], "from-month": "13"}, "Skriv en dag"),
        ({"often": ["daily"], "from-year": "9999"}, "inden for det næste år"),
    ],
)
def test_times_that_are_none_are_told_and_kept(session, cast, morning, erik, typed, message):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    answer = erik.submit({**TOMORROW, **typed}, button=SHOW)
    assert answer.status_code == 422
    assert message in erik.page.text
    assert len(activities(session, cast)) == 1


def test_readings_are_asked_more_often_in_the_first_days(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/readings/add")
    assert erik.submit(TOMORROW, button=SHOW).status_code == 422
    typed = {
        "measure": ["systolic", "diastolic", "pulse"],
        "often": ["weekly"],
        "weekday": ["1", "4"],
        "first-days": "3",
        "first-times": "8-12, 18-21",
    }
    erik.submit({**typed, **TOMORROW}, button=SHOW)
    assert "Mål puls og blodtryk" in erik.page.text
    erik.submit(button=SAVE)
    added = activities(session, cast)[-1]
    assert added.title.en == "Measure pulse and blood pressure"
    asked = [len(hours(session, cast, MONDAY + n * DAY)) - 1 for n in range(8)]
    assert asked == [0, 2, 2, 2, 0, 0, 0, 1]


def test_a_questionnaire_is_asked_by_its_own_name(session, cast, morning, daily_form, erik):
    erik.get(f"{page_of(cast.anna)}/questionnaires/add")
    erik.submit(
        {"form": [str(daily_form.questionnaire_id)], "often": ["on-demand"], **TODAY}, button=SHOW
    )
    assert "Når borgeren selv vil" in erik.page.text
    erik.submit(button=SAVE)
    added = activities(session, cast)[-1]
    assert (added.questionnaire_url, added.questionnaire_version) == (
        daily_form.url,
        daily_form.version,
    )
    assert added.title.da == "Dagens spørgsmål om din KOL"
    assert added.schedule == OnDemand()


def test_a_questionnaire_that_is_none_is_told(cast, morning, daily_form, erik):
    erik.get(f"{page_of(cast.anna)}/questionnaires/add")
    erik.submit({"form": [str(uuid4())], "often": ["daily"], **TOMORROW}, button=SHOW)
    assert "Vælg et spørgeskema" in erik.page.text


def test_asking_ends_after_a_look(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/end")
    erik.submit(TOMORROW, button=SHOW)
    assert "Spørges til og med mandag 23. november" in erik.page.text
    assert "Der spørges ikke om noget." in erik.page.text
    erik.submit(button=SAVE)
    assert hours(session, cast, MONDAY + DAY) == []


def test_a_plan_begins_from_a_template_of_the_condition(session, cast, daily_form, erik):
    erik.get(f"{page_of(cast.anna)}/begin")
    assert "KOL, begyndelse og derefter" in erik.page.text
    assert "Hjertesvigt" not in erik.page.text
    assert erik.submit(TOMORROW, button=SHOW).status_code == 422
    erik.submit({"template": ["kol"], **TOMORROW}, button=SHOW)
    assert "Svar på dagens spørgsmål" in erik.page.text
    press_twice(erik, "Begynd planen")
    assert len(plans.plans_of(session, person=cast.anna)) == 1
    assert len(activities(session, cast)) == 2


def test_a_plan_does_not_begin_with_a_questionnaire_that_is_not_there(session, cast, erik):
    erik.get(f"{page_of(cast.anna)}/begin")
    typed = {"template": ["kol"], **TOMORROW}
    erik.submit(typed, button=SHOW)
    assert "kol-daily|1.0.0" in erik.page.text
    erik.post(f"{page_of(cast.anna)}/begin", data={**typed, "go": "save"})
    assert plans.plans_of(session, person=cast.anna) == []


def test_a_plan_may_begin_with_nothing(session, cast, erik):
    erik.get(f"{page_of(cast.anna)}/begin")
    erik.submit({"template": ["empty"], **TOMORROW}, button=SHOW)
    erik.submit(button="Begynd planen")
    assert len(plans.plans_of(session, person=cast.anna)) == 1
    assert activities(session, cast) == ()


def test_the_team_makes_a_pause_that_is_confirmed_from_the_beginning(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/pauses/add")
    assert erik.submit(button="Hold pause").status_code == 422
    assert "Vælg hvorfor der er en pause" in erik.page.text
    for _ in range(2):
        erik.get(f"{page_of(cast.anna)}/pauses/add")
        assert erik.submit({"reason": ["in_hospital"]}, button="Hold pause").status_code == 303
    (pause,) = plans.pauses_since(session, person=cast.anna, since=MONDAY)
    assert pause.is_confirmed
    erik.get(page_of(cast.anna))
    erik.submit(button="Afslut pausen")
    assert plans.next_pause(session, person=cast.anna, today=MONDAY) is None


def test_a_pause_that_is_too_long_or_meets_another_is_told(session, cast, morning, erik):
    make_pause(session, person=cast.anna, now=NOW, starts_in=3)
    erik.get(f"{page_of(cast.anna)}/pauses/add")
    long = {"reason": ["away"], "until-day": "1", "until-month": "3", "until-year": "2027"}
    erik.submit(long, button="Hold pause")
    assert "En pause kan højst vare 30 dage." in erik.page.text
    erik.get(f"{page_of(cast.anna)}/pauses/add")
    erik.submit({"reason": ["away"]}, button="Hold pause")
    assert "Der er allerede en pause" in erik.page.text


def test_the_history_tells_who_did_what(session, cast, morning, erik):
    erik.get(f"{page_of(cast.anna)}/activities/{morning.id}/times")
    erik.submit({**EVENINGS, **TOMORROW}, button=SHOW)
    erik.submit(button=SAVE)
    erik.get(f"{page_of(cast.anna)}/history")
    assert "Ændrede tiderne: Mål iltmætning og puls. Hver dag, 18.00–21.00" in erik.page.text
    assert "Erik Eskildsen, i dag kl. 9.12" in erik.page.text
    assert "Begyndte planen" in erik.page.text


def test_templates_are_shown_to_those_who_manage_them(cast, erik):
    erik.get("/care-team/templates")
    for text in ("KOL, begyndelse og derefter", "Hjertesvigt", "Ingen. En kliniker sætter dem"):
        assert text in erik.page.text
    erik.sign_in(cast.dora)
    assert erik.get("/care-team/templates").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_plan(session, cast, morning, erik):
    counts = []
    for _ in range(2):
        with counted_queries(session) as statements:
            erik.get(page_of(cast.anna))
        counts.append(len(statements))
        for _ in range(5):
            make_activity(session, person=cast.anna, plan=morning.plan_id)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("who", "status"), [*STAFF.items(), *STRANGERS.items()])
def test_who_may_look_and_change(session, cast, morning, client, clock, who, status):
    course = people.courses_of(session, person=cast.anna)[0].id
    if who:
        client.sign_in(getattr(cast, who))
    for address in (
        "",
        "/history",
        "/readings/add",
        "/questionnaires/add",
        f"/activities/{morning.id}/times",
        f"/activities/{morning.id}/end",
        "/begin",
        "/pauses/add",
        f"/courses/{course}/end",
    ):
        assert client.get(page_of(cast.anna) + address).status_code == status, address


def test_another_persons_activity_leads_nowhere(session, cast, erik):
    plan = make_plan(session, person=cast.frida)
    other = make_activity(session, person=cast.frida, plan=plan)
    typed = {**EVENINGS, **TOMORROW, "key": str(uuid4())}
    for act in ("times", "end"):
        address = f"{page_of(cast.anna)}/activities/{other.id}/{act}"
        assert erik.get(address).status_code == 404
        assert erik.post(address, data=typed).status_code == 404
