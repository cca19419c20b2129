"""A nurse writes the action plan, and the citizen reads it, prints it and meets its words."""

from io import BytesIO

from pypdf import PdfReader

from citizen_app.action_plan.rules import LONGEST_TEXT, MOST_LINES
from tests.journeys.conftest import OpenPage
from tests.journeys.phones import CITIZEN
from tests.journeys.steps import OXYGEN, Look, Person, sign_in

LAPTOP = {"width": 1280, "height": 800}
KAREN = "Karen Madsen"
# As much as a zone may hold, in as many lines.
WORD = "langeord "
FULL = "\n".join([WORD.strip()] * (MOST_LINES - 1)) + "\n"
FULL += (WORD * 60)[: LONGEST_TEXT - len(FULL)].strip()


def opens_action_plan(nurse: Person) -> None:
    sign_in(nurse.page, "nurse")
    nurse.opens(KAREN)
    nurse.opens("Plan, grænser og noter")
    nurse.opens("Ret handleplanen")
    nurse.is_at("Handleplan")


def write_everywhere(nurse: Person, words: str) -> None:
    for field in nurse.page.locator("textarea").all():
        field.fill(words)


def test_the_nurse_writes_and_the_citizen_meets_her_own_words(
    open_page: OpenPage, axe: Look
) -> None:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    opens_action_plan(nurse)
    write_everywhere(nurse, "Jeg sætter mig ned.")
    nurse.presses("Se den, som borgeren ser den")
    nurse.is_at("Er planen rigtig?")
    nurse.presses("Gem planen")
    nurse.sees("Udgave 2")
    nurse.opens("Læs den")
    nurse.sees("Jeg sætter mig ned.", "Gælder nu.")

    citizen = Person(open_page(CITIZEN), axe)
    citizen.opens_task(OXYGEN)
    citizen.measures_oxygen("87", "96")
    citizen.presses("Fortsæt")
    citizen.presses("Send")
    citizen.sees("Din handleplan: rød zone", "Jeg sætter mig ned.")
    citizen.opens("Læs hele planen")
    citizen.is_at("Min handleplan")


def test_the_longest_plan_fits_on_one_sheet(open_page: OpenPage, axe: Look) -> None:
    nurse = Person(open_page(None, viewport=LAPTOP), axe)
    opens_action_plan(nurse)
    write_everywhere(nurse, FULL)
    for place in (1, 2, 3):
        nurse.page.locator(f"#phone-name-{place}").fill("Min datter, som bor i nærheden")
        nurse.page.locator(f"#phone-number-{place}").fill("96 00 00 05")
    nurse.presses("Se den, som borgeren ser den")
    nurse.presses("Gem planen")
    page = open_page(CITIZEN)
    page.goto("/action-plan")
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    assert "112" in paper.pages[0].extract_text()
