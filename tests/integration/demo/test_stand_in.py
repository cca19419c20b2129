"""The demo's provider keeps the rules of OpenID Connect, and says that it is a demo."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest
import time_machine
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse

from citizen_app.config import DEMO_SECRET, Environment, Settings
from citizen_app.demo.people import DEMO_PEOPLE
from citizen_app.demo.provider import create_provider
from citizen_app.web.clock import now
from tests.html_checks import Page, faults_of

VERIFIER = "v" * 64
BACK = "http://127.0.0.1:8000/sign-in/callback"
SIGNED_OUT = "http://127.0.0.1:8000/sign-in/signed-out"
BASE = "http://127.0.0.1:8000/stand-in"
GOOD = {
    "response_type": "code",
    "client_id": "aandehul",
    "redirect_uri": BACK,
    "scope": "openid profile cpr",
    "state": "a-state",
    "nonce": "a-nonce",
    "code_challenge": create_s256_code_challenge(VERIFIER),
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all tests of this file: making the key takes long."""
    return tmp_path_factory.mktemp("stand-in")


def made(folder: Path) -> FlaskClient:
    url = f"sqlite:///{folder / 'x.sqlite3'}"
    app = create_provider(Settings(environment=Environment.TEST, database_url=url))
    return app.test_client(use_cookies=False)


@pytest.fixture
def provider(folder: Path) -> FlaskClient:
    return made(folder)


def authorize(provider: FlaskClient, role: str = "citizen", **changes: str | None) -> TestResponse:
    asked = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return provider.post(f"/authorize?{urlencode(asked)}", data={"as": role}, base_url=BASE)


def code_of(answer: TestResponse) -> str:
    return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]


def fresh_code(provider: FlaskClient, role: str = "citizen", **changes: str | None) -> str:
    return code_of(authorize(provider, role, nonce=uuid4().hex, **changes))


def exchange(provider: FlaskClient, code: str, **changes: Any) -> TestResponse:
    secret = changes.pop("secret", DEMO_SECRET)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    } | changes
    return provider.post("/token", data=form, auth=("aandehul", secret), base_url=BASE)


def test_its_page_names_everybody_and_says_that_it_is_a_demo(provider: FlaskClient) -> None:
    for language, words in (("da", "Ingen af personerne findes"), ("en", "No real people")):
        asked = urlencode(GOOD | {"ui_locales": language})
        answer = provider.get(f"/authorize?{asked}", base_url=BASE)
        page = Page(answer.text)
        assert faults_of(page) == []
        assert "DEMO" in page.text
        assert words in page.text
        buttons = [button.get("value") for button in page.all("button")]
        assert buttons == [*(person.role for person in DEMO_PEOPLE), "yes"]
        assert "MitID" not in answer.text


def test_its_pages_run_nothing_and_load_nothing_of_others(provider: FlaskClient) -> None:
    answer = provider.get(f"/authorize?{urlencode(GOOD)}", base_url=BASE)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_choice_sends_the_person_back_with_code_state_and_sender(provider: FlaskClient) -> None:
    location = authorize(provider, nonce="n1").headers["Location"]
    assert location.startswith(f"{BACK}?")
    query = parse_qs(urlsplit(location).query)
    assert set(query) == {"code", "state", "iss"}
    assert (query["state"], query["iss"]) == (["a-state"], [BASE])


def test_cancelling_sends_the_person_back_with_an_error(provider: FlaskClient) -> None:
    query = parse_qs(urlsplit(authorize(provider, "", nonce="n2").headers["Location"]).query)
    assert (query["error"], query["state"], query["iss"]) == (
        ["access_denied"],
        ["a-state"],
        [BASE],
    )


def test_the_id_token_is_signed_and_holds_no_number(provider: FlaskClient) -> None:
    code = fresh_code(provider)
    answer = exchange(provider, code).get_json()
    keys = KeySet.import_key_set(provider.get("/jwks", base_url=BASE).get_json())
    token = jwt.decode(answer["id_token"], keys, algorithms=["RS256"])
    assert token.claims["iss"] == BASE
    assert token.claims["aud"] == "aandehul"
    assert token.claims["sub"] == "stand-in-citizen"
    assert "cpr" not in token.claims
    assert "refresh_token" not in answer


def test_the_key_set_shows_no_private_part(provider: FlaskClient) -> None:
    (key,) = provider.get("/jwks", base_url=BASE).get_json()["keys"]
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)


