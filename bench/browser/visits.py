"""One visit to a page by a phone: what it weighs, how fast it is, and what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from bench.browser.meter import Meter
from bench.demo_site import COOKIE
from tests.journeys.axe import violations

HERE = Path(__file__).parent
VITALS = (HERE / "vitals.js").read_text("utf-8")
SMALL_TARGETS = (HERE / "small_targets.js").read_text("utf-8")
CUT_OFF = (HERE / "cut_off.js").read_text("utf-8")

PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 568}
SLOWER_PROCESSOR = 4
SETTLE_MS = 500
AAA_CONTRAST = "color-contrast-enhanced"


@dataclass(frozen=True)
class Network:
    """A connection as DevTools slows it down: milliseconds a request, bits a second."""

    latency_ms: float
    download: float
    upload: float

    def conditions(self) -> dict[str, float | bool]:
        """What Chromium wants to be told."""
        return {
            "offline": False,
            "latency": self.latency_ms,
            "downloadThroughput": self.download / 8,
            "uploadThroughput": self.upload / 8,
        }


# DevTools' own presets of these names.
FAST_4G = Network(165, 8_100_000, 1_350_000)
SLOW_4G = Network(562.5, 1_440_000, 675_000)


@dataclass(frozen=True)
class Place:
    """A page of a site, and the cookie of the person who sees it."""

    name: str
    address: str
    token: str = ""

    @property
    def cookies(self) -> dict[str, str]:
        """The cookie as a request sends it."""
        return {COOKIE: self.token} if self.token else {}


CHOICE = "label:has(input[type=radio])"
PICTURE = "[data-trend] svg"


@contextmanager
def phone(browser: Browser, place: Place, **options: object) -> Iterator[Page]:
    """A phone that has never seen the site; `options` are Playwright's, such as locale."""
    settings = {
        "viewport": PHONE,
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
        "locale": "da-DK",
        "service_workers": "block",
        **options,
    }
    context: BrowserContext = browser.new_context(**settings)  # type: ignore[arg-type]
    try:
        if place.token:
            context.add_cookies([{"name": COOKIE, "value": place.token, "url": place.address}])
        page = context.new_page()
        page.set_default_timeout(60_000)
        yield page
    finally:
        context.close()


def slow_down(page: Page, network: Network | None) -> CDPSession:
    """Emulate a slower processor and, where given, a slower connection."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    if network:
        devtools.send("Network.emulateNetworkConditions", network.conditions())
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    return devtools


def weigh(browser: Browser, place: Place) -> float:
    """All bytes on the wire of a first visit: headers, bodies as compressed, and the icon."""
    with phone(browser, place) as page:
        meter = Meter.on(page)
        page.goto(place.address, wait_until="networkidle")
        meter.add_icons(page)
        return meter.bytes


def time_visits(browser: Browser, place: Place, network: Network) -> dict[str, float]:
    """LCP of a first visit and of a page seen after it, in seconds; CLS; INP in ms."""
    with phone(browser, place) as page:
        page.add_init_script(VITALS)
        slow_down(page, network)
        first = _visit(page, place)
        touch_something(page)
        inp = page.evaluate("self.vitals.inp")
        again = _visit(page, place)
    return {
        "first": first["lcp"] / 1000,
        "again": again["lcp"] / 1000,
        "cls": max(first["cls"], again["cls"]),
        "inp": inp,
    }


def _visit(page: Page, place: Place) -> dict[str, float]:
    page.goto(place.address, wait_until="load")
    page.wait_for_timeout(SETTLE_MS)
    found: dict[str, float] = page.evaluate("self.vitals")
    return found


def touch_something(page: Page) -> None:
    """What a visitor would do first: choose, type, touch a picture, open, or only the heading."""
    for choice in (CHOICE, "input[type=text]", PICTURE, "main summary", "h1"):
        found = page.locator(choice).first
        if found.count() and found.is_visible():
            found.tap()
            if choice.startswith("input"):
                page.keyboard.type("9")
            elif choice == PICTURE:
                page.locator("input[type=range]").first.press("ArrowLeft")
            break
    page.wait_for_timeout(SETTLE_MS)


def faults(browser: Browser, place: Place) -> dict[str, list[str]]:
    """What axe finds in light and in dark, and targets that are too small."""
    found: dict[str, list[str]] = {"axe_aa": [], "axe_aaa": [], "small_targets": []}
    for scheme in ("light", "dark"):
        with phone(browser, place, color_scheme=scheme) as page:
            page.goto(place.address)
            add_axe_findings(page, found)
            if scheme == "light":
                found["small_targets"] = page.evaluate(SMALL_TARGETS)
    return found


def add_axe_findings(page: Page, found: dict[str, list[str]]) -> None:
    """Sort axe's findings into AAA contrast and WCAG A and AA; best practices are left out."""
    for rule in violations(page):
        nodes = [f"{rule['id']}: {node['html'][:80]}" for node in rule["nodes"]]
        if rule["id"] == AAA_CONTRAST:
            found["axe_aaa"] += nodes
        elif "best-practice" not in rule["tags"]:
            found["axe_aa"] += nodes


def pixels_too_wide(browser: Browser, place: Place) -> float:
    """By how much the page is wider than the narrowest phone."""
    with phone(browser, place, viewport=SMALLEST) as page:
        page.goto(place.address)
        wide: float = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


def cut_off(browser: Browser, place: Place) -> list[str]:
    """Texts that cannot be read to their end; the browser says how large its text is."""
    with phone(browser, place) as page:
        page.goto(place.address)
        found: list[str] = page.evaluate(CUT_OFF)
        wide: int = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [*found, *([f"the page is {wide} px too wide"] if wide > 0 else [])]


@dataclass(frozen=True)
class Content:
    """What a visitor can read and use."""

    words: tuple[str, ...]
    controls: tuple[str, ...]


READ = """() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea")];
  return {
    words: document.body.innerText.split(/\\s+/).filter(Boolean),
    controls: controls.filter(shown).map((one) => one.textContent.trim() || one.name),
  };
}"""


def content(browser: Browser, place: Place, *, java_script: bool) -> Content:
    """The visible words and controls of a page, with or without JavaScript."""
    with phone(browser, place, java_script_enabled=java_script) as page:
        page.goto(place.address)
        # The debugger may read the page although its own scripts are off.
        read = page.evaluate(READ)
        return Content(tuple(read["words"]), tuple(read["controls"]))


def absolute(page: Page, href: str) -> str:
    """An address as the browser would follow it."""
    return urljoin(page.url, href)


def path_of(address: str) -> str:
    """The path and query of an address."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
