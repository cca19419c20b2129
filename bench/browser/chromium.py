"""Starts the browsers of the benchmarks."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsers import SWITCHES, find_chromium

DOUBLE_TEXT = "--blink-settings=defaultFontSize=32"
Launch = Callable[..., Browser]


@contextmanager
def chromium() -> Iterator[Launch]:
    """Starts headless Chromiums, with more switches or in another language if wanted."""
    with sync_playwright() as playwright:
        path = find_chromium() or playwright.chromium.executable_path

        def launch(*switches: str, language: str = "") -> Browser:
            return playwright.chromium.launch(
                executable_path=path,
                args=[*SWITCHES, *switches, *([f"--lang={language}"] if language else [])],
                env={**os.environ, **({"LANGUAGE": language} if language else {})},
            )

        # Playwright closes with itself whatever it has started.
        yield launch
