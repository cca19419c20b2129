"""Times of day as a care team types them."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.plans.rules import Slot
from citizen_app.plans.times_text import MOST_SLOTS, NotTimes, read_times, write_times
from tests.unit.plans.strategies import slot_lists

MORNING, EVENING = Slot(time(8), 240), Slot(time(18, 30), 150)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("", (Slot(time(0), 1440),)),
        ("0-24", (Slot(time(0), 1440),)),
        ("8-12", (MORNING,)),
        (" 08.00–12:00 ", (MORNING,)),
        ("8-12, 18.30-21", (MORNING, EVENING)),
        ("18.30-21; 8 til 12", (MORNING, EVENING)),
        ("Kl. 8-12 og kl. 18.30–21", (MORNING, EVENING)),
        ("8 to 12 and 18:30 to 21", (MORNING, EVENING)),
        ("22-6", (Slot(time(22), 480),)),
        ("20-24", (Slot(time(20), 240),)),
    ],
)
def test_times_are_understood(text, slots):
    assert read_times(text) == slots


@pytest.mark.parametrize(
    "text",
    ["8", "8-", "morgen", "8-12, 10-14", "25-26", "8.70-9", "8-12-14", "٨-١٢", ",", "8-12 " * 9],
)
def test_what_names_no_times_is_refused(text):
    with pytest.raises(NotTimes):
        read_times(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood_or_refused(text):
    with suppress(NotTimes):
        assert 1 <= len(read_times(text)) <= MOST_SLOTS


@given(slot_lists())
def test_what_is_written_is_read_back(slots):
    assert read_times(write_times(slots)) == slots
