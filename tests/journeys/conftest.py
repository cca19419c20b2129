"""A real server, a real browser in the size of a phone, and axe."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.axe import assert_accessible
from tests.journeys.browsers import launch_options
from tests.journeys.demo_server import FRESH, WITH_NORTH_DENMARK, DemoServer
from tests.journeys.phones import NEW_CITIZEN, Phones, sign_in_once
from tests.journeys.steps import Look, Person
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

OpenPage = Callable[..., Page]
Passes = dict[str, Any]


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The demo as `make run` serves it, with people of its own."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    env, log = demo_settings(folder, port), folder / "log"
    server = DemoServer(f"http://127.0.0.1:{port}", folder, env)
    server.command("migrate")
    server.command("demo")
    with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
        wait_until_ready(port, process, log)
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright))  # type: ignore[arg-type]
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def passes(demo_server: DemoServer, browser: Browser) -> Passes:
    """The cookies of the citizens, whose sessions are part of the demo's first day."""
    passes = sign_in_once(browser, demo_server)
    demo_server.keep(FRESH)
    return passes


@pytest.fixture
def demo(demo_server: DemoServer, passes: Passes) -> DemoServer:
    """The demo on its first day, whatever the tests before did."""
    demo_server.restore(FRESH)
    return demo_server


@pytest.fixture
def north_denmark(demo: DemoServer) -> DemoServer:
    """The demo with the questionnaire of North Denmark, converted and imported."""
    demo.import_north_denmark()
    demo.restore(WITH_NORTH_DENMARK)
    return demo


@pytest.fixture
def open_page(demo: DemoServer, browser: Browser, passes: Passes) -> Iterator[OpenPage]:
    """Opens phones; an error in a script or against the policy fails the test."""
    phones = Phones(browser, demo, passes)
    yield phones.open
    assert phones.close() == []


@pytest.fixture
def citizen(open_page: OpenPage, axe: Look) -> Person:
    """A citizen with three months of history, signed in on a phone."""
    return Person(open_page(), axe)


@pytest.fixture
def newcomer(open_page: OpenPage, axe: Look) -> Person:
    """A citizen who has sent nothing yet, signed in."""
    return Person(open_page(NEW_CITIZEN), axe)


@pytest.fixture
def visitor(open_page: OpenPage, axe: Look) -> Person:
    """Somebody who is not signed in."""
    return Person(open_page(None), axe)


@pytest.fixture
def citizen_without_scripts(open_page: OpenPage) -> Person:
    """The citizen on a phone without JavaScript, where axe cannot run either."""
    return Person(open_page(java_script_enabled=False), lambda _: None)


@pytest.fixture(scope="session")
def axe() -> Look:
    """Fails when axe finds anything against WCAG 2.2 A and AA, or contrast AAA."""
    return assert_accessible
