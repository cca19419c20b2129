"""The invented months are believable, and the same for everybody."""

from datetime import date

import pytest

from citizen_app.demo.people import DEMO_PEOPLE, find_by_subject, find_demo_person
from citizen_app.demo.story import AWAY, BAD_SPELL, DAYS, DayStory, tell
from citizen_app.measures import MEASURES, MeasureCode, SkipReason
from citizen_app.measures.rules import Accepted, assess

TODAY = date(2026, 11, 23)
ROLES = {
    "citizen",
    "new-citizen",
    "caregiver",
    "former-caregiver",
    "trainer",
    "nurse",
    "doctor",
    "administrator",
    "stranger",
}


@pytest.fixture(scope="module")
def days() -> list[DayStory]:
    return list(tell(TODAY))


def ago(story: DayStory) -> int:
    return (TODAY - story.day).days


def test_the_story_is_the_same_each_time(days: list[DayStory]) -> None:
    assert list(tell(TODAY)) == days


def test_it_ends_yesterday_and_covers_three_months_with_gaps(days: list[DayStory]) -> None:
    assert [days[0].day, days[-1].day] == [date(2026, 8, 24), date(2026, 11, 22)]
    assert 75 <= len(days) < DAYS
    assert not [story for story in days if ago(story) in AWAY]


@pytest.mark.parametrize("today", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)])
def test_it_can_be_told_on_any_day(today: date) -> None:
    assert len(list(tell(today))) >= 75


def test_every_value_is_one_that_people_can_send(days: list[DayStory]) -> None:
    for story in days:
        for measure, value in (
            (MeasureCode.SPO2, story.spo2),
            (MeasureCode.PULSE, story.pulse),
            (MeasureCode.WEIGHT, story.weight),
            (MeasureCode.TEMPERATURE, story.temperature),
        ):
            assert value is None or isinstance(assess(MEASURES[measure], value), Accepted), story


def test_the_bad_spell_shows(days: list[DayStory]) -> None:
    oxygen = {ago(story): story.spo2 for story in days if story.spo2 is not None}
    worst = min(oxygen, key=lambda day: oxygen[day])
    assert BAD_SPELL[worst] >= 2
    assert max(oxygen.values()) >= 93


def test_the_sickest_day_is_skipped_with_its_reason(days: list[DayStory]) -> None:
    skipped = {story.skipped for story in days}
    assert skipped == {None, SkipReason.TOO_UNWELL, SkipReason.DEVICE_FAULT}


def test_weight_is_measured_on_mondays_and_mistyped_once(days: list[DayStory]) -> None:
    assert {story.day.isoweekday() for story in days if story.weight is not None} == {1}
    assert len([story for story in days if story.mistyped_weight is not None]) == 1


def test_all_kinds_of_people_are_in_the_demo() -> None:
    assert {person.role for person in DEMO_PEOPLE} == ROLES
    assert len({person.cpr for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: str(person.role))
def test_no_number_can_belong_to_a_real_person(person: object) -> None:
    number = person.cpr  # type: ignore[attr-defined]
    assert number == "2512489996" or int(number[:2]) > 60


def test_people_are_found_by_role_and_by_subject() -> None:
    nurse = find_demo_person("nurse")
    assert nurse is not None
    assert find_by_subject(nurse.subject) is nurse
    assert find_demo_person("king") is None
    assert find_by_subject("nurse") is None
