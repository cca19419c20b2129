"""Questions over time: whatever order answers come in, each day keeps what was answered."""

from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.record.answers import Chosen, chosen_options
from citizen_app.record.shapes import GivenAnswers, MarkedAnswer
from citizen_app.trends.lanes import draw_lanes
from citizen_app.trends.periods import Period, PeriodKind, Unit, edges_of, unit_for
from citizen_app.trends.questions import questions_of, runs_of, stretches_of
from tests.unit.trends.builders import A_DAY, MORNING, TODAY

FORM = ("https://example.org/q", "1")
OPTIONS = ("not-at-all", "a-little", "much")


def given_answer(number: int, ago: int, option: str) -> GivenAnswers:
    chosen = Chosen("1", "Hoster du?", option, option.title(), "http://example.org")
    at = MORNING - ago * A_DAY + timedelta(seconds=number)
    return GivenAnswers(UUID(int=number + 1), at, FORM, "da", (chosen,))


@st.composite
def answers(draw: st.DrawFn) -> list[GivenAnswers]:
    asked = draw(
        st.lists(st.tuples(st.integers(0, 800), st.sampled_from(OPTIONS)), min_size=1, max_size=60)
    )
    return [given_answer(number, ago, option) for number, (ago, option) in enumerate(asked)]


@given(answers(), st.integers(0, 2**32))
def test_the_order_of_answers_never_matters(sent: list[GivenAnswers], seed: int) -> None:
    other = list(sent)
    Random(seed).shuffle(other)
    assert questions_of(sent, (), {}) == questions_of(other, (), {})


@given(answers())
def test_stretches_and_lanes_lose_no_day(sent: list[GivenAnswers]) -> None:
    (question,) = questions_of(sent, (), {})
    period = Period(PeriodKind.OWN, TODAY - 800 * A_DAY, TODAY)
    unit = unit_for(period)
    stretches = stretches_of(question, edges_of(period, unit), unit)
    for choice in question.choices:
        counted = sum(
            portion.days
            for stretch in stretches
            for portion in stretch.portions
            if portion.choice == choice
        )
        assert counted == len(choice.days)
    drawn = draw_lanes(question, period, stretches, unit)
    assert [lane.choice for lane in drawn.lanes] == list(question.choices)
    assert all(lane.bars for lane in drawn.lanes)


@given(st.sets(st.integers(0, 60)))
def test_runs_hold_exactly_the_days(numbers: set[int]) -> None:
    days = sorted(TODAY - number * A_DAY for number in numbers)
    covered = [
        first + step * A_DAY
        for first, last in runs_of(days)
        for step in range((last - first).days + 1)
    ]
    assert covered == days


def test_a_mark_stands_out_by_shape_where_days_are_few() -> None:
    sent = [given_answer(0, 1, "a-little"), given_answer(1, 0, "much")]
    marked = [MarkedAnswer(UUID(int=2), sent[1].received_at, "1")]
    (question,) = questions_of(sent, marked, {})
    period = Period(PeriodKind.WEEK, TODAY - 6 * A_DAY, TODAY)
    stretches = stretches_of(question, edges_of(period, Unit.DAY), Unit.DAY)
    plain, standing_out = sorted(
        draw_lanes(question, period, stretches, Unit.DAY).marks, key=lambda mark: mark.is_marked
    )
    assert (plain.is_marked, standing_out.is_marked) == (False, True)
    assert plain.shape != standing_out.shape
    assert plain.y != standing_out.y


def test_only_options_can_be_followed() -> None:
    resource = {
        "item": [
            {"linkId": "1", "text": "Hoster du?", "answer": [{"valueBoolean": True}]},
            {"linkId": "2", "text": "Pust", "answer": [{"valueInteger": 3}]},
            {
                "linkId": "3",
                "text": "Farve",
                "answer": [{"valueCoding": {"code": "green", "display": "Grønt"}}],
                "item": [{"linkId": "4", "text": "Hvornår", "answer": [{"valueDate": "2026"}]}],
            },
        ]
    }
    found = [(one.link_id, one.option, one.label) for one in chosen_options(resource)]
    assert found == [("1", "true", ""), ("3", "green", "Grønt")]
