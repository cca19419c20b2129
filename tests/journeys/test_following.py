"""Seeing how one is doing: sentence, picture, table, answers, and a day, in every way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import OpenPage
from tests.journeys.spoken import spoken_text
from tests.journeys.steps import Look, Person

QUESTION = "Har du mere åndenød, end du plejer?"
NUMBER = re.compile(r"\d+(?:,\d+)?")


def read_out(page: Page) -> Locator:
    return page.locator(".readout output")


def test_oxygen_is_told_shown_and_read_out_by_keys(citizen: Person) -> None:
    citizen.goes_to("/trends")
    citizen.sees("Din iltmætning var 9", "Dit sædvanlige er 91–93.")
    citizen.opens("Iltmætning")
    slider = citizen.page.get_by_role("slider", name="Læs det et for et")
    slider.focus()
    expect(read_out(citizen.page)).to_have_text(re.compile(r"^\d+\. \w+\. kl\. .*: \d+ %$"))
    last = read_out(citizen.page).inner_text()
    slider.press("ArrowLeft")
    expect(read_out(citizen.page)).not_to_have_text(last)
    before = read_out(citizen.page).inner_text()
    assert slider.get_attribute("aria-valuetext") == before
    citizen.opens("Åbn dagen")
    citizen.sees(NUMBER.findall(before)[-1] + " %", "Set af sygeplejerske")


def test_oxygen_is_read_out_by_touch(open_page: OpenPage, axe: Look) -> None:
    person = Person(open_page(has_touch=True), axe)
    person.goes_to("/trends/spo2")
    box = person.page.locator("svg.chart").bounding_box()
    assert box is not None
    texts = []
    for share in (0.3, 0.7):
        x = box["x"] + share * box["width"]
        person.page.touchscreen.tap(x, box["y"] + box["height"] / 2)
        expect(read_out(person.page)).not_to_have_class("hint")
        texts.append(read_out(person.page).inner_text())
    assert texts[0] != texts[1]


def test_a_day_is_opened_from_the_table_and_leads_on(citizen: Person) -> None:
    citizen.goes_to("/trends/spo2")
    citizen.page.locator("tbody a").nth(1).click()
    citizen.look(citizen.page)
    first = citizen.page.url
    citizen.page.get_by_role("link", name=re.compile("^Før: ")).click()
    citizen.look(citizen.page)
    citizen.page.get_by_role("link", name=re.compile("^Efter: ")).click()
    expect(citizen.page).to_have_url(first)
    citizen.page.get_by_role("link", name=re.compile("^Se kvitteringen")).first.click()
    citizen.is_at("Din kvittering")


def test_answers_are_followed_on_the_same_axis_of_time(citizen: Person) -> None:
    citizen.goes_to("/trends/spo2")
    days = ".days .when"
    axis = citizen.page.locator("svg.chart").first.locator(days).all_inner_texts()
    citizen.opens("Se dine svar over tid")
    citizen.is_at("Dine svar over tid")
    assert citizen.page.locator("svg.chart").first.locator(days).all_inner_texts() == axis
    citizen.sees("Dit svar skilte sig ud")
    citizen.opens(QUESTION)
    slider = citizen.page.get_by_role("slider", name="Læs det et for et")
    slider.focus()
    expect(read_out(citizen.page)).to_have_text(re.compile(r"^\d+\. \w+\.: \w"))
    citizen.page.locator("tbody a").first.click()
    citizen.sees(QUESTION)


def test_everything_is_there_without_scripts(citizen_without_scripts: Person) -> None:
    person = citizen_without_scripts
    person.goes_to("/trends")
    person.opens("Iltmætning")
    person.sees("Dit sædvanlige er 91–93.", "Alle tal i perioden")
    expect(person.page.locator(".readout *")).to_have_count(0)
    person.opens("Se dine svar over tid")
    person.opens(QUESTION)
    person.sees("Alle svar i perioden")
    person.page.locator("tbody a").first.click()
    person.sees(QUESTION, "Se kvitteringen")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/trends/spo2", "Iltmætning"),
        ("/trends/weight", "Vægt"),
        ("/trends/blood-pressure", "Blodtryk"),
    ],
)
def test_a_screen_reader_is_told_what_the_picture_shows(
    citizen: Person, path: str, name: str
) -> None:
    citizen.goes_to(path)
    page, said = citizen.page, spoken_text(citizen.page)
    assert said.startswith(f"Alle dine målinger\n{name}\n")
    assert f"[{name}, " in said
    picture = page.locator("svg.chart").first
    marks = picture.locator("xpath=./*[local-name()='g'][@data-day]/*[local-name()='title']")
    texts = marks.all_text_contents()
    assert f"Du har målt {len(texts)} gang" in said
    for numbers in zip(*(NUMBER.findall(text.partition(": ")[2]) for text in texts), strict=True):
        ordered = sorted(numbers, key=lambda number: float(number.replace(",", ".")))
        assert f"Lavest {ordered[0]} " in said
        assert f"Højest {ordered[-1]} " in said
    for mark, words in (
        (".skipped", "Du sprang over"),
        (".zone.pause", "Du havde pause"),
        (".answered", "Du svarede, at du havde det værre"),
        (".zone.usual", "Dit sædvanlige"),
    ):
        assert (picture.locator(mark).count() > 0) <= (words in said), words


def test_a_screen_reader_is_told_every_picture_of_the_overview(citizen: Person) -> None:
    citizen.goes_to("/trends")
    said = spoken_text(citizen.page)
    pictures = citizen.page.locator("svg.chart")
    titles = pictures.locator("> title").all_text_contents()
    assert len(titles) == pictures.count() >= 5
    for title in titles:
        (line,) = (line for line in said.split("\n") if line.startswith(f"[{title}]"))
        assert "Du har målt" in line
        assert "Lavest" in line


def test_a_screen_reader_is_told_every_answer(citizen: Person) -> None:
    citizen.goes_to("/trends/answers")
    citizen.opens(QUESTION)
    said = spoken_text(citizen.page)
    picture = said[said.index("[") :].split("\n")[0]
    for words in ("Slet ikke: ", "Lidt mere: ", "En del mere: ", "Meget mere: "):
        assert words in picture
    days = citizen.page.locator("tbody tr").count()
    assert f"Du har svaret {days} dage." in said
