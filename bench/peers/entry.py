"""What a peer makes of a temperature that is typed, and when its form can be answered."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from bench.browser.meter import Meter
from bench.browser.visits import Network, Place, add_axe_findings, phone, slow_down

READY = (Path(__file__).parent.parent / "browser" / "ready.js").read_text("utf-8")
QUESTION = "Hvad er din temperatur?"
TEMPERATURE = "temperatur"
NOTHING = "nothing"
SETTLE_MS = 1000
LOOKS = 5
PATIENCE_MS = 120_000


def seconds_until_ready(browser: Browser, place: Place, network: Network) -> float:
    """From the address to a field that takes an answer, for a phone that was never there."""
    with phone(browser, place) as page:
        page.add_init_script(READY)
        slow_down(page, network)
        page.goto(place.address, wait_until="commit", timeout=PATIENCE_MS)
        milliseconds: float = page.evaluate("self.ready")
    return milliseconds / 1000


def weigh(browser: Browser, place: Place) -> Meter:
    """What has come when the page has settled."""
    with phone(browser, place) as page:
        meter = Meter.on(page)
        _open(page, place)
        meter.add_icons(page)
        return meter


def axe_findings(browser: Browser, place: Place) -> dict[str, list[str]]:
    """What axe finds in the form as it is first shown."""
    found: dict[str, list[str]] = {"axe_aa": [], "axe_aaa": []}
    with phone(browser, place) as page:
        _open(page, place)
        add_axe_findings(page, found)
    return found


def typed_temperature(browser: Browser, place: Place, typed: str, locale: str) -> str:
    """Type it with the keyboard, leave the field, and read the response that would be sent."""
    with phone(browser, place, locale=locale) as page:
        _open(page, place)
        page.get_by_label(QUESTION).click()
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
        return _settled_temperature(page)


def _settled_temperature(page: Page) -> str:
    """A form may answer with nothing while it still takes in what was typed."""
    found = NOTHING
    for _ in range(LOOKS):
        page.wait_for_timeout(SETTLE_MS)
        found = temperature_in(page.evaluate("responseOf()") or {})
        if found != NOTHING:
            break
    return found


def _open(page: Page, place: Place) -> None:
    page.goto(place.address, wait_until="networkidle")
    page.wait_for_timeout(SETTLE_MS)


def temperature_in(response: Any) -> str:
    """The number of a FHIR response or of SurveyJS's own, in words of a table."""
    if response.get("resourceType") != "QuestionnaireResponse":
        return str(response.get(TEMPERATURE, NOTHING))
    for item in response.get("item", ()):
        for answer in item.get("answer", ()) if item["linkId"] == TEMPERATURE else ():
            return str(answer.get("valueDecimal", answer.get("valueQuantity", {}).get("value")))
    return NOTHING


def is_danish(browser: Browser) -> bool:
    """Whether the browser's own language is Danish; it needs a language pack for that."""
    page = browser.new_page()
    try:
        return str(page.evaluate("navigator.language")).startswith("da")
    finally:
        page.close()
