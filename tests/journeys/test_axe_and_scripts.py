"""The journeys' own instruments find what they are there to find."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import violations

BROKEN = {
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "color-contrast-enhanced": "<p style='color:#767676'>words</p>",
    "label": "<input name='pulse'>",
    "target-size": "<button style='width:9px;height:9px;padding:0'>a</button>" * 2,
}


@pytest.fixture
def blank_page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize("rule", BROKEN)
def test_axe_finds_a_planted_fault(blank_page: Page, rule: str) -> None:
    blank_page.set_content(
        f"<!doctype html><html lang=en><title>T</title><main><h1>T</h1>{BROKEN[rule]}</main></html>"
    )
    assert rule in {found["id"] for found in violations(blank_page)}
