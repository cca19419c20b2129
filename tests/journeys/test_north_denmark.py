"""The questionnaire that North Denmark used, converted, from Today to the receipt."""

import pytest
from playwright.sync_api import expect

from tests.journeys.demo_server import DemoServer
from tests.journeys.steps import NORTH_DENMARK, Person

MOST_PAGES = 40
MEASURED = {
    "Iltmætning": "93",
    "Puls": "78",
    "Blodtryk, det høje": "135",
    "Blodtryk, det lave": "80",
    "Vægt": "71,4",
    "Temperatur": "36,7",
}


def answer_page(person: Person) -> None:
    """Write what is asked for, or say no, and go on."""
    page = person.page
    for label, text in MEASURED.items():
        for field in page.get_by_role("textbox", name=label).all():
            if field.is_visible() and not field.input_value():
                field.fill(text)
    if page.get_by_role("radio", name="I hvile").count():
        person.chooses("I hvile")
        person.chooses("Nej, uden ilt")
    elif page.get_by_role("radio", name="Nej", exact=True).count():
        person.chooses("Nej")
    page.locator("main form button.btn").first.click()


def walk(person: Person) -> None:
    person.goes_to("/today")
    person.opens(NORTH_DENMARK)
    for _ in range(MOST_PAGES):
        if "/check" in person.page.url:
            return
        person.look(person.page)
        if "/advice" in person.page.url:
            person.page.get_by_role("link", name="Gå videre").click()
        else:
            answer_page(person)
    pytest.fail(f"no end after {MOST_PAGES} pages: {person.page.url}")


@pytest.mark.parametrize("phone", ["citizen", "citizen_without_scripts"])
def test_it_is_answered_from_start_to_receipt(
    north_denmark: DemoServer, phone: str, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(phone)
    walk(person)
    person.presses("Send")
    person.is_at("Din kvittering")
    person.sees("93 %", "78 slag/min.")
    expect(person.page.get_by_text("Teamet læser målinger").first).to_be_visible()
