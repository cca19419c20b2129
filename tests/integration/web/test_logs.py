"""What a whole daily round leaves in the log: routes and times, nothing about the person."""

import json
import re
from typing import Any

import pytest

from citizen_app.demo.people import find_demo_person
from tests.html_forms import Values, choose_form
from tests.http_browser import HttpBrowser
from tests.integration.web.conftest import DemoServer

WORDS = "Jeg vågnede klokken fire og kunne ikke få luft"
READINGS = {
    "spo2": "91,5",
    "spo2_position": "rest",
    "spo2_oxygen": "no",
    "pulse": "83",
    "weight": "61,7",
    "temperature": "36,9",
}
VALUES = ("91,5", "91.5", "61,7", "61.7", "36,9", "36.9")
# How long a request took is a number too, and may be any.
TIMES = re.compile(r'"ms": [\d.]+|"timestamp": "[^"]+"')


def first_answers(browser: HttpBrowser) -> Values:
    """The first choice of each group, words in each text and a number in each number."""
    values: Values = {}
    for field in choose_form(browser.page).iter():
        name, kind = field.get("name") or "", field.get("type", "text")
        if field.tag == "input" and kind == "radio":
            values.setdefault(name, field.get("value"))
        elif field.tag == "textarea":
            values[name] = WORDS
        elif field.tag == "input" and kind == "text":
            values[name] = "37"
    return values


def answer_questions(browser: HttpBrowser) -> None:
    """From Today to the receipt."""
    browser.get("/today")
    links = [link.get("href") or "" for link in browser.page.all("a")]
    browser.get(next(link for link in links if link.startswith("/questionnaires/")))
    while not browser.page.h1.startswith("Tjek"):
        before = browser.page.html
        browser.submit(first_answers(browser), button="Næste")
        assert browser.page.html != before
    browser.submit(button="Send")
    assert browser.page.h1 == "Din kvittering"


def send_and_correct_readings(browser: HttpBrowser) -> None:
    """An extra reading, and one of its values once more."""
    browser.get("/readings/add")
    browser.submit(READINGS, button="Fortsæt")
    browser.submit(button="Send")
    assert browser.page.h1 == "Din kvittering"
    links = [link.get("href") or "" for link in browser.page.all("a")]
    browser.get(next(link for link in links if link.endswith("/change")))
    browser.submit(first_answers(browser) | {}, button="Fortsæt")


def the_rest(browser: HttpBrowser) -> None:
    """History, an address with words in it, a failure, another language, and out."""
    browser.get("/record")
    browser.get(f"/record/{WORDS}?{WORDS}")
    browser.post("/readings/add", {"spo2": WORDS})
    browser.get("/settings")
    browser.submit({"language": "en"}, button="Gem sprog")
    browser.post("/sign-out", {})


@pytest.fixture(scope="module")
def lines(demo_server: DemoServer) -> list[str]:
    """The log of a whole round."""
    browser = HttpBrowser(demo_server.address)
    browser.http.headers["Accept-Language"] = "da"
    browser.sign_in("new-citizen")
    answer_questions(browser)
    send_and_correct_readings(browser)
    the_rest(browser)
    return demo_server.log.read_text("utf-8").splitlines()


@pytest.mark.slow
def test_nothing_about_the_person_is_in_the_log(lines: list[str]) -> None:
    person = find_demo_person("new-citizen")
    assert person is not None
    private = [person.cpr, person.name, *person.name.split(), person.subject, WORDS, *VALUES]
    private += [*WORDS.split()[3:], "spo2", "pulse", "code=", "state="]
    log = TIMES.sub("", "\n".join(lines))
    assert [word for word in private if word in log] == []


@pytest.mark.slow
def test_every_request_is_one_line_that_names_its_route(lines: list[str]) -> None:
    events: list[dict[str, Any]] = [json.loads(line) for line in lines if line.startswith("{")]
    requests = [event for event in events if event["event"] == "request"]
    assert {"/today", "/record/<uuid:submission_id>", "/sign-in/callback", "none"} <= {
        event["route"] for event in requests
    }
    expected = {"event", "level", "timestamp", "method", "route", "status", "ms", "code"}
    assert {frozenset(event) for event in requests} == {frozenset(expected)}
    assert [line for line in lines if not line.startswith("{")] == [lines[0]]
