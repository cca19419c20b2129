"""Asks axe about the page as it stands: WCAG 2.2 A and AA, and contrast AAA."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.architecture.tree import ROOT

SCRIPT = ROOT / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@cache
def source() -> str:
    """axe as it lies in the npm package."""
    return SCRIPT.read_text("utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe found, one entry for each rule."""
    # Evaluated in the page's own world by the debugger: the policy of the page stays as it is.
    page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then(result => result.violations)", OPTIONS
    )
    for rule in found:
        if rule["id"] == "target-size":
            rule["nodes"] = [node for node in rule["nodes"] if _is_small(page, node)]
    return [rule for rule in found if rule["nodes"]]


def _is_small(page: Page, node: dict[str, Any]) -> bool:
    """Whether a target is too small in the middle of the screen too, away from the sticky tabs."""
    again = """selector => {
      document.querySelector(selector).scrollIntoView({block: "center", behavior: "instant"})
      return axe.run({include: [selector]}, {runOnly: ["target-size"]})
        .then(result => result.violations.length > 0)
    }"""
    is_small: bool = page.evaluate(again, node["target"][0])
    return is_small


def assert_accessible(page: Page) -> None:
    """Fail with the rule, the reason and the places."""
    faults = [
        f"{found['id']}: {found['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in found["nodes"][:5])
        for found in violations(page)
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)
