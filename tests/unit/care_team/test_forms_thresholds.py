"""Limits as they are typed: whatever is typed is understood or told, and nothing is changed."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from citizen_app.care_team.forms_thresholds import AMOUNTS, DAYS, FIELDS, VALUES, ThresholdForm
from citizen_app.plans.rules import SCOPES, ChangeLimits, Scope, ThresholdLimits
from citizen_app.plans.service import NewThreshold, SetThreshold
from citizen_app.plans.shapes import ThresholdView

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
SOMEBODY = UUID(int=7)
numbers = st.decimals("0.5", 99, places=1)
typed = st.one_of(
    st.just(""),
    numbers.map(lambda one: str(one).replace(".", ",")),
    st.integers(-5, 400).map(str),
    st.text(max_size=8),
)
scopes = st.sampled_from(SCOPES)


@given(scopes, st.fixed_dictionaries(dict.fromkeys((*VALUES, *AMOUNTS, DAYS), typed)))
def test_whatever_is_typed_is_understood_or_told(scope: Scope, texts: dict[str, str]) -> None:
    found = ThresholdForm.read({**texts, "reason": "Aftalt"}).parse(scope)
    if isinstance(found, NewThreshold):
        assert found.scope == scope
    else:
        assert {error.field_id for error in found} <= set(FIELDS)


def limits_of(
    values: list[Decimal], amounts: list[Decimal], given: list[bool], days: int
) -> ThresholdLimits:
    """Numbers in order, of which some are not given."""
    rise, fall = sorted(amounts[:2]), sorted(amounts[2:])
    chosen = [
        one if is_given else None
        for one, is_given in zip([*sorted(values), *rise, *fall], given, strict=True)
    ]
    change = ChangeLimits(days, *chosen[4:]) if any(chosen[4:]) else None
    return ThresholdLimits(chosen[0], chosen[1], chosen[2], chosen[3], change)


limits = st.builds(
    limits_of,
    st.lists(numbers, min_size=4, max_size=4, unique=True),
    st.lists(numbers, min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=8, max_size=8).filter(any),
    st.integers(1, 60),
)


@given(limits)
def test_what_stands_comes_back_as_it_was(found: ThresholdLimits) -> None:
    scope = SCOPES[0]
    view = ThresholdView(
        measure=scope.measure,
        position=scope.position,
        with_oxygen=scope.with_oxygen,
        red_below=found.red_below,
        yellow_below=found.yellow_below,
        yellow_above=found.yellow_above,
        red_above=found.red_above,
        red_words="Ring nu.",
        yellow_words=None,
        change=found.change,
    )
    was_set = SetThreshold(SOMEBODY, SOMEBODY, view, NOW, None, SOMEBODY, None)
    texts = {**ThresholdForm.of(was_set).texts, "reason": "Aftalt"}
    again = ThresholdForm.read(texts).parse(scope)
    assert isinstance(again, NewThreshold)
    assert (again.limits, again.red_words, again.yellow_words) == (found, "Ring nu.", None)
