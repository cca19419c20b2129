"""What people do in every journey, and what they look at afterwards."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

Look = Callable[[Page], None]

DAILY_QUESTIONS = "Svar på dagens spørgsmål"
OXYGEN = "Mål iltmætning og puls"
NORTH_DENMARK = "KOL målinger og spørgsmål"
QUIET_DAY = ("Slet ikke", "Slet ikke", "Nej", "Nej", "Nej", "Helt sikker", None)


def sign_in(page: Page, role: str) -> None:
    """Sign in through the demo's provider as the person with the role, e.g. "citizen"."""
    page.goto("/sign-in")
    page.locator("main form button").first.click()
    page.locator(f'button[name="as"][value="{role}"]').click()
    expect(page).not_to_have_url(re.compile("/stand-in/"))


@dataclass(frozen=True)
class Person:
    """Somebody with a phone. Every page they come to is looked at with `look`."""

    page: Page
    look: Look

    def goes_to(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self.look(self.page)

    def opens(self, name: str) -> None:
        """Follow a link, such as a task on Today or a tab."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.look(self.page)

    def presses(self, name: str) -> None:
        """Press a button that leads to a page."""
        # A click alone may return while a slow answer is on its way, and the old page is looked at.
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.look(self.page)

    def opens_task(self, name: str) -> None:
        """Begin a task of today."""
        self.goes_to("/today")
        self.opens(name)

    def writes(self, label: str, text: str) -> None:
        """Fill in a field named by the beginning of its label, folded away or not."""
        self.unfolds_around(self.field(label)).fill(text)

    def chooses(self, text: str, *, among: str = "") -> None:
        """Press a choice, among those of a question where several have the same words."""
        group = self.page.get_by_role("group", name=among) if among else self.page
        choice = group.get_by_role("radio", name=text, exact=True, include_hidden=True)
        self.unfolds_around(choice).check()

    def unfolds_around(self, inside: Locator) -> Locator:
        """Open what is folded around an element, from the outside in."""
        closed = inside.locator("xpath=ancestor::details[not(@open)]")
        for _ in range(closed.count()):
            closed.first.locator("> summary").click()
        return inside

    def field(self, label: str) -> Locator:
        """The text field whose label begins with these words."""
        name = re.compile(f"^{re.escape(label)}")
        return self.page.get_by_role("textbox", name=name, include_hidden=True)

    def sees(self, *texts: str) -> None:
        """Each text stands on the page and can be seen."""
        for text in texts:
            expect(self.page.locator("body").get_by_text(text).first).to_be_visible()

    def does_not_see(self, *texts: str) -> None:
        """None of the texts stands on the page."""
        for text in texts:
            expect(self.page.locator("body").get_by_text(text)).to_have_count(0)

    def sees_error(self, text: str) -> None:
        """The error stands in the summary, which has the focus, and once more at its field."""
        summary = self.page.get_by_role("alert")
        expect(summary).to_be_focused()
        expect(summary.get_by_role("link", name=text)).to_be_visible()
        expect(self.page.locator("p.err").get_by_text(text)).to_be_visible()
        expect(self.page).to_have_title(re.compile("^Fejl: "))

    def is_at(self, heading: str) -> None:
        """The page has this heading, and a title that begins with it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def measures_oxygen(self, spo2: str, pulse: str) -> None:
        """Fill in the fields of the oxygen meter, at rest and without oxygen."""
        self.writes("Iltmætning", spo2)
        self.chooses("I hvile")
        self.chooses("Nej, uden ilt")
        self.writes("Puls", pulse)

    def answers(self, *choices: str | None) -> None:
        """Answer questions one after the other; None leaves one without an answer."""
        for choice in choices:
            if choice is not None:
                self.chooses(choice)
            self.presses("Næste")

    def receipts_of_today(self) -> list[str]:
        """What was sent today, as the history tells it."""
        self.goes_to("/record")
        today = self.page.get_by_role("heading", name="I dag", exact=True)
        return self.page.locator("main section", has=today).locator("li").all_inner_texts()
