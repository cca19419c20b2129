"""Signing in and out, and what the browser's Back button shows afterwards."""

from playwright.sync_api import expect

from tests.journeys.steps import Person, sign_in


def test_a_citizen_signs_in_and_lands_on_today(visitor: Person) -> None:
    visitor.goes_to("/")
    visitor.is_at("Log på Åndehul")
    visitor.presses("Log på")
    visitor.page.locator('button[value="citizen"]').click()
    visitor.look(visitor.page)
    visitor.is_at("Det skal du i dag")
    visitor.sees("Karen")


def test_a_page_that_was_asked_for_opens_after_signing_in(visitor: Person) -> None:
    visitor.page.goto("/record")
    visitor.presses("Log på")
    visitor.page.locator('button[value="citizen"]').click()
    visitor.is_at("Det har du sendt")


def test_who_cancels_at_the_provider_is_told_that_nothing_happened(visitor: Person) -> None:
    visitor.goes_to("/sign-in")
    visitor.presses("Log på")
    visitor.presses("Fortryd")
    visitor.is_at("Du blev ikke logget på")
    visitor.presses("Prøv igen")
    expect(visitor.page.locator('button[value="citizen"]')).to_be_visible()


def test_back_shows_nothing_after_signing_out(citizen: Person) -> None:
    citizen.goes_to("/record")
    citizen.goes_to("/settings")
    citizen.presses("Log af")
    citizen.is_at("Du er logget af")
    for _ in range(3):
        citizen.page.go_back()
        citizen.does_not_see("Karen", "Det har du sendt", "Det skal du i dag")


def test_another_person_signs_in_on_the_same_phone(visitor: Person) -> None:
    sign_in(visitor.page, "citizen")
    visitor.goes_to("/settings")
    visitor.presses("Log af")
    sign_in(visitor.page, "new-citizen")
    visitor.sees("Jørgen")
    visitor.does_not_see("Karen")


def test_a_stranger_meets_a_friendly_page(visitor: Person) -> None:
    sign_in(visitor.page, "stranger")
    visitor.look(visitor.page)
    visitor.is_at("Her er ikke noget til dig endnu")
    visitor.sees("Vi har ikke gemt noget om dig.")
    visitor.goes_to("/today")
    visitor.is_at("Log på Åndehul")
