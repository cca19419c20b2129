"""A nurse on a laptop and a tablet finds the red row and acts, and the citizen sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.phones import CITIZEN
from tests.journeys.steps import OXYGEN, Look, Person, sign_in

LAPTOP = {"width": 1280, "height": 800}
TABLET = {"width": 820, "height": 1180}
WORDS = "Vi ringer til dig kl. 10. Hvil dig imens."


def send_low_oxygen(open_page: OpenPage) -> None:
    citizen = Person(open_page(CITIZEN), lambda _: None)
    citizen.opens_task(OXYGEN)
    citizen.measures_oxygen("87", "96")
    citizen.presses("Fortsæt")
    citizen.presses("Send")
    citizen.is_at("Din kvittering")


@pytest.mark.parametrize("screen", [LAPTOP, TABLET], ids=["laptop", "tablet"])
def test_a_nurse_acts_on_a_red_and_the_citizen_sees_it(
    open_page: OpenPage, axe: Look, screen: dict[str, int]
) -> None:
    send_low_oxygen(open_page)
    nurse = Person(open_page(None, viewport=screen), axe)
    sign_in(nurse.page, "nurse")
    nurse.look(nurse.page)
    nurse.is_at("Arbejdsliste")
    nurse.sees("Rød", "Aase Holm", "Karen Madsen", "Mangler")
    nurse.opens("Karen Madsen")
    nurse.is_at("Det, der venter")
    nurse.sees("Sendt, ikke set endnu", "rød under 88")
    nurse.opens("Handl på det")
    nurse.writes("Besked til borgeren", WORDS)
    nurse.writes("Skal gøres senere", "Ring igen")
    nurse.chooses("I morgen")
    nurse.presses("Markér som handlet på")
    nurse.is_at("Det, der venter")
    nurse.sees("Ring igen")
    nurse.opens("I dag kl.")
    nurse.opens("Kopiér til journal")
    nurse.sees("Dette er ikke en journal.")
    nurse.goes_to("/care-team")
    nurse.sees("Ring igen (i morgen)")

    citizen = Person(open_page(CITIZEN), axe)
    citizen.goes_to("/record")
    citizen.opens("Iltmætning 87 %")
    citizen.sees("Handlet på af sygeplejerske", WORDS)
    citizen.does_not_see("Nina Sand")


def test_the_keys_walk_through_the_list(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    sign_in(nurse.page, "nurse")
    rows = nurse.page.locator("[data-row]")
    nurse.page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    nurse.page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    nurse.page.keyboard.press("k")
    nurse.page.keyboard.press("Enter")
    nurse.is_at("Det, der venter")


def test_tab_and_enter_alone_reach_a_citizen(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    sign_in(nurse.page, "nurse")
    first = nurse.page.locator("[data-row]").first
    for _ in range(40):
        nurse.page.keyboard.press("Tab")
        if first.evaluate("row => row === document.activeElement"):
            break
    with nurse.page.expect_navigation():
        nurse.page.keyboard.press("Enter")
    nurse.is_at("Det, der venter")


def test_the_programme_and_the_emergency_page_are_accessible(
    open_page: OpenPage, axe: Look
) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.goes_to("/care-team/programme")
    nurse.sees("Hvem deltager", "Skjult: færre end 5 personer")
    nurse.goes_to("/care-team/emergency")
    nurse.presses("Åbn borgerens side")
    nurse.sees("Skriv CPR-nummeret med ti tegn")


def test_a_citizens_page_is_accessible_and_keeps_a_note(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.opens("Karen Madsen")
    nurse.opens("Plan, grænser og noter")
    nurse.is_at("Borgeren")
    nurse.writes("Ny note", "Datteren hjælper om aftenen.")
    nurse.presses("Gem noten")
    nurse.sees("Datteren hjælper om aftenen.", "Nina Sand")


def test_limits_are_set_with_a_reason_and_stand_with_it(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.opens("Karen Madsen")
    nurse.opens("Plan, grænser og noter")
    nurse.opens("Se grænserne over tid")
    nurse.is_at("Grænser")
    nurse.page.get_by_role("link", name=re.compile("Ret grænserne.*Puls")).click()
    nurse.is_at("Puls")
    nurse.writes("Gul over", "130")
    nurse.writes("Hvorfor", "Aftalt ved besøget.")
    nurse.presses("Sæt grænserne fra nu af")
    nurse.sees("Rød over må ikke være lavere end gul over")
    nurse.writes("Gul over", "108,5")
    nurse.presses("Sæt grænserne fra nu af")
    nurse.is_at("Grænser")
    nurse.sees("gul over 108,5", "sat af Nina Sand", "Aftalt ved besøget.")


def test_a_doctor_gives_and_withdraws_a_delegation(open_page: OpenPage, axe: Look) -> None:
    doctor = Person(open_page(None, viewport=LAPTOP), axe)
    sign_in(doctor.page, "doctor")
    doctor.opens("Delegationer")
    doctor.sees("Nina Sand", "Må sætte grænser")
    doctor.presses("Træk delegationen tilbage")
    doctor.sees("Må ikke sætte grænser")
    doctor.presses("Giv delegation")
    doctor.sees("Givet af")


def test_a_citizen_is_followed_over_time(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.opens("Karen Madsen")
    nurse.opens("Plan, grænser og noter")
    place = nurse.page.url
    nurse.opens("Iltmætning")
    nurse.sees("Sådan læser borgeren det", "Rød: under 88")
    nurse.goes_to(place)
    nurse.opens("Svar på spørgsmål over tid")
    nurse.sees("Svar over tid")
    nurse.goes_to(place)
    nurse.opens("Print til en konference")
    nurse.sees("Til en konference", "Karen Madsen")
    nurse.goes_to(place)
    nurse.opens("Udstyr, med tidligere noter")
    nurse.writes("Det har borgeren nu", "Iltmåler nr. 7")
    nurse.presses("Gem noten")
    nurse.sees("Iltmåler nr. 7")
