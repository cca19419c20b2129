"""A real server, a real browser in the size of a phone, and axe."""

import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.axe import assert_accessible
from tests.journeys.browsers import PHONE, launch_options
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

MAKE_DEMO = ("migrate", "demo")
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo as `make run` serves it, with people of its own; the value is its address."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    env, log = demo_settings(folder, port), folder / "log"
    for step in MAKE_DEMO:
        subprocess.run([BIN / "citizen-app", step], cwd=folder, env=env, check=True)
    with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
        yield wait_until_ready(port, process, log)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright))  # type: ignore[arg-type]
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser, live_server: str) -> Iterator[NewContext]:
    """Makes browsers that know nothing of each other; `java_script_enabled=False` is allowed."""
    opened: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        settings = {"base_url": live_server, "viewport": PHONE, "locale": "da-DK", **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Iterator[Page]:
    """A Danish phone with JavaScript; an error in a script or against the policy fails the test."""
    page = new_context().new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page
    assert complaints == []


@pytest.fixture
def plain_page(new_context: NewContext) -> Page:
    """The same phone without JavaScript."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails when axe finds anything against WCAG 2.2 A and AA, or contrast AAA."""
    return assert_accessible
