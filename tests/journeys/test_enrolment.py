"""A nurse enrols somebody, who signs in; home visits are entered under a band."""

from tests.journeys.conftest import OpenPage
from tests.journeys.steps import Look, Person, sign_in

TABLET = {"width": 820, "height": 1180}
FRIDA = "710290-1110"


def enrol_frida(nurse: Person) -> None:
    nurse.opens("Tilmeld en borger")
    nurse.is_at("Tilmeld en borger")
    nurse.writes("CPR-nummer", "71029")
    nurse.presses("Fortsæt")
    nurse.sees_error("Skriv hele CPR-nummeret: seks tal og fire tegn")
    nurse.writes("CPR-nummer", FRIDA)
    nurse.presses("Fortsæt")
    nurse.sees("710290-••••")
    nurse.does_not_see(FRIDA)
    nurse.writes("Fulde navn", "Frida Dahl")
    nurse.chooses("KOL (DJ44)")
    nurse.writes("Telefon", "12 34 56 78")
    nurse.chooses("Ja, mundtligt", among="Vil borgeren være med?")
    nurse.chooses("Nej", among="Må support se")
    nurse.presses("Tilmeld")
    nurse.is_at("Kontakt og samtykker")
    nurse.sees("Frida Dahl", "710290-••••", "At være med")


def test_a_nurse_enrols_somebody_who_then_signs_in(open_page: OpenPage, axe: Look) -> None:
    frida = Person(open_page(None), axe)
    sign_in(frida.page, "stranger")
    frida.does_not_see("Det skal du i dag")

    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    enrol_frida(nurse)
    assert "710290" not in nurse.page.url
    nurse.presses("Vis hele nummeret")
    nurse.sees(FRIDA)
    nurse.opens("Registrér en pårørende")
    nurse.writes("Den pårørendes navn", "Otto Dahl")
    nurse.chooses("Søster eller bror")
    nurse.chooses("Ja, mundtligt")
    nurse.presses("Registrér")
    nurse.sees("Otto Dahl")

    again = Person(open_page(None), axe)
    sign_in(again.page, "stranger")
    again.goes_to("/today")
    again.sees("Frida")
    again.goes_to("/settings/helpers")
    again.sees("Otto Dahl")


def test_a_nurse_enters_for_a_citizen_under_a_band(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.opens("Karen Madsen")
    nurse.opens("Plan, grænser og noter")
    nurse.opens("Kontakt og samtykker")
    nurse.presses("Tast målinger for borgeren")
    nurse.sees("Du taster for")
    nurse.goes_to("/readings/add")
    nurse.writes("Puls", "78")
    nurse.presses("Fortsæt")
    nurse.sees("Du taster for")
    nurse.presses("Send")
    nurse.is_at("Din kvittering")
    nurse.sees("Tastet af sygeplejerske")
    nurse.presses("Stop med at taste")
    nurse.does_not_see("Du taster for")

    citizen = Person(open_page(), axe)
    citizen.goes_to("/record")
    citizen.sees("Tastet af sygeplejerske")
