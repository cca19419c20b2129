"""Only what our own pages send may write."""

import pytest

from citizen_app.web.cross_site import is_own_request

OURS = "https://kol.example"


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_browser_that_says_it_is_us_is_believed(site: str) -> None:
    assert is_own_request(site, None, OURS)


@pytest.mark.parametrize(
    "site", ["cross-site", "same-site", "", "SAME-ORIGIN", "same-origin, none"]
)
def test_every_other_word_is_refused_whatever_the_origin(site: str) -> None:
    assert not is_own_request(site, OURS, OURS)


def test_an_older_browser_is_known_by_its_origin() -> None:
    assert is_own_request(None, OURS, OURS)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "http://kol.example",
        "https://kol.example:8443",
        "https://other.example",
        "https://kol.example.evil.example",
        "https://evil.example/https://kol.example",
        "https://kol.example@evil.example",
        "http://[",
        "https://kol.example https://evil.example",
    ],
)
def test_every_other_origin_is_refused(origin: str | None) -> None:
    assert not is_own_request(None, origin, OURS)
