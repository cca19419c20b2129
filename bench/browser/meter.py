"""Counts what comes over the wire to a page."""

from dataclasses import dataclass, field
from typing import Any

import requests
from playwright.sync_api import Page


@dataclass
class Meter:
    """Bytes of heads and bodies as they came, compressed; files from the cache weigh nothing."""

    sizes: list[float] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @classmethod
    def on(cls, page: Page) -> "Meter":
        """Count from now on."""
        meter = cls()
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", meter._note_request)
        devtools.on("Network.loadingFinished", meter._note_end)
        return meter

    @property
    def bytes(self) -> float:
        """All of them so far."""
        return sum(self.sizes)

    def add_icons(self, page: Page) -> None:
        """Icons, which headless browsers leave out, as a browser with a window fetches them."""
        icons = page.locator("link[rel~=icon]").evaluate_all("links => links.map(l => l.href)")
        for icon in set(icons) - self.asked:
            self.asked.add(icon)
            self.sizes.append(size_of(icon))

    def _note_request(self, event: dict[str, Any]) -> None:
        self.asked.add(event["request"]["url"])
        # A redirect ends no loading, and has a size all the same.
        self.sizes.append(event.get("redirectResponse", {}).get("encodedDataLength", 0))

    def _note_end(self, event: dict[str, Any]) -> None:
        self.sizes.append(event["encodedDataLength"])


def size_of(address: str) -> int:
    """Head and body of a file."""
    answer = requests.get(address, headers={"Accept-Encoding": "br"}, timeout=10, stream=True)
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return len(answer.raw.read(decode_content=False)) + head
