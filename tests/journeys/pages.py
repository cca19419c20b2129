"""Every page of a citizen, in each state worth a look, and the way there. Made once for all."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from citizen_app.plans.rules import read_window, write_window
from citizen_app.web.clock import COPENHAGEN
from tests.journeys.demo_server import FRESH, WITH_NORTH_DENMARK
from tests.journeys.phones import CITIZEN, NEW_CITIZEN
from tests.journeys.steps import (
    DAILY_QUESTIONS,
    NORTH_DENMARK,
    OXYGEN,
    QUIET_DAY,
    Person,
    sign_in,
)
from tests.pictures import photo_file

ADD = "/readings/add"
KEY = "00000000-0000-4000-8000-000000000001"


@dataclass(frozen=True)
class PageState:
    """A page as somebody meets it: which view made it, who sees it, and how they come there."""

    name: str
    endpoint: str
    way: Callable[[Person], None]
    role: str | None = CITIZEN
    demo: str = FRESH


def address(path: str) -> Callable[[Person], None]:
    """The way to a page that has an address of its own."""
    return lambda person: person.goes_to(path)


def cancelled_sign_in(person: Person) -> None:
    person.goes_to("/sign-in")
    person.presses("Log på")
    person.presses("Fortryd")


def stranger(person: Person) -> None:
    sign_in(person.page, "stranger")


def session_has_ended(person: Person) -> None:
    person.goes_to(ADD)
    person.page.context.clear_cookies()
    person.presses("Fortsæt")


def done_today(person: Person) -> None:
    oxygen_sent(person)
    person.goes_to("/today")


def asked_for_pause(person: Person) -> None:
    person.goes_to("/plans/pause")
    person.chooses("Jeg er væk")
    person.presses("Bed om en pause")


def pause_on_today(person: Person) -> None:
    asked_for_pause(person)
    person.goes_to("/today")


def pause_shown(person: Person) -> None:
    asked_for_pause(person)
    person.goes_to("/plans/pause")


def pause_with_errors(person: Person) -> None:
    person.goes_to("/plans/pause")
    person.presses("Bed om en pause")


def oxygen_task(person: Person) -> None:
    person.opens_task(OXYGEN)


def oxygen_checked(person: Person) -> None:
    oxygen_task(person)
    person.measures_oxygen("93", "78")
    person.presses("Fortsæt")


def oxygen_sent(person: Person) -> None:
    oxygen_checked(person)
    person.presses("Send")


def oxygen_again(person: Person) -> None:
    oxygen_task(person)
    task = person.page.url
    person.measures_oxygen("93", "78")
    person.presses("Fortsæt")
    person.presses("Send")
    person.goes_to(task)


def closed_task(person: Person) -> None:
    oxygen_task(person)
    person.goes_to(re.sub(r"\d{8}T\d{4}Z", _three_days_before, person.page.url))


def _three_days_before(window: re.Match[str]) -> str:
    start = read_window(window.group()) or datetime.now(UTC)
    return write_window(start.astimezone(COPENHAGEN) - timedelta(days=3))


def typed(label: str, text: str) -> Callable[[Person], None]:
    """The answer to a number in one field of an extra reading."""

    def way(person: Person) -> None:
        person.goes_to(ADD)
        person.writes(label, text)
        person.presses("Fortsæt")

    return way


def many_errors(person: Person) -> None:
    person.goes_to(ADD)
    person.writes("Iltmætning", "101")
    person.writes("Puls", "rigtig fin")
    person.writes("Vægt", "3")
    person.presses("Fortsæt")


def swapped(person: Person) -> None:
    person.goes_to(ADD)
    person.writes("Blodtryk, det høje", "80")
    person.writes("Blodtryk, det lave", "135")
    person.presses("Fortsæt")


def low_oxygen(person: Person) -> None:
    oxygen_task(person)
    person.measures_oxygen("82", "104")
    person.presses("Fortsæt")


def low_oxygen_checked(person: Person) -> None:
    low_oxygen(person)
    person.presses("Fortsæt")


def low_oxygen_sent(person: Person) -> None:
    low_oxygen_checked(person)
    person.presses("Send")


def too_unwell(person: Person) -> None:
    oxygen_task(person)
    person.chooses("For dårlig til at måle")
    person.presses("Fortsæt")


def key_taken(person: Person) -> None:
    for pulse in ("78", "79"):
        person.goes_to(ADD)
        person.writes("Puls", pulse)
        person.page.evaluate("key => { document.querySelector('[name=key]').value = key }", KEY)
        person.presses("Fortsæt")
        person.presses("Send")


def correction(person: Person) -> None:
    typed("Vægt", "71,4")(person)
    person.presses("Send")
    person.page.locator("a[href$='/change']").click()


def corrected_receipt(person: Person) -> None:
    correction(person)
    person.writes("Vægt", "72,4")
    person.presses("Fortsæt")
    person.presses("Send")


def answers_so_far(*choices: str | None) -> Callable[[Person], None]:
    """The daily questions after these answers; None goes on without one."""

    def way(person: Person) -> None:
        person.opens_task(DAILY_QUESTIONS)
        person.answers(*choices)

    return way


def answers_missing(person: Person) -> None:
    answers_so_far("Lidt mere")(person)
    person.goes_to(re.sub(r"steps/\d+", "check", person.page.url))


def answers_sent(person: Person) -> None:
    answers_so_far(*QUIET_DAY)(person)
    person.presses("Send")


def already_sent(person: Person) -> None:
    answers_so_far(*QUIET_DAY)(person)
    task = person.page.url.removesuffix("/check")
    person.presses("Send")
    person.goes_to(task)


def north_denmark_page(pages: int) -> Callable[[Person], None]:
    """North Denmark's form after so many pages without a question."""

    def way(person: Person) -> None:
        person.opens_task(NORTH_DENMARK)
        for _ in range(pages):
            person.presses("Næste")

    return way


