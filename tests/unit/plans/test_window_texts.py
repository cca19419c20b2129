"""Windows in addresses."""

from datetime import datetime, timedelta, timezone

import pytest

from citizen_app.plans.window_texts import (
    NotAWindow,
    read_window,
    write_window,
)


def test_a_window_start_comes_back_as_the_same_instant():
    start = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=1)))
    assert write_window(start) == "20261123T0700Z"
    assert read_window("20261123T0700Z") == start


def test_extra_has_no_window():
    assert write_window(None) == "extra"
    assert read_window("extra") is None


@pytest.mark.parametrize(
    "text", ["", "Extra", "2026-11-23", "20261123T0700", "20261323T0700Z", "2026113T0700Z"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(NotAWindow):
        read_window(text)
