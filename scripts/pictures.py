"""Takes the pictures of the README: real screens of a new demo, in the size of a phone."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsers import launch_options
from tests.journeys.demo_server import FRESH, DemoServer
from tests.journeys.pages import SHOWN, PageState
from tests.journeys.phones import Phones, sign_in_once
from tests.journeys.steps import Person
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
# Names of pictures, and which of the pages that journeys know they show.
PICTURES = {
    "today": "today",
    "question": "question-choice",
    "readings": "readings-task",
    "check": "answers-check",
    "receipt": "receipt-answers",
    "trend": "trend-oxygen",
}


def main() -> None:
    """Serve a new demo and take every picture of it."""
    states = {state.name: state for state in SHOWN}
    with TemporaryDirectory(prefix="pictures-") as name, sync_playwright() as playwright:
        folder, port = Path(name), free_port()
        env, log = demo_settings(folder, port), folder / "log"
        server = DemoServer(f"http://127.0.0.1:{port}", folder, env)
        server.command("migrate")
        server.command("demo")
        with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as process:
            wait_until_ready(port, process, log)
            browser = playwright.chromium.launch(**launch_options(playwright))  # type: ignore[arg-type]
            passes = sign_in_once(browser, server)
            server.keep(FRESH)
            for picture, state in PICTURES.items():
                take(picture, states[state], browser, server, passes)
            browser.close()


def take(
    picture: str,
    state: PageState,
    browser: Browser,
    server: DemoServer,
    passes: dict[str, object],
) -> None:
    """One picture, of the demo's first day."""
    server.restore(FRESH)
    phones = Phones(browser, server, passes)
    page = phones.open(state.role, reduced_motion="reduce")
    state.way(Person(page, lambda _: None))
    page.screenshot(path=FOLDER / f"{picture}.png")
    phones.close()


if __name__ == "__main__":
    main()
