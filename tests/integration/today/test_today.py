"""Today's page, over HTTP, at chosen hours of Monday 23 November 2026."""

import gzip
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine

from citizen_app.measures import MeasureCode
from citizen_app.plans import service as plans
from citizen_app.plans.rules import Daily, OnDemand, Slot, Text, Weekly
from citizen_app.questionnaires.models import Draft, Questionnaire
from citizen_app.record import service as record
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.factories import EVENING, LONG_AGO, MORNING, make_activity, make_pause, make_plan
from tests.html_checks import text_of
from tests.queries import counted_queries

MIDNIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)
FORM = ("https://aandehul.example/fhir/Questionnaire/kol-daily", "1.0.0")
MOST_BYTES = 15_000


@pytest.fixture
def plan(session, cast):
    return make_plan(session, person=cast.anna)


@pytest.fixture
def today(client, cast, session):
    """Opens the page at an hour of Monday, in Danish, and gives its text."""

    def show(hour, language="da", person=None):
        with time_machine.travel(MIDNIGHT + timedelta(hours=hour), tick=False):
            client.sign_in(person or cast.anna)
            client.set_cookie("language", language)
            assert client.get("/today").status_code == 200
        return client.page.text

    return show


def links(client):
    """Text and address of every link in the page's main part."""
    (main,) = client.page.all("main")
    return {text_of(link): link.get("href") for link in main.iter("a")}


def address_of(client, words):
    return next(href for text, href in links(client).items() if words in text)


def send(session, person, task, now):
    reading = NewReading(MeasureCode.PULSE, Decimal(78), measured_at=now)
    submission = NewSubmission(uuid4(), task=task.ref, readings=(reading,))
    return record.send(session, actor=person, person=person, submission=submission, now=now)


def task_of_monday(session, person):
    (task,) = plans.tasks_on(session, person=person, day=MIDNIGHT.date() + timedelta(days=1))
    return task


def test_an_open_task_is_a_link_that_says_until_when(client, session, cast, plan, today):
    activity = make_activity(session, person=cast.anna, plan=plan)
    text = today(9)
    assert "Godmorgen, Anna · mandag 23. november" in text
    assert client.page.h1 == "Det skal du i dag"
    assert "Åben til kl. 12.00." in text
    wanted = f"/readings/add?activity={activity.id}&window=20261123T0700Z"
    assert address_of(client, "Mål iltmætning og puls") == wanted


def test_a_task_later_today_says_when_it_opens_and_leads_nowhere(
    client, session, cast, plan, today
):
    make_activity(session, person=cast.anna, plan=plan, schedule=Daily((EVENING,)))
    assert "Åbner kl. 18.00" in today(9)
    assert not any("Mål iltmætning" in text for text in links(client))


def test_a_missed_task_can_still_be_sent_the_same_day(client, session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan)
    text = today(14)
    assert "Ikke sendt Lukkede kl. 12.00. Kan stadig sendes i dag." in text
    assert address_of(client, "Mål iltmætning og puls").startswith("/readings/add?activity=")


def test_a_task_missed_yesterday_is_gone_today(session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan, schedule=Weekly((7,), (MORNING,)))
    text = today(9)
    assert "Mål iltmætning og puls" not in text
    assert "Intet i dag. Næste: søndag." in text


def test_last_nights_task_is_open_until_it_closes(client, session, cast, plan, today):
    night = Weekly((7,), (Slot.between(time(22), time(2)),))
    make_activity(session, person=cast.anna, plan=plan, schedule=night)
    assert "Åben til kl. 2.00." in today(1)
    assert "window=20261122T2100Z" in address_of(client, "Mål iltmætning og puls")


@pytest.mark.parametrize(
    ("closes", "words"),
    [(time(0), "Åben til midnat."), (time(2), "Åben til kl. 2.00 i morgen.")],
)
def test_a_task_that_closes_in_the_night_says_so(session, cast, plan, today, closes, words):
    schedule = Daily((Slot.between(time(20), closes),))
    make_activity(session, person=cast.anna, plan=plan, schedule=schedule)
    assert words in today(21)


def test_a_done_task_stands_under_done_and_leads_to_its_receipt(client, session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan)
    task = task_of_monday(session, cast.anna)
    receipt = send(session, cast.anna, task, MIDNIGHT + timedelta(hours=8, minutes=12))
    text = today(9)
    assert "Gjort i dag Mål iltmætning og puls Sendt kl. 8.12. Se kvitteringen." in text
    assert "Ikke mere i dag. Næste: i morgen." in text
    assert address_of(client, "Se kvitteringen") == f"/record/{receipt.id}"


def test_a_day_without_tasks_names_the_next(session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan, schedule=Weekly((4,), (MORNING,)))
    assert "Intet i dag. Næste: torsdag." in today(9)
    assert "Nothing today. Next: Thursday." in today(9, language="en")