def message_form(person: Person) -> None:
    person.goes_to("/messages")
    person.opens("Skriv til dit team")


def message_photos(person: Person) -> None:
    message_form(person)
    person.writes("Din besked", "Sådan ser måleren ud.")
    for number in (1, 2):
        person.page.locator("#photos").set_input_files(photo_file(number))
        person.presses("Send")


def message_photo_refused(person: Person) -> None:
    message_form(person)
    person.page.locator("#photos").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    )
    person.presses("Send")


def message_sent_with_photos(person: Person) -> None:
    message_photos(person)
    person.writes("Hvad drejer det sig om", "Måleren")
    person.presses("Send")


def message_errors(person: Person) -> None:
    message_form(person)
    person.presses("Send")


def message_sent(person: Person) -> None:
    message_form(person)
    person.writes("Hvad drejer det sig om", "Min inhalator")
    person.writes("Din besked", "Jeg mangler en ny inhalator.\nHvem ringer jeg til?")
    person.presses("Send")


def message_again(person: Person) -> None:
    for words in ("Det første.", "Noget andet."):
        person.goes_to("/messages/add")
        person.writes("Hvad drejer det sig om", "Min inhalator")
        person.writes("Din besked", words)
        person.page.evaluate("key => { document.querySelector('[name=key]').value = key }", KEY)
        person.presses("Send")


def message_read(person: Person) -> None:
    person.goes_to("/messages")
    person.page.get_by_role("button", name="Måleren viser to streger").click()


def a_question_over_time(person: Person) -> None:
    person.goes_to("/trends/answers")
    person.opens("Har du mere åndenød")


def day_before_today(person: Person) -> None:
    person.goes_to(f"/trends/days/{datetime.now(COPENHAGEN) - timedelta(days=1):%Y-%m-%d}")


