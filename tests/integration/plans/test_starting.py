"""A citizen's own plan begins from a template."""

import json
from uuid import uuid4

import pytest

from citizen_app.config import Environment, Settings
from citizen_app.database import Conflict, NotFound
from citizen_app.paths import CONTENT
from citizen_app.people import service as people
from citizen_app.plans import service as plans
from citizen_app.plans.rules import DAY, local_day
from citizen_app.plans.templates import parse_template
from tests.integration.monday import NOW
from tests.unit.plans.templates import TEMPLATE

MONDAY = local_day(NOW)


@pytest.fixture
def start(session, cast):
    def start(template=None, *, from_on=MONDAY, course=None, **changed):
        return plans.start_from_template(
            session,
            actor=cast.erik,
            person=cast.anna,
            course=course or people.courses_of(session, person=cast.anna)[0].id,
            template=template or plans.list_templates(CONTENT / "plan_templates", {"copd"})[0],
            from_on=from_on,
            now=NOW,
            **changed,
        )

    return start


def tasks_a_day(session, cast, first, days):
    agenda = plans.read_agenda(session, person=cast.anna, since=first)
    return [len(agenda.tasks(day, day)) for day in (first + n * DAY for n in range(days))]


def test_the_plan_asks_much_at_first_and_less_afterwards(session, cast, start):
    start()
    assert tasks_a_day(session, cast, MONDAY, 18) == [3] * 14 + [2, 1, 1, 2]


def test_the_first_days_are_counted_from_the_chosen_day(session, cast, start):
    start(from_on=MONDAY + 2 * DAY)
    assert tasks_a_day(session, cast, MONDAY, 4) == [0, 0, 3, 3]
    assert tasks_a_day(session, cast, MONDAY + 15 * DAY, 2) == [3, 1]


def test_limits_are_set_only_when_asked_and_decided(session, cast, start):
    template = parse_template(json.dumps(TEMPLATE))
    empty = start(template)
    assert plans.thresholds_at(session, person=cast.anna, at=NOW) == []
    plans.end_plan(session, actor=cast.erik, person=cast.anna, plan=empty.id, now=NOW)
    start(template, with_thresholds=True)
    (standing,) = plans.thresholds_at(session, person=cast.anna, at=NOW)
    assert standing.measure.value == "pulse"


def test_a_course_gets_one_plan_however_often_it_is_begun(session, cast, start):
    start()
    with pytest.raises(plans.PlanRuns):
        start()


def test_what_has_closed_already_is_not_asked_on_the_first_day(session, cast, start):
    template = json.loads(json.dumps(TEMPLATE))
    slots = [{"opens": "06:00", "minutes": 60}, {"opens": "08:00", "minutes": 240}]
    template["activities"][0]["schedule"]["first"]["slots"] = slots
    start(parse_template(json.dumps(template)))
    assert tasks_a_day(session, cast, MONDAY, 2) == [1, 2]


def test_a_plan_does_not_begin_in_the_past_or_in_anothers_course(session, cast, start):
    with pytest.raises(Conflict):
        start(from_on=MONDAY - DAY)
    with pytest.raises(NotFound):
        start(course=uuid4())


def test_the_setting_points_to_an_organisations_own_folder(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(TEMPLATE), "utf-8")
    settings = Settings(environment=Environment.TEST, plan_templates=str(tmp_path))
    found = plans.list_templates(settings.plan_templates_folder)
    assert [one.name for one in found] == ["our-kol"]
    ours = Settings(environment=Environment.TEST).plan_templates_folder
    assert len(plans.list_templates(ours)) == 2
