"""What a clinician wrote about an answer is said at once, with the phone numbers."""

from citizen_app.record.rules import Colour
from tests.checking_client import CheckingClient
from tests.html_checks import text_of
from tests.integration.questionnaires.answering import Answering, address_of, rows
from tests.integration.questionnaires.test_daily_form import QUIET_DAY, answer_all

READ_NOW = "Læs dette nu"
WORDS = "Ring til dit team eller din egen læge, hvis du er urolig."
BREATH = "Har du mere åndenød, end du plejer?"
COUGH = "Hoster du mere, end du plejer?"


def red_note(round_: Answering) -> str:
    notes = [div for div in round_.page.all("div") if div.get("class", "").startswith("note red")]
    return text_of(notes[0])


def test_a_red_answer_shows_the_words_and_the_numbers_before_going_on(daily: Answering) -> None:
    daily.begin()
    assert daily.choose("Meget mere") == READ_NOW
    assert WORDS in red_note(daily)
    assert address_of(daily.page, "112") == "tel:112"
    assert address_of(daily.page, "96 00 00 01") == "tel:96000001"
    assert "Teamet læser målinger mandag og torsdag" in daily.page.text
    assert daily.link("Gå videre") == COUGH


def test_the_words_are_in_the_language_of_the_page(daily: Answering, anna: CheckingClient) -> None:
    anna.set_cookie("language", "en")
    daily.begin()
    assert daily.choose("Much more") == "Please read this now"
    assert "Call your team or your own doctor if you are worried." in red_note(daily)


def test_a_mild_answer_goes_straight_on(daily: Answering) -> None:
    daily.begin()
    assert daily.choose("Slet ikke") == COUGH


def test_closing_shows_the_words_too_but_only_once(daily: Answering) -> None:
    daily.begin()
    assert daily.choose("Meget mere", button="Gem og luk") == READ_NOW
    assert daily.link("Gem og luk") == "Det skal du i dag"
    daily.open("steps/1")
    assert daily.go_on("Gem og luk") == "Det skal du i dag"


def test_back_from_the_words_leads_to_the_answer_and_a_milder_one_takes_them_away(
    daily: Answering,
) -> None:
    daily.begin()
    daily.choose("Meget mere")
    assert daily.link("Tilbage") == BREATH
    assert daily.choose("Slet ikke") == COUGH
    assert daily.open("steps/1/advice") == COUGH


def test_a_red_answer_while_correcting_leads_back_to_the_check_page(daily: Answering) -> None:
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    daily.link(f"Ret: {BREATH}")
    assert daily.choose("Meget mere") == READ_NOW
    assert daily.link("Gå videre") == "Tjek dine svar"


def test_the_receipt_repeats_the_words_and_shows_no_colour(daily: Answering) -> None:
    daily.begin()
    daily.choose("Meget mere")
    answer_all(daily, QUIET_DAY)
    daily.go_on()
    assert rows(daily.page)[BREATH] == "Meget mere"
    daily.go_on("Send")
    assert WORDS in red_note(daily)
    assert "Rød" not in daily.page.text


def test_no_address_tells_a_value(daily: Answering) -> None:
    daily.begin()
    answer = daily.press(**{"answer-1": "4"})
    assert answer.headers["Location"] == f"{daily.address}/steps/1/advice"
    assert Colour.RED.value not in answer.headers["Location"]
