"""The same form in our demo: imported, found on Today, and walked through page by page."""

from playwright.sync_api import Browser, Page
from sqlmodel import select

from bench.browser.meter import Meter
from bench.browser.visits import Place, absolute, add_axe_findings, phone
from bench.browser.walk import MOST_PAGES, NEXT
from bench.budgets import OURS
from bench.demo_site import Site
from bench.peers.entry import NOTHING, TEMPERATURE
from bench.peers.sites import FORM
from citizen_app.database import load_models, open_session
from citizen_app.questionnaires.models import Draft

TITLE = "Femten spørgsmål"
# The question whose yes asks one more.
MORE_ASKED = "Har du mere slim"


def our_place(browser: Browser, site: Site) -> Place:
    """Import the form, and give the page of its first question."""
    site.command("questionnaire", "import", FORM)
    today = Place(OURS, f"{site.address}/today", site.sign_in(site.person("citizen")))
    with phone(browser, today) as page:
        page.goto(today.address)
        href = page.locator("a.task", has_text=TITLE).get_attribute("href") or ""
        page.goto(absolute(page, href))
        return Place(OURS, page.url, today.token)


def walk_to_the_end(
    browser: Browser,
    place: Place,
    typed: str,
    *,
    faults: dict[str, list[str]] | None = None,
    locale: str = "da-DK",
) -> float:
    """Say yes to what asks for more, type the temperature, leave the rest; all bytes of it."""
    with phone(browser, place, locale=locale) as page:
        meter = Meter.on(page)
        page.goto(place.address)
        for _ in range(MOST_PAGES):
            page.wait_for_load_state("networkidle")
            if faults is not None:
                add_axe_findings(page, faults)
            if page.url.endswith("/check"):
                meter.add_icons(page)
                return meter.bytes
            _answer(page, typed)
            page.locator(NEXT).click()
    raise AssertionError(f"the walk did not end: {page.url}")


def _answer(page: Page, typed: str) -> None:
    heading = page.locator("h1").inner_text()
    if heading.startswith(MORE_ASKED):
        # Yes comes first, in the language of the browser.
        page.locator("form#step input[type=radio]").first.check()
    if TEMPERATURE in heading:
        page.locator("form#step input[type=text]").click()
        page.keyboard.type(typed)


def take_temperature(site: Site) -> str:
    """The number that the draft holds and would send; the draft is taken away."""
    load_models()
    with open_session(site.database_url) as session:
        drafts = session.exec(select(Draft)).all()
        given = [draft.answers.get(TEMPERATURE, {}).get("values", ()) for draft in drafts]
        for draft in drafts:
            session.delete(draft)
        session.commit()
    return next((str(value.get("decimal")) for values in given for value in values), NOTHING)
