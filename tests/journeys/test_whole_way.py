"""From enrolment to an answer: a nurse enrols, the citizen worries, and each sees the other act."""

import re

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import DAILY_QUESTIONS, OXYGEN, Look, Person, sign_in
from tests.journeys.test_care_team import LAPTOP
from tests.journeys.test_enrolment import FRIDA

FRIDAS_NAME = "Frida Dahl"
RED_WORDS = "Sæt dig ned, og ring til os nu."
OXYGEN_AT_REST = re.compile("Iltmætning.*hvile.*uden ilt")
ANSWER = "Jeg ringer til dig om lidt."


def enrol_with_template(nurse: Person) -> None:
    nurse.opens("Tilmeld en borger")
    nurse.writes("CPR-nummer", FRIDA)
    nurse.presses("Fortsæt")
    nurse.writes("Fulde navn", FRIDAS_NAME)
    nurse.chooses("KOL (DJ44)")
    nurse.chooses("KOL, begyndelse og derefter")
    nurse.chooses("Ja, mundtligt", among="Vil borgeren være med?")
    nurse.chooses("Nej", among="Må support se")
    nurse.presses("Tilmeld")
    nurse.is_at("Kontakt og samtykker")


def set_limit(nurse: Person) -> None:
    nurse.goes_to(nurse.page.url.removesuffix("/contact"))
    nurse.opens("Se grænserne over tid")
    nurse.page.get_by_text("Sæt grænser for noget andet").click()
    nurse.page.get_by_role("link", name=OXYGEN_AT_REST).click()
    nurse.writes("Rød under", "88")
    nurse.writes("Ord ved rød", RED_WORDS)
    nurse.writes("Hvorfor", "Aftalt ved besøget.")
    nurse.presses("Sæt grænserne fra nu af")
    nurse.sees("rød under 88")


def answer_worriedly(frida: Person) -> None:
    frida.opens_task(DAILY_QUESTIONS)
    frida.answers("Meget mere")
    frida.sees("112")
    frida.opens("Gå videre")
    frida.answers("Slet ikke", "Nej", "Nej", "Nej", "Helt sikker", None)
    frida.presses("Send")
    frida.is_at("Din kvittering")


def measure_low_oxygen(frida: Person) -> None:
    frida.opens_task(OXYGEN)
    frida.measures_oxygen("85", "96")
    frida.presses("Fortsæt")
    frida.presses("Send")
    frida.is_at("Din kvittering")
    frida.sees(RED_WORDS, "112")


def test_from_enrolment_to_the_answer(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    sign_in(nurse.page, "nurse")
    enrol_with_template(nurse)
    set_limit(nurse)

    frida = Person(open_page(None), axe)
    sign_in(frida.page, "stranger")
    answer_worriedly(frida)
    measure_low_oxygen(frida)

    nurse.goes_to("/care-team")
    row = nurse.page.locator("li.row").filter(has_text=FRIDAS_NAME)
    assert "Rød" in row.inner_text()
    nurse.opens(FRIDAS_NAME)
    nurse.sees("rød under 88", "Meget mere")
    reading = nurse.page.locator("article").filter(has_text="rød under 88")
    with nurse.page.expect_navigation():
        reading.get_by_role("link", name="Handl på det").click()
    nurse.writes("Besked til borgeren", ANSWER)
    nurse.presses("Markér som handlet på")

    frida.goes_to("/record")
    frida.opens("Iltmætning 85 %")
    frida.sees("Handlet på af sygeplejerske", ANSWER)