def test_a_next_day_more_than_a_week_ahead_has_its_date(session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan, from_on=MIDNIGHT.date().replace(day=30))
    assert "Næste: mandag 30. november." in today(9)


def test_without_a_plan_one_can_still_measure(client, cast, today):
    assert "Intet i dag." in today(9)
    assert address_of(client, "Send en ekstra måling") == "/readings/add"


def test_a_begun_questionnaire_goes_on_where_one_left_off(client, session, cast, plan, today):
    title = Text(da="Daglige spørgsmål", en="Daily questions")
    activity = make_activity(session, person=cast.anna, plan=plan, questionnaire=FORM, title=title)
    begin(session, cast.anna, activity.id, task_of_monday(session, cast.anna).ref)
    assert "Fortsæt, hvor du slap. Åben til kl. 12.00." in today(9)
    wanted = f"/questionnaires/{activity.id}/20261123T0700Z"
    assert address_of(client, "Daglige spørgsmål") == wanted


def test_a_questionnaire_on_demand_is_offered(client, session, cast, plan, today):
    title = Text(da="Når du har det værre", en="When you are worse")
    activity = make_activity(
        session,
        person=cast.anna,
        plan=plan,
        questionnaire=FORM,
        title=title,
        schedule=OnDemand(),
    )
    begin(session, cast.anna, activity.id, None)
    assert "Du kan også" in today(9)
    assert address_of(client, "Når du har det værre") == f"/questionnaires/{activity.id}/extra"
    assert "Når du har det værre Fortsæt, hvor du slap." in client.page.text


def begin(session, person, activity, task):
    """A draft with nothing in it."""
    form = Questionnaire(
        url=FORM[0],
        version=FORM[1],
        title="KOL",
        language="da",
        original="{}",
        content_hash="",
        imported_at=LONG_AGO,
    )
    session.add(form)
    session.flush()
    session.add(
        Draft(
            person_id=person,
            activity_id=activity,
            window_start=task and task.window_start,
            window_end=task and task.window_end,
            questionnaire_id=form.id,
            answers={},
            started_at=LONG_AGO,
            changed_at=LONG_AGO,
        )
    )


def test_a_pause_shows_tasks_as_paused_and_not_as_missed(client, session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan)
    make_pause(session, person=cast.anna, now=MIDNIGHT + timedelta(hours=6))
    text = today(14)
    assert "Du har en pause Du er tilbage mandag 30. november." in text
    assert "Dit team har ikke bekræftet den endnu." in text
    assert "Mål iltmætning og puls På pause" in text
    assert "Ikke sendt" not in text
    assert address_of(client, "Se eller afslut pausen") == "/plans/pause"
    assert not any("Mål iltmætning" in text for text in links(client))


def test_the_page_says_when_the_team_reads_and_whom_to_call(client, session, cast, today):
    text = today(9)
    assert "mandag og torsdag" in text
    assert "9–12" in text
    assert "Sendt er ikke det samme som læst." in text
    assert {"tel:112", "tel:96000001", "tel:96000002"} <= set(links(client).values())
    assert address_of(client, "Jeg er væk eller indlagt") == "/plans/pause"


def test_no_condition_and_no_colour_is_told(session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan)
    text = today(9).lower()
    assert not any(word in text for word in ("grøn", "gul", "rød", "tilstand"))


def test_another_persons_tasks_are_not_there(session, cast, plan, today):
    make_activity(session, person=cast.anna, plan=plan)
    assert "Mål iltmætning" not in today(9, person=cast.frida)


def test_whoever_is_signed_out_is_asked_to_sign_in(client):
    answer = client.get("/today")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_the_page_takes_as_many_queries_for_ten_tasks_as_for_one(
    client, session, cast, plan, today
):
    make_activity(session, person=cast.anna, plan=plan)
    today(9)
    counts = []
    for more in (0, 9):
        for _ in range(more):
            make_activity(session, person=cast.anna, plan=plan)
        session.commit()
        with time_machine.travel(MIDNIGHT + timedelta(hours=9), tick=False), counted_queries() as q:
            client.get("/today")
        counts.append(len(q))
    assert counts[0] == counts[1] <= 14


def test_page_and_stylesheet_stay_within_15_kb(client, session, cast, plan, today):
    for schedule in (Daily((MORNING,)), Daily((EVENING,)), Daily((MORNING, EVENING))):
        make_activity(session, person=cast.anna, plan=plan, schedule=schedule)
    today(9)
    html = client.page.html
    sheet = next(link.get("href") for link in client.page.all("link") if "css" in link.get("href"))
    styles = client.get(sheet).data
    assert len(gzip.compress(html.encode())) + len(gzip.compress(styles)) <= MOST_BYTES
