"""Plan templates: read whole or refused with every place that is wrong."""

import json
from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.paths import CONTENT
from citizen_app.people.rules import Condition, ReadingHours
from citizen_app.plans.rules import Daily, EveryDays, OnDemand, Phased, Slot
from citizen_app.plans.template_folder import read_folder
from citizen_app.plans.templates import TemplateRefused, parse_template
from tests.unit.plans.templates import ALL_DAY, TEMPLATE, changed

DAY = date(2026, 11, 26)
WHOLE_DAY = (Slot(time(0), 1440),)


def problems_of(source: str) -> dict[str, str]:
    with pytest.raises(TemplateRefused) as refused:
        parse_template(source)
    return {one.path: one.message for one in refused.value.problems}


def test_a_template_is_read_whole():
    found = parse_template(json.dumps(TEMPLATE))
    assert (found.name, found.version, found.condition) == ("our-kol", "2", Condition.COPD)
    assert found.title.da == "Vores KOL-plan"
    assert found.forms == (("https://example.org/form", "1.0.0"),)
    assert found.reading_hours == (ReadingHours((0, 3), time(9), time(12)),)


def test_days_are_counted_from_when_the_plan_begins():
    readings, questions = parse_template(json.dumps(TEMPLATE)).activities
    then = EveryDays(7, date(2026, 12, 10), WHOLE_DAY)
    assert readings.schedule(DAY) == Phased(DAY, 14, Daily(WHOLE_DAY), then)
    assert readings.begun(DAY).from_on == DAY
    assert questions.schedule(DAY) == OnDemand()


def test_limits_that_nobody_has_decided_are_placeholders():
    decided, placeholder = parse_template(json.dumps(TEMPLATE)).thresholds
    assert not decided.is_placeholder
    assert decided.decided_by == "Overlæge Hanne Holm"
    assert placeholder.is_placeholder
    assert placeholder.threshold.limits.red_above == Decimal("99.5")


@pytest.mark.parametrize(
    ("path", "value", "place", "words"),
    [
        ("name", "Vores KOL", "name", "small letters"),
        ("name", None, "template.name", "missing"),
        ("condition", "kol", "condition", "one of copd, heart_failure"),
        ("colour", "red", "template.colour", "known here are"),
        ("title", "KOL", "title", "object"),
        ("title.en", "", "title.en", "a text"),
        ("title.da", "x" * 201, "title.da", "at most 200"),
        ("activities", [], "activities", "at least one"),
        ("activities", {}, "activities", "a list"),
        ("activities.0.kind", "walk", "activities[0].kind", "one of readings, questionnaire"),
        ("activities.0.measures", ["mood"], "activities[0].measures[0]", "one of spo2"),
        ("activities.0.measures", None, "activities[0].measures", "at least one measure"),
        ("activities.1.questionnaire", None, "activities[1].questionnaire", "names its form"),
        ("activities.1.questionnaire.version", "", "activities[1].questionnaire.version", "a text"),
        ("activities.0.schedule.days", 0, "activities[0].schedule", "at least one day"),
        ("activities.0.schedule.days", "14", "activities[0].schedule", "no schedule"),
        ("activities.0.schedule.then.starts_on", "2026-01-01",
         "activities[0].schedule.then.starts_on", "leave it out"),
        ("activities.0.schedule", {"kind": "hourly"}, "activities[0].schedule", "no such kind"),
        ("activities.0.schedule", {"kind": "weekly", "slots": ALL_DAY},
         "activities[0].schedule", "weekdays"),
        ("thresholds.0.yellow_above", "99", "thresholds[0].yellow_above", "a number"),
        ("thresholds.1.red_above", None, "thresholds[1]", "at least one limit"),
        ("thresholds.0.red_above", 90, "thresholds[0]", "limits go from"),
        ("reading_hours.0.weekdays", [0], "reading_hours[0].weekdays", "1 (Monday)"),
        ("reading_hours.0.weekdays", [True], "reading_hours[0].weekdays", "1 (Monday)"),
        ("reading_hours.0.weekdays", [1.0], "reading_hours[0].weekdays", "1 (Monday)"),
        ("reading_hours.0.weekdays", [[]], "reading_hours[0].weekdays", "1 (Monday)"),
        ("reading_hours.0.weekdays", [1, 1], "reading_hours[0].weekdays", "each once"),
        ("reading_hours.0.opens", "9", "reading_hours[0].opens", "a time of day"),
        ("reading_hours.0.closes", "08:00", "reading_hours[0].closes", "after it begins"),
        ("training", [""], "training[0]", "a text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(path, value, place, words):
    assert words in problems_of(changed(path, value))[place]


def test_all_problems_are_told_at_once():
    broken = json.loads(changed("condition", "kol"))
    broken["activities"][0]["kind"] = "walk"
    assert problems_of(json.dumps(broken)).keys() == {"condition", "activities[0].kind"}


def test_text_that_is_no_json_is_refused_with_its_line():
    assert "line 1, column 2" in problems_of("{")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
places = st.sampled_from(
    ["name", "activities", "activities.0", "activities.0.schedule", "activities.0.schedule.first",
     "activities.0.schedule.days", "activities.0.measures", "thresholds.0", "reading_hours.0",
     "thresholds.0.position", "reading_hours.0.weekdays", "activities.1.questionnaire", "about"]
)  # fmt: skip


@given(places, anything)
def test_whatever_stands_somewhere_is_read_or_refused(place, value):
    with suppress(TemplateRefused):
        assert parse_template(changed(place, value if value is not None else [])).name


def test_the_templates_we_ship_are_whole_and_carry_no_numbers_of_a_clinic():
    found = read_folder(CONTENT / "plan_templates")
    assert [one.problems for one in found] == [(), ()]
    assert {one.template.condition for one in found if one.template} == set(Condition)
    assert [one.template.thresholds for one in found if one.template] == [(), ()]


def test_the_questionnaire_of_the_shipped_template_is_one_that_we_ship():
    shipped = json.loads((CONTENT / "questionnaires" / "kol-daily.json").read_text("utf-8"))
    (kol,) = [one.template for one in read_folder(CONTENT / "plan_templates")
              if one.template and one.template.name == "kol"]  # fmt: skip
    assert kol.forms == ((shipped["url"], shipped["version"]),)
