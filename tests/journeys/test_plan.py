"""A nurse changes a plan, and the citizen's Today shows it from the day she said."""

import re
from datetime import datetime, timedelta

from citizen_app.web.clock import COPENHAGEN
from tests.journeys.conftest import OpenPage
from tests.journeys.phones import CITIZEN
from tests.journeys.steps import Look, Person, sign_in
from tests.journeys.test_care_team import LAPTOP, TABLET

PEAK_FLOW = "Mål peakflow"


def nurse_at_the_plan(open_page: OpenPage, axe: Look, name: str = "Karen Madsen") -> Person:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    sign_in(nurse.page, "nurse")
    nurse.opens(name)
    nurse.opens("Plan, grænser og noter")
    nurse.opens("Planen")
    nurse.is_at("Planen")
    return nurse


def writes_day(person: Person, days_ahead: int) -> None:
    day = datetime.now(COPENHAGEN).date() + timedelta(days=days_ahead)
    for label, part in (("Dag", day.day), ("Måned", day.month), ("År", day.year)):
        person.page.get_by_role("textbox", name=label, exact=True).first.fill(str(part))


def test_what_the_nurse_asks_from_today_stands_on_the_citizens_today(
    open_page: OpenPage, axe: Look
) -> None:
    nurse = nurse_at_the_plan(open_page, axe)
    nurse.opens("Bed om målinger")
    nurse.page.get_by_role("checkbox", name="Peakflow").check()
    nurse.chooses("Hver dag")
    writes_day(nurse, 0)
    nurse.presses("Se, hvad det betyder")
    nurse.is_at("Er det rigtigt?")
    nurse.sees(PEAK_FLOW, "Hver dag, hele dagen")
    nurse.presses("Gem ændringen")
    nurse.is_at("Planen")

    citizen = Person(open_page(CITIZEN), axe)
    citizen.goes_to("/today")
    citizen.sees(PEAK_FLOW)

    stop = re.compile(f"Spørg ikke mere.*{PEAK_FLOW}")
    nurse.page.get_by_role("link", name=stop).click()
    nurse.is_at("Spørg ikke mere")
    nurse.presses("Se, hvad det betyder")
    nurse.presses("Gem ændringen")
    nurse.sees("Spørges til og med")
    nurse.opens("Hvem har ændret planen")
    nurse.sees(f"Bad om mere: {PEAK_FLOW}", "Nina Sand")
    citizen.goes_to("/today")
    citizen.sees(PEAK_FLOW)


def test_what_counts_from_tomorrow_does_not_stand_on_today(open_page: OpenPage, axe: Look) -> None:
    nurse = nurse_at_the_plan(open_page, axe)
    nurse.opens("Bed om målinger")
    nurse.page.get_by_role("checkbox", name="Skridt på 1 dag").check()
    nurse.chooses("Hver dag")
    nurse.presses("Se, hvad det betyder")
    nurse.presses("Gem ændringen")
    nurse.sees("Mål skridt på 1 dag")
    citizen = Person(open_page(CITIZEN), axe)
    citizen.goes_to("/today")
    citizen.does_not_see("Mål skridt på 1 dag")


def test_the_pages_of_a_plan_are_accessible_on_a_tablet(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=TABLET), axe)
    sign_in(nurse.page, "nurse")
    nurse.goes_to("/care-team/templates")
    nurse.is_at("Planskabeloner")
    nurse.goes_to("/care-team")
    nurse.opens("Karen Madsen")
    nurse.opens("Plan, grænser og noter")
    nurse.opens("Planen")
    plan = nurse.page.url
    for name, heading in (
        ("Ret tiderne", "Ret tiderne"),
        ("Bed om et spørgeskema", "Bed om et spørgeskema"),
        ("Hold pause", "Hold pause"),
        ("Afslut forløbet", "Afslut forløbet"),
    ):
        nurse.goes_to(plan)
        nurse.opens(name)
        nurse.is_at(heading)
    nurse.chooses("Borgeren er død")
    nurse.presses("Se, hvad det betyder")
    nurse.sees("Fra nu af")
