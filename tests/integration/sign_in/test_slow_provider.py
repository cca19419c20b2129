"""What a person sees when the provider is slow or lies, with the time limits of real use."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.checking_client import CheckingClient
from tests.integration.sign_in.hostile_provider import HostileProvider, after, as_json


@pytest.fixture
def changes(hostile: HostileProvider) -> dict[str, Any]:
    return {"oidc_issuer": hostile.issuer}


def departed(client: CheckingClient, hostile: HostileProvider) -> str:
    """Leave for the provider and give the answer's path."""
    location = client.post("/sign-in").headers["Location"]
    hostile.remember(location)
    return "/sign-in/callback?code=x&state=" + parse_qs(urlsplit(location).query)["state"][0]


def test_a_slow_answer_is_a_friendly_page_within_six_seconds(
    client: CheckingClient, hostile: HostileProvider
) -> None:
    path = departed(client, hostile)
    hostile.answers["token"] = after(8)
    began = time.monotonic()
    assert client.get(path).status_code == 503
    assert time.monotonic() - began < 6
    assert client.page.h1 == "Du kan ikke logge på lige nu"


def test_a_lie_lets_nobody_in_and_is_told_kindly(
    client: CheckingClient, hostile: HostileProvider
) -> None:
    path = departed(client, hostile)
    hostile.claims["aud"] = "other"
    assert client.get(path).status_code == 400
    assert client.page.h1 == "Vi kunne ikke logge dig på"
    assert client.get_cookie("session") is None


def test_no_lock_is_held_while_the_provider_thinks(
    client: CheckingClient, hostile: HostileProvider
) -> None:
    path = departed(client, hostile)
    client.application.test_client_class = None
    seen: list[float] = []

    other_browser = client.application.test_client(use_cookies=False)

    def write_meanwhile() -> Any:
        began = time.monotonic()
        other_browser.post("/sign-in", headers={"Sec-Fetch-Site": "same-origin"})
        seen.append(time.monotonic() - began)
        return as_json({})

    hostile.answers["token"] = write_meanwhile
    client.get(path)
    assert seen
    assert seen[0] < 1
