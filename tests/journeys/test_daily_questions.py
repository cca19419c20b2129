"""The daily questions on a phone, from Today to the receipt, and what may go wrong on the way."""

import re

from playwright.sync_api import expect

from tests.journeys.steps import DAILY_QUESTIONS, QUIET_DAY, Person


def test_the_daily_questions_are_answered_checked_and_sent(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers(*QUIET_DAY)
    citizen.is_at("Tjek dine svar")
    citizen.presses("Send")
    citizen.is_at("Din kvittering")
    citizen.sees("Sendt, ikke set endnu", "Har du feber?", "ring 112")
    citizen.opens("Gå til I dag")
    citizen.sees("Gjort i dag")


def test_a_question_left_out_is_asked_for(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.presses("Næste")
    expect(citizen.page.get_by_role("alert")).to_be_focused()
    expect(citizen.page).to_have_title(re.compile("^Fejl: "))


def test_answers_are_kept_when_one_closes_and_comes_back(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers("Lidt mere", "Slet ikke")
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.is_at("Hoster du slim op?")
    citizen.presses("Tilbage")
    expect(citizen.page.get_by_role("radio", name="Slet ikke")).to_be_checked()


def test_an_answer_is_changed_from_the_last_look(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers(*QUIET_DAY)
    citizen.opens("Har du feber?")
    citizen.answers("Ja")
    citizen.is_at("Tjek dine svar")
    row = citizen.page.locator("main dl > div").filter(has_text="Har du feber?")
    expect(row.locator("strong")).to_have_text("Ja")


def test_a_double_click_sends_once(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers(*QUIET_DAY)
    citizen.page.get_by_role("button", name="Send", exact=True).dblclick()
    citizen.is_at("Din kvittering")
    citizen.page.reload()
    assert len(citizen.receipts_of_today()) == 1


def test_going_back_after_sending_sends_nothing_again(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers(*QUIET_DAY)
    citizen.presses("Send")
    citizen.page.go_back()
    send = citizen.page.get_by_role("button", name="Send", exact=True)
    if send.count():
        send.click()
    assert len(citizen.receipts_of_today()) == 1


def test_what_failed_without_network_is_sent_once_afterwards(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    citizen.answers(*QUIET_DAY)
    check_page = citizen.page.url
    citizen.page.context.set_offline(True)
    citizen.page.get_by_role("button", name="Send", exact=True).click(no_wait_after=True)
    citizen.page.wait_for_timeout(500)
    citizen.page.context.set_offline(False)
    citizen.page.goto(check_page)
    citizen.presses("Send")
    citizen.is_at("Din kvittering")
    assert len(citizen.receipts_of_today()) == 1


def test_the_keyboard_alone_is_enough(citizen: Person) -> None:
    citizen.opens_task(DAILY_QUESTIONS)
    keys = citizen.page.keyboard
    citizen.page.get_by_role("radio").first.focus()
    keys.press("Space")
    keys.press("Tab")
    while citizen.page.evaluate("document.activeElement.tagName") != "BUTTON":
        keys.press("Tab")
    keys.press("Enter")
    citizen.is_at("Hoster du mere, end du plejer?")
