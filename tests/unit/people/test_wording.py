"""When a team reads, in a sentence."""

from datetime import time

import pytest

from citizen_app.people.rules import ReadingHours
from citizen_app.people.wording import reading_hours_sentence
from tests.languages import speaking

NINE, TWELVE = time(9), time(12)


def sentence(language: str, *hours: ReadingHours) -> str:
    with speaking(language):
        return reading_hours_sentence(hours)


@pytest.mark.parametrize(
    ("days", "danish", "english"),
    [
        ((0,), "mandag kl. 9–12", "Monday from 9 to 12"),
        ((3, 0), "mandag og torsdag kl. 9–12", "Monday and Thursday from 9 to 12"),
        ((0, 1, 2, 3, 4), "mandag til fredag kl. 9–12", "Monday to Friday from 9 to 12"),
        ((0, 2, 4), "mandag, onsdag og fredag kl. 9–12", "Monday, Wednesday and Friday from 9 to"),
        (tuple(range(7)), "hver dag kl. 9–12", "every day from 9 to 12"),
    ],
)
def test_days_are_said_as_people_say_them(days: tuple[int, ...], danish: str, english: str) -> None:
    hours = ReadingHours(days, NINE, TWELVE)
    assert danish in sentence("da", hours)
    assert english in sentence("en", hours).replace(", and", " and")


def test_half_hours_are_written_as_in_the_language() -> None:
    hours = ReadingHours((0,), time(8, 30), time(15, 5))
    assert "kl. 8.30–15.05" in sentence("da", hours)
    assert "from 8:30 to 15:05" in sentence("en", hours)


def test_two_windows_stand_in_one_sentence() -> None:
    hours = (ReadingHours((0,), NINE, TWELVE), ReadingHours((3,), time(13), time(15)))
    assert "mandag kl. 9–12 og torsdag kl. 13–15" in sentence("da", *hours)


def test_nobody_is_promised_anything_that_was_not_set() -> None:
    assert sentence("da") == "Dit team har ikke oplyst, hvornår det læser dine målinger."
