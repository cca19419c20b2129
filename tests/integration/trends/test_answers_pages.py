"""Answers over time: each question in the words and the order of its form."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from tests.cast import Cast
from tests.checking_client import CheckingClient
from tests.factories import make_pause, make_plan
from tests.html_checks import text_of
from tests.integration.monday import NOW
from tests.integration.trends.conftest import DAY, Send
from tests.queries import counted_queries

QUESTION = "Har du mere åndenød, end du plejer?"


def lanes(client: CheckingClient) -> list[str]:
    """The words of the lanes of the first picture, from the top."""
    pictures = [one for one in client.page.elements() if "lanes" in (one.get("class") or "")]
    named = [one for one in pictures[0].iter() if one.get("class") == "lane"]
    return [text_of(one) for one in sorted(named, key=lambda one: float((one.get("y") or "")[:-1]))]


def opens_question(client: CheckingClient, period: str = "quarter") -> None:
    client.get(f"/trends/answers?period={period}")
    link = next(one for one in client.page.all("a") if text_of(one) == QUESTION)
    assert client.get(link.get("href") or "").status_code == 200


def table(client: CheckingClient) -> list[tuple[str, ...]]:
    (body,) = client.page.all("tbody")
    return [tuple(text_of(cell) for cell in row) for row in body]


def test_nothing_answered_is_said(anna: CheckingClient) -> None:
    assert anna.get("/trends/answers").status_code == 200
    assert anna.page.h1 == "Dine svar over tid"
    assert "Du har ikke svaret på spørgsmål i denne periode." in anna.page.text


def test_a_sentence_comes_before_each_picture(anna: CheckingClient, answer: Send) -> None:
    answer("not-at-all", at=NOW - DAY)
    answer("a-little")
    anna.get("/trends/answers")
    assert "I dag svarede du: Lidt mere. Du har svaret 2 dage." in anna.page.text
    assert anna.page.html.index("I dag svarede du") < anna.page.html.index('<svg class="chart')


def test_options_stand_in_the_order_of_the_form(anna: CheckingClient, answer: Send) -> None:
    answer("much")
    anna.get("/trends/answers")
    assert lanes(anna) == ["Meget mere", "En del mere", "Lidt mere", "Slet ikke"]


def test_yes_and_no_are_a_question_too(anna: CheckingClient, answer: Send) -> None:
    answer()
    anna.get("/trends/answers")
    assert [text_of(one) for one in anna.page.all("h2")][:2] == [QUESTION, "Hoster du slim op?"]
    assert "I dag svarede du: Ja." in anna.page.text


def test_the_table_tells_each_day_and_leads_to_it(anna: CheckingClient, answer: Send) -> None:
    answer("a-little", at=NOW - 2 * DAY)
    answer("much", is_red=True)
    opens_question(anna)
    assert table(anna) == [("23. nov.", "Meget mere (skiller sig ud)"), ("21. nov.", "Lidt mere")]
    links = [one.get("href") for one in anna.page.all("a")]
    assert "/trends/days/2026-11-23" in links


@pytest.mark.parametrize("shows_triage", [False, True])
def test_what_stands_out_is_red_only_where_the_plan_shows_it(
    anna: CheckingClient, answer: Send, session: Session, cast: Cast, shows_triage: bool
) -> None:
    make_plan(session, person=cast.anna, shows_triage=shows_triage)
    answer("much", is_red=True)
    opens_question(anna)
    assert "Dit svar skilte sig ud: 23. november." in anna.page.text
    assert ("lanes n4 shown" in anna.page.html) is shows_triage


def test_nothing_stands_out_by_our_own_judgement(anna: CheckingClient, answer: Send) -> None:
    answer("much")
    opens_question(anna)
    assert "skiller sig ud" not in anna.page.text


def test_a_clinicians_words_of_today_are_said_at_once(anna: CheckingClient, answer: Send) -> None:
    answer("much", is_red=True, words="Ring til sygeplejersken nu.")
    anna.get("/trends/answers")
    assert "Ring til sygeplejersken nu." in anna.page.text


def test_a_pause_is_told(anna: CheckingClient, answer: Send, session: Session, cast: Cast) -> None:
    make_pause(session, person=cast.anna, now=NOW - 10 * DAY, days=3)
    answer()
    opens_question(anna)
    assert "Du havde pause: 13. november–15. november." in anna.page.text


def test_a_long_time_is_told_in_weeks(anna: CheckingClient, answer: Send) -> None:
    for ago in range(10):
        answer("a-little" if ago % 2 else "not-at-all", at=NOW - ago * DAY)
    opens_question(anna, "year")
    assert table(anna)[1] == ("16. november–22. november", "Slet ikke 3 dageLidt mere 4 dage")


def test_a_form_that_is_gone_is_told_in_the_words_that_were_answered(
    anna: CheckingClient, answer: Send, session: Session
) -> None:
    answer("much")
    session.connection().exec_driver_sql("update questionnaire set version = 'other'")
    anna.get("/trends/answers")
    assert "I dag svarede du: Meget mere." in anna.page.text
    assert lanes(anna) == ["Meget mere"]


def test_a_question_without_answers_in_the_period_is_no_error(
    anna: CheckingClient, answer: Send
) -> None:
    answer(at=NOW - 40 * DAY)
    opens_question(anna)
    address = next(one.get("href") for one in anna.page.all("a") if text_of(one) == "Uge")
    assert anna.get(address or "").status_code == 200
    assert "Du har ikke svaret på spørgsmålet i denne periode." in anna.page.text


def test_dates_of_ones_own_and_slips_in_them(anna: CheckingClient, answer: Send) -> None:
    answer(at=NOW - 5 * DAY)
    anna.get("/trends/answers?period=own&from=17.11.2026&until=19.11.2026")
    assert "Onsdag 18. november svarede du: Slet ikke." in anna.page.text
    assert anna.get("/trends/answers?period=own&from=nej").status_code == 422


def test_it_asks_the_same_number_of_times_however_much_there_is(
    anna: CheckingClient, answer: Send, session: Session
) -> None:
    answer()
    anna.get("/trends/answers")
    counts = []
    for number in (0, 30):
        for ago in range(number):
            answer("much", at=NOW - ago * DAY - timedelta(hours=1), is_red=True)
        with counted_queries(session) as asked:
            anna.get("/trends/answers")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16


def test_nobody_elses_answers_are_there(anna: CheckingClient, answer: Send, cast: Cast) -> None:
    answer("much", person=cast.frida)
    anna.get("/trends/answers")
    assert QUESTION not in anna.page.text


@pytest.mark.parametrize("path", ["", "/spo2", "/answers", "/answers/0123456789ab"])
def test_only_who_is_signed_in_and_enrolled_comes_in(
    client: CheckingClient, cast: Cast, path: str
) -> None:
    assert client.get(f"/trends{path}").headers["Location"].startswith("/sign-in")
    client.sign_in(cast.jens)
    assert client.get(f"/trends{path}").status_code in {302, 303, 403}