def test_two_processes_share_key_and_codes(provider: FlaskClient, folder: Path) -> None:
    other = made(folder)
    assert other.get("/jwks").get_json() == provider.get("/jwks").get_json()
    assert exchange(other, fresh_code(provider)).status_code == 200


def test_the_number_comes_only_to_those_who_ask_for_it(provider: FlaskClient) -> None:
    for scope, has_number in (("openid cpr", True), ("openid", False)):
        token = exchange(provider, fresh_code(provider, scope=scope)).get_json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        claims = provider.get("/userinfo", headers=headers).get_json()
        assert claims["sub"] == "stand-in-citizen"
        assert ("cpr" in claims) is has_number


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer x", "Basic x"])
def test_userinfo_needs_a_token(provider: FlaskClient, value: str) -> None:
    assert provider.get("/userinfo", headers={"Authorization": value}).status_code == 401


def test_a_code_works_once(provider: FlaskClient) -> None:
    code = fresh_code(provider)
    assert exchange(provider, code).status_code == 200
    assert exchange(provider, code).status_code == 400


def test_a_code_works_once_however_many_ask_at_the_same_time(folder: Path) -> None:
    clients = [made(folder) for _ in range(6)]
    code = fresh_code(clients[0])
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: exchange(client, code).status_code, clients))
    assert sorted(answers) == [200, 400, 400, 400, 400, 400]


def test_a_code_is_used_up_by_a_wrong_verifier(provider: FlaskClient) -> None:
    code = fresh_code(provider)
    assert exchange(provider, code, code_verifier="w" * 64).status_code == 400
    assert exchange(provider, code).status_code == 400


def test_a_code_lives_a_minute(provider: FlaskClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        code = fresh_code(provider)
        clock.shift(61)
        assert exchange(provider, code).status_code == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "wrong"},
        {"redirect_uri": "http://127.0.0.1:8000/other"},
        {"code_verifier": ""},
        {"grant_type": "password"},
        {"code": "unknown"},
    ],
    ids=str,
)
def test_an_exchange_is_refused_with(provider: FlaskClient, changes: dict[str, str]) -> None:
    code = fresh_code(provider)
    assert exchange(provider, **({"code": code} | changes)).status_code in {400, 401}


def test_the_secret_may_not_be_left_out(provider: FlaskClient) -> None:
    form = {
        "grant_type": "authorization_code",
        "code": fresh_code(provider),
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": "aandehul",
    }
    assert provider.post("/token", data=form).status_code in {400, 401}


@pytest.mark.parametrize(
    "changes",
    [
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"nonce": None},
        {"response_type": "token"},
        {"response_type": "id_token"},
    ],
    ids=str,
)
def test_a_request_that_breaks_the_rules_gets_no_code(
    provider: FlaskClient, changes: dict[str, str | None]
) -> None:
    asked = {name: value for name, value in (GOOD | changes).items() if value is not None}
    answer = provider.post(f"/authorize?{urlencode(asked)}", data={"as": "citizen"})
    assert "code=" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "changes", [{"redirect_uri": "http://evil.test/"}, {"client_id": "other"}], ids=str
)
def test_nobody_is_sent_to_an_unknown_address(
    provider: FlaskClient, changes: dict[str, str]
) -> None:
    for method in (provider.get, provider.post):
        answer = method(f"/authorize?{urlencode(GOOD | changes)}")
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert faults_of(Page(answer.text)) == []


def test_a_nonce_is_not_used_twice(provider: FlaskClient) -> None:
    assert "code=" in authorize(provider, nonce="once").headers["Location"]
    assert "code=" not in authorize(provider, nonce="once").headers.get("Location", "")


def test_sign_out_leads_back_with_a_good_hint_only(provider: FlaskClient) -> None:
    hint = exchange(provider, fresh_code(provider)).get_json()["id_token"]
    asked = {"id_token_hint": hint, "client_id": "aandehul"}
    for back, leads in ((SIGNED_OUT, True), ("http://evil.test/", False)):
        query = urlencode(asked | {"post_logout_redirect_uri": back})
        answer = provider.get(f"/end-session?{query}")
        assert (answer.headers.get("Location", "").startswith(SIGNED_OUT)) is leads
        assert "evil" not in answer.text
    assert provider.get("/end-session?id_token_hint=x.y.z").status_code == 400
