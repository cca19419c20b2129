"""Workers are killed in the middle of sends: nothing told as saved is lost, doubled or half."""

import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
import requests
from sqlmodel import select

from citizen_app.database import open_session
from citizen_app.record.models import Reading, Submission
from tests.html_checks import Page
from tests.html_forms import Values, choose_form, fill
from tests.servers import BIN, demo_settings, free_port, running, wait_until_ready

SENDERS, KILLS, SENDS_BETWEEN_KILLS = 3, 6, 3
SECONDS_WITHOUT_PROGRESS = 60
TRIES = 600
LOST_ONE_IN = 3


@dataclass
class Browser:
    """Somebody who presses Send and presses again when no answer comes."""

    address: str
    makes_new_key: bool
    http: requests.Session = field(default_factory=requests.Session)
    told: list[str] = field(default_factory=list)
    sends: int = 0
    is_sending: threading.Event = field(default_factory=threading.Event)

    def request(self, path: str, values: Values | None = None) -> requests.Response:
        """Try until an answer comes, as a patient person does."""
        for _ in range(TRIES):
            with suppress(requests.RequestException):
                if values and "key" in values and self.makes_new_key:
                    values["key"] = str(uuid4())
                answer = self._once(path, values)
                if answer.status_code < 500 and not self._is_lost(values):
                    return answer
            time.sleep(0.1)
        raise AssertionError(f"no answer from {path}")

    def _is_lost(self, values: Values | None) -> bool:
        """Now and then the network swallows the answer to a send; the person tries again."""
        is_send = values is not None and values.get("go") == "send"
        self.sends += is_send
        return is_send and self.sends % LOST_ONE_IN == 1

    def _once(self, path: str, values: Values | None) -> requests.Response:
        url = path if path.startswith("http") else self.address + path
        headers = {"Origin": self.address}
        if values is None:
            return self.http.get(url, timeout=6)
        return self.http.post(url, data=values, headers=headers, timeout=6, allow_redirects=False)

    def sign_in(self) -> None:
        """Through the stand-in, as the citizen."""
        start = self.request("/sign-in", {})
        page = self.request(start.headers["Location"])
        form = choose_form(Page(page.text))
        values = {**fill(form, {}), "as": "citizen"}
        chosen = self.request(form.get("action") or page.url, values)
        self.request(chosen.headers["Location"])

    def send(self, saturation: int) -> None:
        """Fill in, look, send; a receipt's address is the promise that it is saved."""
        blank = Page(self.request("/readings/add").text)
        typed = {
            "spo2": str(saturation),
            "pulse": "70",
            "spo2_position": "rest",
            "spo2_oxygen": "no",
        }
        form = choose_form(blank, button=GO_ON)
        checked = self.request("/readings/add", fill(form, typed, button=GO_ON))
        to_send = fill(choose_form(Page(checked.text), button=SEND), {}, button=SEND)
        self.is_sending.set()
        receipt = self.request("/readings/add", to_send)
        self.is_sending.clear()
        assert receipt.status_code == 303, receipt.text[:500]
        self.told.append(receipt.headers["Location"].rsplit("/", 1)[1])


GO_ON, SEND = "Fortsæt", "Send"


def kill_workers(server: subprocess.Popen[bytes], browsers: list[Browser]) -> None:
    """Kill one worker after the other, each in the middle of somebody's send."""
    chance = random.Random(7)
    for kill in range(KILLS):
        enough = SENDS_BETWEEN_KILLS * (kill + 1)
        wait_until(lambda: told_so_far(browsers) >= enough)  # noqa: B023
        wait_until(lambda: any(browser.is_sending.is_set() for browser in browsers))
        time.sleep(chance.uniform(0, 0.03))
        with suppress(psutil.Error):
            chance.choice(psutil.Process(server.pid).children()).kill()
    wait_until(lambda: told_so_far(browsers) >= SENDS_BETWEEN_KILLS * (KILLS + 1))


def told_so_far(browsers: list[Browser]) -> int:
    return sum(len(browser.told) for browser in browsers)


def wait_until(is_so: Callable[[], bool]) -> None:
    """However busy the machine is, it must go on some time."""
    until = time.monotonic() + SECONDS_WITHOUT_PROGRESS
    while not is_so():
        assert time.monotonic() < until, "nobody was told anything any more"
        time.sleep(0.002)


def send_under_fire(folder: Path, *, makes_new_key: bool) -> tuple[list[str], str]:
    """What people were told is saved while workers were killed, and the database."""
    port, log = free_port(), folder / "log"
    env = demo_settings(folder, port)
    for step in ("migrate", "demo"):
        subprocess.run([BIN / "citizen-app", step], cwd=folder, env=env, check=True)
    with running([BIN / "citizen-app", "run"], cwd=folder, env=env, log=log) as server:
        address = wait_until_ready(port, server, log)
        browsers = [Browser(address, makes_new_key) for _ in range(SENDERS)]
        for browser in browsers:
            browser.sign_in()
        is_over = threading.Event()
        senders = [threading.Thread(target=_send_until, args=(one, is_over)) for one in browsers]
        for sender in senders:
            sender.start()
        try:
            kill_workers(server, browsers)
        finally:
            is_over.set()
            for sender in senders:
                sender.join()
    return [receipt for browser in browsers for receipt in browser.told], env["DATABASE_URL"]


def _send_until(browser: Browser, is_over: threading.Event) -> None:
    number = 0
    while not is_over.is_set():
        browser.send(88 + number % 10)
        number += 1


def stored(url: str) -> tuple[set[str], Counter[str]]:
    """The extra submissions of the citizen, and how many readings each holds."""
    with open_session(url) as session:
        extra = session.exec(select(Submission.id).where(Submission.activity_id == None))  # noqa: E711
        ids = {str(found) for found in extra}
        readings = session.exec(select(Reading.submission_id)).all()
    return ids, Counter(str(found) for found in readings)


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    told, url = send_under_fire(tmp_path, makes_new_key=False)
    ids, readings = stored(url)
    before = ids - set(told)
    assert len(told) == len(set(told)) >= SENDS_BETWEEN_KILLS * KILLS
    assert set(told) <= ids
    assert {readings[receipt] for receipt in told} == {2}
    assert all(readings[receipt] == 1 for receipt in before), "only the demo's own correction"


@pytest.mark.slow
def test_without_keys_the_same_fire_doubles_sends(tmp_path: Path) -> None:
    told, url = send_under_fire(tmp_path, makes_new_key=True)
    ids, readings = stored(url)
    doubled = {extra for extra in ids - set(told) if readings[extra] == 2}
    assert doubled
