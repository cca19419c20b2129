"""A page is in the language of the person's setting, else the browser's wish, else Danish."""

import pytest
from sqlmodel import Session

from citizen_app.people.models import Person
from tests.cast import Cast
from tests.checking_client import CheckingClient

SIGN_IN = {"da": "Log på", "en": "Sign in"}


def language(client: CheckingClient, wish: str = "", path: str = "/sign-in") -> str:
    client.get(path, headers={"Accept-Language": wish})
    return client.page.root.get("lang") or ""


@pytest.mark.parametrize(
    ("wish", "chosen"),
    [
        ("", "da"),
        ("da", "da"),
        ("da-DK, en;q=0.8", "da"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("en;q=0.3, da;q=0.9", "da"),
        ("da;q=0.3, en;q=0.9", "en"),
        ("de, en;q=0.5", "en"),
        ("de, fr;q=0.5", "da"),
        ("*", "da"),
        ("en;q=0", "da"),
        ("en;q=high", "da"),
        (";;q=,,=", "da"),
        ("x" * 5000, "da"),
    ],
)
def test_the_browser_is_asked_when_nobody_has_chosen(
    client: CheckingClient, wish: str, chosen: str
) -> None:
    assert language(client, wish) == chosen
    assert SIGN_IN[chosen] in client.page.text


def test_what_was_chosen_on_this_device_comes_before_the_browser(client: CheckingClient) -> None:
    client.get("/settings")
    client.submit({"language": "en"}, button="Gem sprog")
    assert language(client, "da") == "en"


@pytest.mark.parametrize("chosen", ["", "xx", "../en", "en\r\nSet-Cookie: a=b", "DA", "en\0"])
def test_a_language_that_we_do_not_have_is_refused(client: CheckingClient, chosen: str) -> None:
    answer = client.post("/settings/language", data={"language": chosen})
    assert answer.status_code in {400, 422}
    assert "Set-Cookie" not in answer.headers


def test_a_strange_cookie_is_not_believed(client: CheckingClient) -> None:
    client.set_cookie("language", "../../xx")
    assert language(client, "en") == "en"


def test_a_person_keeps_their_language_on_another_device(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    anna.get("/settings")
    anna.submit({"language": "en"}, button="Gem sprog")
    anna.delete_cookie("language")
    row = session.get(Person, cast.anna)
    assert row is not None
    assert row.language == "en"
    assert language(anna, "da", "/today") == "en"


def test_a_persons_own_language_comes_before_that_of_a_shared_device(
    client: CheckingClient, cast: Cast, session: Session
) -> None:
    row = session.get(Person, cast.anna)
    assert row is not None
    row.language = "da"
    session.add(row)
    client.sign_in(cast.anna)
    client.set_cookie("language", "en")
    assert language(client, "en", "/today") == "da"


def test_the_choice_is_kept_for_a_year_and_away_from_scripts(client: CheckingClient) -> None:
    answer = client.post("/settings/language", data={"language": "en"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=en; ")
    assert {"Max-Age=31536000", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_another_persons_language_is_not_changed(
    anna: CheckingClient, cast: Cast, session: Session
) -> None:
    frida = cast.frida
    anna.post("/settings/language", data={"language": "en"})
    row = session.get(Person, frida)
    assert row is not None
    assert row.language is None
