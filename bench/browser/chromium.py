"""Starts the browsers of the benchmarks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsers import SWITCHES, find_chromium

DOUBLE_TEXT = "--blink-settings=defaultFontSize=32"
Launch = Callable[..., Browser]


@contextmanager
def chromium() -> Iterator[Launch]:
    """Starts headless Chromiums, each with more switches if wanted, and closes them at the end."""
    with sync_playwright() as playwright:
        path = find_chromium() or playwright.chromium.executable_path

        def launch(*switches: str) -> Browser:
            return playwright.chromium.launch(executable_path=path, args=[*SWITCHES, *switches])

        # Playwright closes with itself whatever it has started.
        yield launch
