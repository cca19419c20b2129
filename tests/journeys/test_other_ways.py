"""The same daily round without JavaScript, in English, on small screens, and during a pause."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import DAILY_QUESTIONS, OXYGEN, QUIET_DAY, Look, Person

PAGES = [
    "/today",
    "/readings/add",
    "/record",
    "/trends",
    "/plans/pause",
    "/training",
    "/messages",
    "/settings",
    "/no-such-page",
]


def test_questions_are_sent_without_javascript(citizen_without_scripts: Person) -> None:
    person = citizen_without_scripts
    person.opens_task(DAILY_QUESTIONS)
    person.answers(*QUIET_DAY)
    person.presses("Send")
    person.is_at("Din kvittering")


def test_readings_are_sent_without_javascript(citizen_without_scripts: Person) -> None:
    person = citizen_without_scripts
    person.opens_task(OXYGEN)
    person.measures_oxygen("93", "78")
    person.presses("Fortsæt")
    person.presses("Send")
    person.is_at("Din kvittering")
    person.sees("93 %")


def test_the_round_is_there_in_english(open_page: OpenPage, axe: Look) -> None:
    person = Person(open_page(locale="en-GB"), axe)
    person.goes_to("/settings")
    person.chooses("English")
    person.presses("Save language")
    person.goes_to("/readings/add")
    person.writes("Temperature", "36.7")
    person.presses("Continue")
    person.is_at("Check your readings")
    person.presses("Send")
    person.is_at("Your receipt")
    person.sees("36.7")


def test_a_pause_is_asked_for_and_ended(citizen: Person) -> None:
    citizen.goes_to("/plans/pause")
    citizen.page.locator("main input[type=radio]").first.check()
    citizen.page.locator("main form button.btn").first.click()
    citizen.look(citizen.page)
    citizen.goes_to("/today")
    citizen.sees("pause")
    citizen.goes_to("/plans/pause")
    citizen.page.locator("main form button.btn").first.click()
    citizen.is_at("Det skal du i dag")


def width_beyond_screen(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links that stand alone and are under 44 px high."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
        .map(element => element.closest('label') ?? element)
        .filter(element => element.getClientRects().length && !element.closest('p, .skip'))
        .filter(element => !element.matches('.skip') && element.getBoundingClientRect().height < 44)
        .map(element => element.outerHTML.slice(0, 120))"""
    )
    return found


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_or_too_small_to_press(
    open_page: OpenPage, axe: Look, path: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page.goto(path)
    axe(page)
    assert width_beyond_screen(page) <= 0
    assert small_targets(page) == []
    expect(page.get_by_role("heading", level=1)).to_be_visible()
