"""The tab that waits: honest about it, and with numbers to call."""

import pytest


@pytest.mark.parametrize(("language", "h1"), [("da", "Beskeder"), ("en", "Messages")])
def test_the_tab_says_that_it_is_not_ready_and_whom_to_call(client, cast, language, h1):
    client.sign_in(cast.anna)
    client.set_cookie("language", language)
    client.get("/messages")
    assert client.page.h1 == h1
    assert ("not ready yet" if language == "en" else "ikke klar endnu") in client.page.text
    addresses = {link.get("href") for link in client.page.all("a")}
    assert {"tel:112", "tel:96000001", "tel:96000002", "/today"} <= addresses


def test_whoever_is_not_followed_by_a_team_is_told_so(client, cast):
    client.sign_in(cast.jens)
    answer = client.get("/messages")
    assert answer.status_code == 303
    assert "enrolled" in answer.headers["Location"]
