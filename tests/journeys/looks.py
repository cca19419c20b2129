"""Looks at a page as people with other screens, eyes and hands meet it."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.browsers import PHONE

SCRIPT = Path(__file__).with_name("looks.js")
SMALLEST = {"width": 320, "height": 568}
USUAL_TEXT, LARGE_TEXT = 16, 32
MOST_STOPS = 120


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")


def ask(page: Page, question: str) -> Any:
    """Evaluate one of the functions of the script in the page."""
    return page.evaluate(f"{_script()}.{question}()")


def show_usually(page: Page) -> None:
    """A phone in daylight with its own settings."""
    page.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    set_text_size(page, USUAL_TEXT)
    page.evaluate("scrollTo(0, 0)")


def set_text_size(page: Page, pixels: int) -> None:
    """What the person has chosen as text size in the browser's settings."""
    debugger = page.context.new_cdp_session(page)
    debugger.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    debugger.detach()


def walk_with_tab(page: Page) -> list[str]:
    """Press Tab from the top of the page to its end; what was wrong with where it stopped."""
    ask(page, "startAtTop")
    faults: list[str] = []
    for stops in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = ask(page, "focusFaults")
        if found is None:
            return faults if stops else ["Tab stops nowhere"]
        faults += found
    return [*faults, "Tab does not come to an end"]
