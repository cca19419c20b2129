"""A citizen writes, a nurse answers, and the citizen reads it, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage
from tests.journeys.phones import CITIZEN
from tests.journeys.steps import Look, Person, sign_in

SUBJECT, ANSWER = "Min nye inhalator", "Ring, så viser jeg dig det."


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_citizen_writes_a_nurse_answers_and_the_citizen_reads(
    open_page: OpenPage, axe: Look, has_scripts: bool
) -> None:
    look = axe if has_scripts else lambda _: None
    karen = Person(open_page(CITIZEN, java_script_enabled=has_scripts), look)
    nina = Person(open_page(None, java_script_enabled=has_scripts), look)
    sign_in(nina.page, "nurse")
    karen.goes_to("/messages/add")
    karen.writes("Hvad drejer det sig om", SUBJECT)
    karen.writes("Din besked", "Hvordan holder jeg den?")
    karen.presses("Send")
    karen.sees("Ikke læst endnu", "Din besked er sendt")
    nina.goes_to("/care-team/messages")
    nina.opens(f"Karen Madsen: {SUBJECT}")
    nina.sees("Hvordan holder jeg den?")
    nina.writes("Dit svar", ANSWER)
    nina.presses("Send")
    if has_scripts:
        expect(karen.page.get_by_text(ANSWER)).to_be_visible(timeout=30_000)
    karen.goes_to("/messages")
    karen.page.get_by_role("button", name=SUBJECT).click()
    karen.sees(ANSWER, "Læst af sygeplejerske")
    karen.does_not_see("Jeg har læst den")
