"""What people do in every journey."""

from playwright.sync_api import Page, expect


def sign_in(page: Page, role: str) -> None:
    """Sign in through the demo's provider as the person with the role, e.g. "citizen"."""
    page.goto("/sign-in")
    page.locator("main form button").first.click()
    page.locator(f'button[name="as"][value="{role}"]').click()
    expect(page).not_to_have_url("**/stand-in/**")


def sign_out(page: Page) -> None:
    """Sign out from wherever the person is."""
    page.goto("/settings")
    page.get_by_role("button", name="Log ud").click()
