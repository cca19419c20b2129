"""The plain parts of the load maker and of what the bare routes do."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from bench.load.maker import Outcome, length_of, percentile
from bench.load.recording import Again


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (100, 10), (10, 1), (1, 1)])
def test_a_percentile_is_a_value_that_was_measured(percent: float, value: float) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent) == value


def test_one_slow_answer_in_ten_shows_at_the_95th_percentile() -> None:
    quick = Outcome(1.0, [0.010] * 20)
    planted = Outcome(1.0, [0.010] * 18 + [0.200] * 2)
    assert quick.percentile(95) == 10
    assert planted.percentile(95) == 200


def test_only_good_answers_make_the_rate() -> None:
    outcome = Outcome(2.0, [0.1] * 10)
    outcome.refused[500] += 3
    assert outcome.rate == 5
    assert outcome.check() is outcome


def test_figures_of_a_server_that_refuses_are_refused() -> None:
    outcome = Outcome(1.0, [0.1])
    outcome.refused[503] += 1
    with pytest.raises(AssertionError, match="503"):
        outcome.check()


@pytest.mark.parametrize(
    ("head", "length"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 42", 42),
        (b"HTTP/1.1 200 OK\r\ncontent-length:7", 7),
        (b"HTTP/1.1 204 No Content", 0),
    ],
)
def test_the_head_says_how_long_the_body_is(head: bytes, length: int) -> None:
    assert length_of(head) == length


def test_what_is_new_gets_a_new_id_and_is_referred_to_by_it() -> None:
    again, submission, person = Again(), uuid4(), uuid4()
    first = again.renewed({"id": submission, "person_id": person})
    second = again.renewed({"id": uuid4(), "submission_id": submission})
    assert first["id"] != submission
    assert second["submission_id"] == first["id"]
    assert first["person_id"] == person


def test_the_next_link_follows_the_newest_that_was_read() -> None:
    again = Again()
    again.look_at([(SimpleNamespace(sequence=41),)])
    assert again.renewed({"sequence": 7})["sequence"] == 42
