"""Walks through the demo without JavaScript, and notes the pages it comes to."""

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page

from bench.browser.visits import Place, absolute, phone
from bench.budgets import CHECK, QUESTION, READING, RECEIPT, TODAY
from bench.demo_site import Site

MOST_PAGES = 60
NEXT = "form#step button:not([name=go])"


def collect_places(browser: Browser, site: Site) -> list[Place]:
    """Today, a question, a reading, the check page and a receipt, of the citizen."""
    return [*walk(browser, site, "citizen"), first_receipt(browser, site)]


def walk(browser: Browser, site: Site, role: str) -> list[Place]:
    """Today, a question, a reading and the check page, all by links and forms.

    Done without JavaScript; a walk that gets stuck raises.
    """
    today = Place(TODAY, f"{site.address}/today", site.sign_in(site.person(role)))
    with phone(browser, today, java_script_enabled=False) as page:
        page.goto(today.address)
        reading = absolute(page, _href(page, "a.task[href*='/readings/']"))
        page.goto(absolute(page, _href(page, "a.task[href*='/questionnaires/']")))
        question = page.url
        answer_everything(page)
        check = page.url
    return [
        today,
        Place(QUESTION, question, today.token),
        Place(READING, reading, today.token),
        Place(CHECK, check, today.token),
    ]


def first_receipt(browser: Browser, site: Site) -> Place:
    """What the new citizen gets for the first answers, sent without JavaScript."""
    today = Place(TODAY, f"{site.address}/today", site.sign_in(site.person("new-citizen")))
    with phone(browser, today, java_script_enabled=False) as page:
        page.goto(today.address)
        page.goto(absolute(page, _href(page, "a.task[href*='/questionnaires/']")))
        answer_everything(page)
        page.locator("main form button[type=submit]").click()
        return Place(RECEIPT, page.url, today.token)


def answer_everything(page: Page, note: Callable[[Page], None] = lambda page: None) -> None:
    """From a question to the page where answers are checked; `note` sees every page."""
    for _ in range(MOST_PAGES):
        note(page)
        if page.url.split("?")[0].endswith("/check"):
            return
        if page.url.split("?")[0].endswith("/advice"):
            page.locator("main .actions a").click()
            continue
        _fill_in(page)
        page.locator(NEXT).click()
    raise AssertionError(f"the walk did not end: {page.url}")


def _fill_in(page: Page) -> None:
    for group in page.locator("form#step fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    for field in page.locator("form#step input[type=text]").all():
        if not field.input_value():
            field.fill(_likely(field))
    for field in page.locator("form#step textarea").all():
        field.fill("Det går godt.")


def _likely(field: Locator) -> str:
    """A number that is neither refused nor asked about, for whatever the field is."""
    name = field.get_attribute("name") or ""
    likely = {"temperature": "36,7", "weight": "72", "spo2": "94", "systolic": "135"}
    return next((value for part, value in likely.items() if part in name), "72")


def _href(page: Page, selector: str) -> str:
    href = page.locator(selector).first.get_attribute("href")
    if href is None:
        raise AssertionError(f"{page.url} has no {selector}")
    return href
