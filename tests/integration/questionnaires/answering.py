"""Answers a form over HTTP as a person would: by the words that stand on its pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session
from werkzeug.test import TestResponse

from citizen_app.plans.rules import Schedule, Text, write_window
from citizen_app.plans.service import ActivityView
from citizen_app.questionnaires.importing import import_questionnaire
from citizen_app.web.clock import now
from tests.checking_client import CheckingClient
from tests.factories import make_activity, make_plan
from tests.html_checks import Page, text_of


def offer_form(
    session: Session, *, person: UUID, source: str, schedule: Schedule | None = None
) -> ActivityView:
    """Import a form and ask for it in a new plan of the person, every morning if not said."""
    form = import_questionnaire(session, source=source, now=now())
    return make_activity(
        session,
        person=person,
        plan=make_plan(session, person=person),
        schedule=schedule,
        title=Text(da="Dagens spørgsmål", en="Today's questions"),
        questionnaire=(form.url, form.version),
    )


@dataclass
class Answering:
    """One round of a form; the client's page is where the person stands."""

    client: CheckingClient
    address: str

    @property
    def page(self) -> Page:
        """What the person sees."""
        return self.client.page

    @property
    def step(self) -> int:
        """The number of the step whose form is on the page."""
        (form,) = self.page.all("form")
        return int((form.get("action") or "").rpartition("/")[2])

    def begin(self) -> str:
        """Open the form where it was left; the heading of the page."""
        return self.follow(self.client.get(self.address))

    def open(self, place: str) -> str:
        """Open `steps/3` or `check`; the heading of the page."""
        return self.follow(self.client.get(f"{self.address}/{place}"))

    def post(self, place: str, **fields: str) -> TestResponse:
        """Send fields to `steps/3` or `check` without looking at a page."""
        return self.client.post(f"{self.address}/{place}", data=fields)

    def press(self, button: str = "", **fields: Any) -> TestResponse:
        """Fill in the page's fields and press a button, the main one if none is named."""
        return self.client.submit(fields, button=button)

    def write(self, text: str, button: str = "") -> str:
        """Write in the first field, go on, and give the next page's heading."""
        return self.follow(self.press(button, **{"answer-1": text}))

    def choose(self, words: str, button: str = "") -> str:
        """Choose the option with these words, go on, and give the next page's heading."""
        return self.follow(self.press(button, **choice(self.page, words)))

    def go_on(self, button: str = "") -> str:
        """Press the button on the page as it is; the next page's heading."""
        return self.follow(self.press(button))

    def follow(self, answer: TestResponse) -> str:
        """Go where an answer leads; the heading of the page."""
        shown = self.client.follow(answer)
        assert shown.status_code == 200, shown.status_code
        return self.page.h1

    def link(self, words: str) -> str:
        """Press the link with these words; the heading of the page."""
        return self.follow(self.client.get(address_of(self.page, words)))


def answering(
    client: CheckingClient, activity: ActivityView, window_start: Any = None
) -> Answering:
    """A round for a task's window, or an extra one."""
    return Answering(client, f"/questionnaires/{activity.id}/{write_window(window_start)}")


def choice(page: Page, words: str) -> dict[str, str]:
    """Name and value of the radio button whose label is `words`."""
    for label in page.all("label"):
        button = label.find("input")
        if button is not None and text_of(label) == words:
            return {button.get("name", ""): button.get("value", "")}
    raise LookupError(f"no option {words!r} on {page.h1!r}")


def chosen(page: Page) -> str:
    """The words of the option that is chosen."""
    for label in page.all("label"):
        button = label.find("input")
        if button is not None and "checked" in button.attrib:
            return text_of(label)
    return ""


def address_of(page: Page, words: str) -> str:
    """Where the first link that holds these words leads."""
    found = (link.get("href") for link in page.all("a") if words in text_of(link))
    address = next(found, None)
    if address is None:
        raise LookupError(f"no link {words!r} on {page.h1!r}")
    return address


def rows(page: Page) -> dict[str, str]:
    """Questions with their answers, as the check page or a receipt lists them."""
    return dict(row_list(page))


def row_list(page: Page, section: str = "") -> list[tuple[str, str]]:
    """The same where a question may come twice; of the section with that heading, if one is."""
    found = []
    for term in page.all("dt"):
        around = page.within(term, "section")
        heading = None if around is None else around.find(".//h2")
        if not section or (heading is not None and text_of(heading) == section):
            value = page.parents[term].find("dd")
            found.append((text_of(term), "" if value is None else text_of(value)))
    return found