PUFFS = ("Slet ikke", "Slet ikke", "Nej", "Nej", "Ja", "Medicin i inhalator")
SHOWN = (
    PageState("sign-in", "sign_in.show_sign_in", address("/sign-in"), None),
    PageState("sign-in-cancelled", "sign_in.finish_sign_in", cancelled_sign_in, None),
    PageState("session-has-ended", "sign_in.show_sign_in", session_has_ended),
    PageState("signed-out", "sign_in.show_signed_out", address("/sign-in/signed-out"), None),
    PageState("stranger", "sign_in.show_not_enrolled", stranger, None),
    PageState("help-signed-out", "settings.show_settings", address("/settings"), None),
    PageState("help", "settings.show_settings", address("/settings")),
    PageState("helpers", "settings.show_helpers", address("/settings/helpers")),
    PageState("no-such-page", "", address("/no-such-page")),
    PageState("today", "today.show_today", address("/today")),
    PageState("today-first-day", "today.show_today", address("/today"), NEW_CITIZEN),
    PageState("today-done", "today.show_today", done_today),
    PageState("today-paused", "today.show_today", pause_on_today),
    PageState("pause", "plans.show_pause", address("/plans/pause")),
    PageState("pause-errors", "plans.ask_for_pause", pause_with_errors),
    PageState("pause-asked", "plans.show_pause", pause_shown),
    PageState("action-plan", "action_plan.show_action_plan", address("/action-plan")),
    PageState(
        "action-plan-none", "action_plan.show_action_plan", address("/action-plan"), NEW_CITIZEN
    ),
    PageState("training", "training.show_training", address("/training")),
    PageState("messages", "messages.show_messages", address("/messages")),
    PageState("messages-empty", "messages.show_messages", address("/messages"), NEW_CITIZEN),
    PageState("alerts", "messages.show_alerts", address("/messages/alerts")),
    PageState("message", "messages.add_message", message_form),
    PageState("message-errors", "messages.send_message", message_errors),
    PageState("message-photos", "messages.add_message", message_photos),
    PageState("message-photo-refused", "messages.add_message", message_photo_refused),
    PageState("message-sent-with-photos", "messages.show_thread", message_sent_with_photos),
    PageState("message-sent", "messages.show_thread", message_sent),
    PageState("message-key-taken", "messages.send_message", message_again),
    PageState("thread", "messages.show_thread", message_read),
    PageState("trends", "trends.show_trends", address("/trends")),
    PageState("trends-empty", "trends.show_trends", address("/trends"), NEW_CITIZEN),
    PageState("trend-oxygen", "trends.show_trend", address("/trends/spo2?period=3-months")),
    PageState("take-along", "trends.take_along.show_ways", address("/trends/take-along")),
    PageState(
        "take-along-empty",
        "trends.take_along.show_ways",
        address("/trends/take-along"),
        NEW_CITIZEN,
    ),
    PageState("paper", "trends.take_along.show_paper", address("/trends/take-along/paper")),
    PageState("trend-answers", "trends.show_answers", address("/trends/answers")),
    PageState(
        "trend-answers-month", "trends.show_answers", address("/trends/answers?period=month")
    ),
    PageState("trend-answer", "trends.show_answer", a_question_over_time),
    PageState("trend-day", "trends.show_day", day_before_today),
    PageState("history", "record.list_receipts", address("/record")),
    PageState("history-empty", "record.list_receipts", address("/record"), NEW_CITIZEN),
    PageState("receipt-readings", "record.show_receipt", oxygen_sent),
    PageState("receipt-answers", "record.show_receipt", answers_sent),
    PageState("receipt-alarm", "record.show_receipt", low_oxygen_sent),
    PageState("receipt-corrected", "record.show_receipt", corrected_receipt),
    PageState("readings-extra", "readings.add_readings", address(ADD)),
    PageState("readings-task", "readings.add_readings", oxygen_task),
    PageState("readings-task-again", "readings.add_readings", oxygen_again),
    PageState("readings-task-closed", "readings.add_readings", closed_task),
    PageState("readings-errors", "readings.check_readings", many_errors),
    PageState("readings-slipped", "readings.check_readings", typed("Temperatur", "367")),
    PageState("readings-swapped", "readings.check_readings", swapped),
    PageState("readings-measure-again", "readings.check_readings", low_oxygen),
    PageState("readings-check", "readings.check_readings", oxygen_checked),
    PageState("readings-check-alarm", "readings.check_readings", low_oxygen_checked),
    PageState("readings-too-unwell", "readings.check_readings", too_unwell),
    PageState("readings-key-taken", "readings.check_readings", key_taken),
    PageState("correction", "readings.change_reading", correction),
    PageState("question-choice", "questionnaires.show_step", answers_so_far()),
    PageState("question-error", "questionnaires.save_step", answers_so_far(None)),
    PageState("question-number", "questionnaires.show_step", answers_so_far(*PUFFS)),
    PageState("question-text", "questionnaires.show_step", answers_so_far(*QUIET_DAY[:-1])),
    PageState("question-advice", "questionnaires.show_advice", answers_so_far("Meget mere")),
    PageState("answers-check", "questionnaires.show_check", answers_so_far(*QUIET_DAY)),
    PageState("answers-missing", "questionnaires.show_check", answers_missing),
    PageState("answers-sent-before", "questionnaires.show_sent", already_sent),
    PageState(
        "north-denmark-text",
        "questionnaires.show_step",
        north_denmark_page(1),
        demo=WITH_NORTH_DENMARK,
    ),
    PageState(
        "north-denmark-countdown",
        "questionnaires.show_step",
        north_denmark_page(2),
        demo=WITH_NORTH_DENMARK,
    ),
    PageState(
        "north-denmark-readings",
        "questionnaires.show_step",
        north_denmark_page(3),
        demo=WITH_NORTH_DENMARK,
    ),
)


def unfold_everything(page: Page) -> None:
    """Open what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
