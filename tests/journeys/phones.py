"""Opens browsers in the size of a phone, and notes what goes wrong inside them."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.journeys.browsers import PHONE
from tests.journeys.demo_server import DemoServer
from tests.journeys.steps import sign_in

CITIZEN, NEW_CITIZEN = "citizen", "new-citizen"
# Pages that refuse something answer 4xx on purpose, and journeys lose the network on purpose.
ON_PURPOSE = "Failed to load resource"


class Phones:
    """Danish phones that know nothing of each other, closed together."""

    def __init__(self, browser: Browser, server: DemoServer, passes: dict[str, Any]) -> None:
        self._browser, self._server, self._passes = browser, server, passes
        self._contexts: list[BrowserContext] = []
        self._complaints: list[str] = []

    def open(self, role: str | None = CITIZEN, **options: Any) -> Page:
        """A phone on which the person is signed in; None is a visitor without a session."""
        settings = {
            "base_url": self._server.address,
            "viewport": PHONE,
            "locale": "da-DK",
            "storage_state": self._passes.get(role or ""),
            **options,
        }
        context = self._browser.new_context(**settings)
        context.set_default_timeout(10_000)
        context.on("page", self._listen)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> list[str]:
        """Close all of them; the value is what scripts, the policy and our files complained of."""
        for context in self._contexts:
            context.close()
        complaints, self._contexts, self._complaints = self._complaints, [], []
        return complaints

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.on("console", self._note_line)
        page.on("response", self._note_missing_file)

    def _note_line(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not line.text.startswith(ON_PURPOSE):
            self._complaints.append(line.text)

    def _note_missing_file(self, response: Response) -> None:
        if "/static/" in response.url and not response.ok and response.status != 304:
            self._complaints.append(f"{response.status} {response.url}")


def sign_in_once(browser: Browser, server: DemoServer) -> dict[str, Any]:
    """The cookies of citizens who are signed in, so that a journey need not begin there."""
    passes = {}
    for role in (CITIZEN, NEW_CITIZEN):
        context = browser.new_context(base_url=server.address, locale="da-DK")
        sign_in(context.new_page(), role)
        passes[role] = context.storage_state()
        context.close()
    return passes
