"""A form on another site cannot write in a person's name."""

from typing import Any

import pytest
from sqlmodel import Session, select

from citizen_app.record.models import Submission
from tests.checking_client import CheckingClient

READING = {"pulse": "78", "go": "send", "key": "6ab5c8a0-8c07-4a0f-9d0e-0d4f6d4c8a11"}


def post_from_elsewhere(client: CheckingClient, headers: dict[str, str]) -> int:
    """A POST with exactly these headers; the client's own would speak for us."""
    answer = client.post("/readings/add", data=READING, headers={"Sec-Fetch-Site": "", **headers})
    return answer.status_code


class WithoutMetadata:
    """Takes the header away that the checking client adds."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ.get("HTTP_SEC_FETCH_SITE") == "":
            del environ["HTTP_SEC_FETCH_SITE"]
        return self.app(environ, start_response)


@pytest.fixture(autouse=True)
def _let_headers_be_absent(client: CheckingClient) -> None:
    app = client.application
    app.wsgi_app = WithoutMetadata(app.wsgi_app)  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Referer": "http://127.0.0.1:8000/readings/add"},
    ],
)
def test_what_another_site_sends_is_refused_and_nothing_is_stored(
    anna: CheckingClient, session: Session, headers: dict[str, str]
) -> None:
    assert post_from_elsewhere(anna, headers) == 403
    assert session.exec(select(Submission)).all() == []
    assert "78" not in anna.page.text
    assert anna.page.all("form") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://127.0.0.1:8000"},
    ],
)
def test_what_our_own_page_sends_is_taken(anna: CheckingClient, headers: dict[str, str]) -> None:
    assert post_from_elsewhere(anna, headers) == 200
    assert anna.page.h1 == "Tjek dine målinger"


def test_looking_is_not_refused(anna: CheckingClient) -> None:
    assert anna.get("/today", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
