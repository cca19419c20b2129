"""Taking readings along from a phone: the page, the files, and paper with or without scripts."""

from playwright.sync_api import expect

from tests.journeys.steps import Person


def test_one_page_and_all_numbers_are_fetched_for_the_chosen_period(citizen: Person) -> None:
    citizen.goes_to("/trends?period=month")
    citizen.opens("Udskriv eller tag med")
    citizen.is_at("Udskriv eller tag med")
    expect(citizen.page.locator("[aria-current=true]")).to_have_text("Måned")
    for link, ending in (("Hent siden (PDF)", ".pdf"), ("Til Excel på dansk", ".csv")):
        with citizen.page.expect_download() as download:
            citizen.page.get_by_role("link", name=link).click()
        assert download.value.suggested_filename.startswith("maalinger-2")
        assert download.value.suggested_filename.endswith(ending)


def test_a_button_prints(citizen: Person) -> None:
    citizen.goes_to("/trends/take-along")
    citizen.opens("Se siden til print")
    citizen.is_at("Mine målinger")
    citizen.page.evaluate("window.print = () => { document.title = 'printed' }")
    citizen.page.get_by_role("button", name="Print").click()
    assert citizen.page.title() == "printed"


def test_paper_has_nothing_to_press(citizen: Person) -> None:
    citizen.goes_to("/trends/take-along/paper")
    citizen.page.emulate_media(media="print")
    expect(citizen.page.get_by_role("button", name="Print")).to_be_hidden()
    expect(citizen.page.get_by_role("link", name="Tilbage")).to_be_hidden()
    citizen.goes_to("/trends")
    expect(citizen.page.get_by_role("link", name="Udskriv eller tag med")).to_be_hidden()
    expect(citizen.page.get_by_role("heading", name="Iltmætning")).to_be_visible()


def test_without_scripts_the_page_says_how_to_print(citizen_without_scripts: Person) -> None:
    citizen_without_scripts.goes_to("/trends/take-along/paper")
    citizen_without_scripts.sees("Sådan printer du")
    expect(citizen_without_scripts.page.locator("[data-print]")).to_be_hidden()
