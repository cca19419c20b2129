"""The programme overview: who takes part where, and nothing about fewer than five people."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from citizen_app.audit import service as audit
from citizen_app.care_team import programme
from citizen_app.care_team.programme import Column
from citizen_app.measures import MeasureCode
from citizen_app.people import service as people
from citizen_app.people.places import UNKNOWN, municipalities, province_of, provinces
from citizen_app.people.rules import Condition, CourseStatus
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day
from citizen_app.record import service as record
from citizen_app.record.rules import AcknowledgementKind, Colour
from citizen_app.record.shapes import NewReading, NewSubmission
from tests.factories import make_activity, make_citizen, make_plan
from tests.integration.monday import NOW

AARHUS, ODDER, AALBORG = "0751", "0727", "0851"


@pytest.fixture
def enrolled(session, cast):
    """Makes so many citizens of a municipality whose course has a status."""

    def enrolled(count, municipality, status=CourseStatus.ACTIVE):
        from citizen_app.people.queries import list_courses

        made = []
        for number in range(count):
            person = make_citizen(
                session, care_team=cast.team, name=f"{municipality} {status} {number}"
            )
            people.set_municipality(
                session, actor=cast.erik, person=person, municipality=municipality, now=NOW
            )
            list_courses(session, person)[0].status = status
            made.append(person)
        session.commit()
        return made

    return enrolled


def overview(session, cast):
    found = programme.programme(session, teams=[cast.team], condition=Condition.COPD, now=NOW)
    return {area.code: area for area in found.areas}


def test_there_are_98_municipalities_in_11_provinces():
    assert (len(municipalities()), len(provinces())) == (98, 11)
    assert all(len(code) == 4 and code.isdigit() for code in municipalities())
    assert province_of("0400") == "DK014"
    assert province_of(None) == UNKNOWN


def test_people_are_counted_by_place_and_status(session, cast, enrolled):
    enrolled(12, AARHUS)
    enrolled(6, AARHUS, CourseStatus.PAUSED)
    enrolled(5, AARHUS, CourseStatus.ENDED)
    enrolled(7, ODDER)
    found = overview(session, cast)
    assert found[AARHUS].numbers == {
        Column.ENROLLED: 23,
        Column.ACTIVE: 12,
        Column.PAUSED: 6,
        Column.ENDED: 5,
    }
    assert found["DK042"].numbers[Column.ENROLLED] == 30
    assert found["DK"].numbers[Column.ENROLLED] == 30


def test_a_small_municipality_shows_neither_by_itself_nor_by_subtraction(session, cast, enrolled):
    enrolled(20, AARHUS)
    enrolled(8, AALBORG)
    enrolled(3, ODDER)
    found = overview(session, cast)
    assert ODDER not in found
    assert AARHUS not in found
    assert found[AALBORG].numbers[Column.ENROLLED] == 8
    assert found["DK042"].numbers[Column.ENROLLED] == 23
    assert found["DK"].numbers[Column.ENROLLED] == 31


def test_a_person_counts_once_by_the_newest_course(session, cast, enrolled):
    persons = enrolled(6, AARHUS, CourseStatus.ENDED)
    for person in persons:
        people.enrol(
            session,
            person=person,
            care_team=cast.team,
            condition=Condition.COPD,
            started_on=date(2026, 6, 1),
        )
    numbers = overview(session, cast)[AARHUS].numbers
    assert (numbers[Column.ENROLLED], numbers[Column.ACTIVE]) == (6, 6)


def test_a_share_stands_where_a_number_was_entered(session, cast, enrolled, client, clock):
    enrolled(12, AARHUS)
    client.sign_in(cast.ida)
    client.set_cookie("language", "da")
    client.get("/care-team/programme")
    client.submit({"area": AARHUS, "people": "10"}, button="Gem tallet")
    clock.shift(60)
    client.get("/care-team/programme")
    assert client.submit({"area": AARHUS, "people": "24"}, button="Gem tallet").status_code == 303
    client.get("/care-team/programme")
    assert "50 % af 24, 50 % er nået" in client.page.text
    assert overview(session, cast)[AARHUS].share == 50


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"area": "x", "people": "10"}, "Vælg et område"),
        ({"area": "DK", "people": "0"}, "Skriv et helt tal over 0"),
        ({"area": "DK", "people": "1,5"}, "Skriv et helt tal over 0"),
        ({"area": "DK", "people": "9" * 30}, "Skriv et helt tal over 0"),
    ],
)
def test_a_number_that_is_none_is_asked_for_again(cast, client, clock, typed, message):
    client.sign_in(cast.ida)
    client.set_cookie("language", "da")
    client.get("/care-team/programme")
    answer = client.post("/care-team/programme/sizes?condition=copd", data=typed)
    assert answer.status_code == 422
    assert message in client.page.text


def test_the_file_hides_what_the_page_hides(cast, erik, enrolled):
    enrolled(20, AARHUS)
    enrolled(3, AALBORG)
    answer = erik.get("/care-team/programme/numbers")
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Område", "Sygdom", "Tilmeldt"]
    assert "Aalborg" not in {row[0] for row in rows}
    assert not {"3", "4"} & {cell for row in rows[1:] for cell in row}


def test_another_condition_and_another_team_are_not_counted(session, cast, erik, enrolled):
    enrolled(6, AARHUS)
    assert cast.frida
    erik.get("/care-team/programme?condition=heart_failure")
    assert "Aarhus" not in erik.page.text
    assert erik.get("/care-team/programme?condition=x").status_code == 404


def send_for(session, person, task, at, pulse="78"):
    reading = NewReading(MeasureCode.PULSE, Decimal(pulse), at)
    submission = NewSubmission(key=uuid4(), task=task, readings=(reading,))
    return record.send(session, actor=person, person=person, submission=submission, now=at)


def test_weeks_tell_how_much_came_in_time(session, cast, enrolled):
    last_tuesday = local_day(NOW) - 6 * DAY
    for number, person in enumerate(enrolled(6, AARHUS)):
        make_activity(session, person=person, plan=make_plan(session, person=person))
        (task,) = (one.ref for one in plans.tasks_on(session, person=person, day=last_tuesday))
        if number < 3:
            send_for(session, person, task, task.window_start + timedelta(minutes=5))
        elif number < 5:
            send_for(session, person, task, task.window_end + timedelta(minutes=5))
    record.notice_missed(session, now=NOW)
    session.commit()
    found = programme.programme(session, teams=[cast.team], condition=Condition.COPD, now=NOW)
    week = found.weeks[-1]
    assert week.people == 6
    assert (week.in_time, week.late) == (3, 2)
    assert week.missed == week.asked - 5


def test_how_soon_the_team_acts_is_a_median_of_at_least_five_people(session, cast, send, enrolled):
    persons = enrolled(5, AARHUS)
    for hours, person in enumerate(persons, start=1):
        receipt = send("130", person=person, at=NOW - 2 * DAY)
        record.acknowledge(
            session,
            actor=cast.erik,
            person=person,
            submission_id=receipt.id,
            kind=AcknowledgementKind.HANDLED,
            now=NOW - 2 * DAY + timedelta(hours=hours),
        )
    yellow = send("110", person=persons[0], at=NOW - DAY)
    record.acknowledge(
        session,
        actor=cast.erik,
        person=persons[0],
        submission_id=yellow.id,
        kind=AcknowledgementKind.HANDLED,
        now=NOW,
    )
    found = programme.programme(session, teams=[cast.team], condition=Condition.COPD, now=NOW)
    assert {(one.colour, one.median) for one in found.speeds} == {(Colour.RED, timedelta(hours=3))}


def test_a_municipality_is_noted_and_audited_once(session, cast, erik):
    place = f"/care-team/citizens/{cast.anna}/municipality"
    erik.get(place)
    assert erik.submit({"municipality": AARHUS}, button="Gem").status_code == 303
    before = audit.count(session, person=cast.anna)
    erik.post(place, data={"municipality": AARHUS})
    assert audit.count(session, person=cast.anna) == before
    assert people.municipality_of(session, person=cast.anna) == AARHUS
    assert erik.post(place, data={"municipality": "9999"}).status_code == 422
