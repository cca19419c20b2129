"""What every answer carries, whatever it is."""

import gzip
from typing import Any

import brotli
import pytest
from flask import Flask

from citizen_app import create_app
from citizen_app.config import Environment, Settings
from tests.checking_client import CheckingClient
from tests.integration.web.conftest import TYPED

PAGES = ("/sign-in", "/", "/absent", "/healthz", "/settings", "/record/not-a-uuid")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "BREW"])
def test_the_client_finds_every_header_on_every_kind_of_answer(
    client: CheckingClient, path: str, method: str
) -> None:
    assert client.open(path, method=method).status_code != 500


@pytest.mark.parametrize("path", ["/today", "/sign-in", "/absent", "/fails/divide"])
def test_no_page_is_stored_anywhere(client: CheckingClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


def test_a_page_is_not_answered_with_not_modified(client: CheckingClient) -> None:
    asked = {"If-None-Match": "*", "If-Modified-Since": "Mon, 23 Nov 2099 08:00:00 GMT"}
    assert client.get("/sign-in", headers=asked).status_code == 200


def test_on_https_browsers_are_told_to_stay_there(database_url: str) -> None:
    answer = production(database_url).test_client().get("/healthz")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_in_production_a_form_may_end_at_the_real_provider_only(database_url: str) -> None:
    policy = production(database_url).test_client().get("/healthz").headers
    parts = policy["Content-Security-Policy"].split("; ")
    assert "form-action 'self' https://provider.example" in parts


def production(database_url: str) -> Flask:
    return create_app(
        Settings(
            environment=Environment.PRODUCTION,
            database_url=database_url,
            origin="https://kol.example",
            secret_key="a" * 40,  # type: ignore[arg-type]
            oidc_client_secret="b" * 40,  # type: ignore[arg-type]
            oidc_issuer="https://provider.example/op",
            cpr_keys="a2V5LW9mLXRlc3RzLW9ubHkta2V5LW9mLXRlc3RzLTE=",  # type: ignore[arg-type]
        )
    )


@pytest.mark.parametrize(
    ("how", "values"), [("GET", None), ("POST", {"language": "xx"}), ("POST", {"language": "da"})]
)
@pytest.mark.parametrize("accepted", ["br", "gzip", "gzip, deflate, br, zstd", "identity", ""])
def test_pages_with_and_without_errors_are_small_on_the_wire(
    client: CheckingClient, accepted: str, how: str, values: dict[str, str] | None
) -> None:
    client.is_checking = False
    path = "/settings/language" if values else "/settings"
    sent: dict[str, Any] = {"data": values, "headers": {"Accept-Encoding": accepted}}
    answer = client.open(path, method=how, **sent)
    used = answer.headers.get("Content-Encoding", "identity")
    big_enough = not 300 <= answer.status_code < 400
    assert used == (accepted.split(", ")[-2:][0] if big_enough and accepted else "identity")
    assert b"<!doctype html>" in unpacked(answer.data, used).lower()
    assert answer.headers.get("Content-Length") == str(len(answer.data))
    assert "Accept-Encoding" in answer.headers["Vary"]


def unpacked(body: bytes, encoding: str) -> bytes:
    ways: dict[str, Any] = {"br": brotli.decompress, "gzip": gzip.decompress}
    return bytes(ways.get(encoding, bytes)(body))


def test_a_failure_is_compressed_too(client: CheckingClient) -> None:
    client.is_checking = False
    answer = client.post("/fails/divide", data=TYPED, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 500
    assert len(answer.data) * 2 < len(brotli.decompress(answer.data))
