"""Every page of a citizen on small and dark screens, with large text, by keyboard and by finger."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException

from citizen_app import create_app
from citizen_app.config import Environment, Settings
from tests.journeys import looks
from tests.journeys.conftest import Passes
from tests.journeys.demo_server import WITH_NORTH_DENMARK, DemoServer
from tests.journeys.pages import SHOWN, PageState, unfold_everything
from tests.journeys.phones import Phones
from tests.journeys.steps import Look, Person

# Answers that send the browser on, are for machines, or belong to the care team.
NO_PAGE = {
    "start",
    "messages.photos.show_photo",
    "messages.photos.show_small_photo",
    "messages.show_arrived",
    "questionnaires.start",
    "trends.take_along.download_numbers",
    "trends.take_along.download_sheet",
    "web.healthz",
    "web.readyz",
}
OTHER_ROOMS = ("care_team.",)
# One worker opens a page and looks at it in every way.
PAGES = [pytest.param(state, marks=pytest.mark.xdist_group(state.name)) for state in SHOWN]


@pytest.fixture(scope="module", params=PAGES, ids=lambda state: state.name)
def opened(
    request: pytest.FixtureRequest, demo_server: DemoServer, browser: Browser, passes: Passes
) -> Iterator[Page]:
    """A page of the list, opened once for all that is asked about it."""
    state: PageState = request.param
    if state.demo == WITH_NORTH_DENMARK:
        demo_server.import_north_denmark()
    demo_server.restore(state.demo)
    phones = Phones(browser, demo_server, passes)
    page = phones.open(state.role, reduced_motion="reduce")
    state.way(Person(page, lambda _: None))
    unfold_everything(page)
    yield page
    assert phones.close() == []


@pytest.fixture
def page(opened: Page) -> Page:
    """The opened page on a phone with its usual settings."""
    looks.show_usually(opened)
    return opened


def test_the_title_begins_with_the_heading(page: Page) -> None:
    heading = page.get_by_role("heading", level=1).inner_text()
    assert page.title().removeprefix("Fejl: ").startswith(heading)


def test_axe_finds_nothing(page: Page, axe: Look) -> None:
    axe(page)


def test_axe_finds_nothing_in_the_dark(page: Page, axe: Look) -> None:
    page.emulate_media(color_scheme="dark")
    axe(page)


def test_axe_finds_nothing_with_more_contrast(page: Page, axe: Look) -> None:
    page.emulate_media(contrast="more")
    axe(page)


def test_a_screen_of_320_px_needs_no_scrolling_sideways(page: Page) -> None:
    page.set_viewport_size(looks.SMALLEST)  # type: ignore[arg-type]
    assert looks.ask(page, "beyondEdge") == []
    assert looks.ask(page, "cutOff") == []


def test_twice_the_text_is_not_cut_off(page: Page) -> None:
    looks.set_text_size(page, looks.LARGE_TEXT)
    assert looks.ask(page, "beyondEdge") == []
    assert looks.ask(page, "cutOff") == []


def test_everything_to_press_is_44_px(page: Page) -> None:
    assert looks.ask(page, "smallTargets") == []


def test_fields_and_buttons_have_edges_without_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    assert looks.ask(page, "edgeless") == []


def test_tab_shows_where_it_is_and_nothing_covers_it(page: Page) -> None:
    assert looks.walk_with_tab(page) == []


@pytest.fixture(scope="module")
def plain_app() -> Flask:
    """Made in a thread of its own: Playwright's event loop runs in this one."""
    settings = Settings(environment=Environment.TEST, database_url="sqlite://")
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(create_app, settings).result()


def test_each_page_is_made_by_the_view_the_list_names(
    opened: Page, plain_app: Flask, request: pytest.FixtureRequest
) -> None:
    state: PageState = request.node.callspec.params["opened"]
    addresses = plain_app.url_map.bind("")
    found = set()
    for method in ("GET", "POST"):
        try:
            found.add(addresses.match(urlsplit(opened.url).path, method=method)[0])
        except HTTPException:
            found.add("")
    assert state.endpoint in found


def test_every_page_of_the_application_is_on_the_list(plain_app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in plain_app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(OTHER_ROOMS)
    }
    assert pages - NO_PAGE - {state.endpoint for state in SHOWN} == set()
