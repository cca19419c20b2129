"""Every lie of table 2.5 and more: the sign-in ends, and nobody is let in."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.wrappers import Response

from citizen_app.config import DEMO_SECRET, Environment, Settings
from citizen_app.sign_in.provider import (
    AnswerRefused,
    Identity,
    Provider,
    ProviderUnavailable,
    arrive,
    check_sender,
    create_provider,
    depart,
    logout_url,
)
from tests.integration.sign_in.hostile_provider import (
    CPR,
    SUBJECT,
    HostileProvider,
    after,
    as_json,
    dripping,
    half_hash,
)

BACK = "http://127.0.0.1:8000/sign-in/callback"
NOW = time.time


def client_of(hostile: HostileProvider, **changes: Any) -> Provider:
    values: dict[str, Any] = {"oidc_issuer": hostile.issuer, "oidc_timeout_seconds": 2.0} | changes
    return create_provider(Settings(environment=Environment.TEST, **values))


def sign_in(
    hostile: HostileProvider, *, issuer: str | None = None, client: Provider | None = None
) -> Identity:
    client = client or client_of(hostile)
    departure = depart(client, redirect_uri=BACK, language="da")
    hostile.remember(departure.url)
    return arrive(
        client,
        code="a-code",
        issuer=issuer,
        code_verifier=departure.code_verifier,
        nonce=departure.nonce,
        redirect_uri=BACK,
    )


def refused(hostile: HostileProvider) -> str:
    with pytest.raises(AnswerRefused) as caught:
        sign_in(hostile)
    return str(caught.value)


def test_an_honest_provider_says_who_signed_in(hostile: HostileProvider) -> None:
    identity = sign_in(hostile)
    assert (identity.issuer, identity.subject, identity.cpr) == (hostile.issuer, SUBJECT, CPR)
    assert identity.id_token_hint


def test_the_code_is_exchanged_with_its_verifier(hostile: HostileProvider) -> None:
    sign_in(hostile)
    assert set(hostile.token_form) == {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert hostile.token_form["redirect_uri"] == [BACK]


def test_departure_asks_for_a_code_with_a_hashed_challenge(hostile: HostileProvider) -> None:
    departure = depart(client_of(hostile), redirect_uri=BACK, language="da")
    assert "code_challenge_method=S256" in departure.url
    assert "response_type=code" in departure.url
    assert departure.code_verifier not in departure.url
    assert len(departure.code_verifier) >= 43


def test_no_secret_shows_when_things_are_printed(hostile: HostileProvider) -> None:
    departure = depart(client_of(hostile), redirect_uri=BACK, language="da")
    assert departure.code_verifier not in repr(departure)
    assert CPR not in repr(sign_in(hostile))


CLAIMS: dict[str, dict[str, Callable[[], Any]]] = {
    "issuer of another": {"iss": lambda: "https://other.example"},
    "issuer missing": {"iss": lambda: None},
    "audience of another": {"aud": lambda: "other"},
    "audience of another though we are the authorized party": {
        "aud": lambda: "other",
        "azp": lambda: "aandehul",
    },
    "audience with others in the list": {
        "aud": lambda: ["aandehul", "other"],
        "azp": lambda: "aandehul",
    },
    "audience empty": {"aud": list},
    "audience missing": {"aud": lambda: None},
    "authorized party is another": {"azp": lambda: "other"},
    "subject missing": {"sub": lambda: None},
    "subject empty": {"sub": lambda: ""},
    "subject no text": {"sub": lambda: 17},
    "subject too long": {"sub": lambda: "x" * 256},
    "expired 31 seconds ago": {"exp": lambda: int(NOW()) - 31},
    "expiry missing": {"exp": lambda: None},
    "expiry no number": {"exp": lambda: "tomorrow"},
    "issued in the future": {"iat": lambda: int(NOW()) + 60},
    "time of issue missing": {"iat": lambda: None},
    "not valid yet": {"nbf": lambda: int(NOW()) + 60},
    "nonce of another": {"nonce": lambda: "other"},
    "nonce missing": {"nonce": lambda: None},
    "access token of another": {"at_hash": lambda: half_hash("other")},
}


@pytest.mark.parametrize("changes", CLAIMS.values(), ids=CLAIMS.keys())
def test_an_id_token_with_wrong_claims_is_refused(
    hostile: HostileProvider, changes: dict[str, Callable[[], Any]]
) -> None:
    hostile.claims = {name: value() for name, value in changes.items()}
    refused(hostile)


TOLERATED: dict[str, dict[str, Callable[[], Any]]] = {
    "expired 20 seconds ago": {"exp": lambda: int(NOW()) - 20},
    "issued 20 seconds ahead": {"iat": lambda: int(NOW()) + 20},
    "audience alone in a list": {"aud": lambda: ["aandehul"]},
    "access token named": {"at_hash": lambda: half_hash("at")},
}


@pytest.mark.parametrize("changes", TOLERATED.values(), ids=TOLERATED.keys())
def test_what_the_standard_allows_is_accepted(
    hostile: HostileProvider, changes: dict[str, Callable[[], Any]]
) -> None:
    hostile.claims = {name: value() for name, value in changes.items()}
    assert sign_in(hostile).subject == SUBJECT


@pytest.mark.parametrize(
    "header",
    [
        {"jwk": HostileProvider.other_key.as_dict(private=False)},
        {"jku": "https://other.example/keys"},
        {"x5u": "https://other.example/certificate"},
        {"crit": ["b64"], "b64": True},
    ],
    ids=["jwk", "jku", "x5u", "crit"],
)
def test_a_key_named_by_the_token_itself_is_refused(
    hostile: HostileProvider, header: dict[str, Any]
) -> None:
    hostile.header |= header
    refused(hostile)


def test_a_token_that_names_no_key_is_refused(hostile: HostileProvider) -> None:
    hostile.header = {"alg": "RS256"}
    refused(hostile)


def test_a_token_signed_with_another_key_is_refused(hostile: HostileProvider) -> None:
    hostile.sign = hostile.sign_with_another_key
    refused(hostile)


def test_an_unsigned_token_is_refused_even_if_metadata_allows_it(hostile: HostileProvider) -> None:
    hostile.metadata["id_token_signing_alg_values_supported"] = ["none", "RS256"]
    hostile.sign_not_at_all()
    refused(hostile)


def test_a_token_signed_with_our_secret_is_refused(hostile: HostileProvider) -> None:
    hostile.metadata["id_token_signing_alg_values_supported"] = ["HS256"]
    hostile.sign_with_secret(DEMO_SECRET.encode())
    refused(hostile)


def test_a_token_signed_with_the_public_key_as_secret_is_refused(hostile: HostileProvider) -> None:
    hostile.metadata["id_token_signing_alg_values_supported"] = ["HS256"]
    hostile.sign_with_secret(hostile.public_pem.replace(b"-----", b"====="))
    refused(hostile)


def test_an_algorithm_outside_our_settings_is_refused(hostile: HostileProvider) -> None:
    with pytest.raises(AnswerRefused):
        sign_in(hostile, client=client_of(hostile, oidc_id_token_algorithms=("ES256",)))


def test_an_answer_without_an_id_token_is_refused(hostile: HostileProvider) -> None:
    hostile.answers["token"] = lambda: as_json({"token_type": "Bearer", "access_token": "at"})
    assert refused(hostile) == "no_id_token"


def test_an_error_from_the_token_endpoint_is_refused(hostile: HostileProvider) -> None:
    hostile.answers["token"] = lambda: as_json({"error": "invalid_grant"}, 400)
    refused(hostile)


@pytest.mark.parametrize("body", [[], "text", 17, None])
def test_a_token_answer_that_is_no_object_is_none(hostile: HostileProvider, body: Any) -> None:
    hostile.answers["token"] = lambda: as_json(body)
    with pytest.raises(ProviderUnavailable):
        sign_in(hostile)


def test_userinfo_of_another_subject_is_refused(hostile: HostileProvider) -> None:
    hostile.userinfo["sub"] = "person-2"
    assert refused(hostile) == "userinfo_of_another_subject"


def test_userinfo_without_a_subject_is_refused(hostile: HostileProvider) -> None:
    del hostile.userinfo["sub"]
    refused(hostile)


def test_a_provider_without_userinfo_is_enough(hostile: HostileProvider) -> None:
    hostile.metadata["userinfo_endpoint"] = None
    assert sign_in(hostile).cpr is None


def test_an_id_token_with_a_cpr_number_is_not_kept_for_sign_out(hostile: HostileProvider) -> None:
    hostile.claims["cpr"] = CPR
    identity = sign_in(hostile)
    assert identity.cpr == CPR
    assert identity.id_token_hint is None


def test_an_answer_that_another_provider_sent_is_refused(hostile: HostileProvider) -> None:
    with pytest.raises(AnswerRefused, match="another_issuer"):
        sign_in(hostile, issuer="https://other.example")
    assert "token" not in hostile.calls


def test_a_sender_must_be_named_by_a_provider_that_promises_it(hostile: HostileProvider) -> None:
    hostile.metadata["authorization_response_iss_parameter_supported"] = True
    refused(hostile)
    assert sign_in(hostile, issuer=hostile.issuer).subject == SUBJECT


def test_an_error_answer_of_another_provider_is_refused_too(hostile: HostileProvider) -> None:
    with pytest.raises(AnswerRefused):
        check_sender(client_of(hostile), issuer="https://other.example")


METADATA: dict[str, dict[str, Any]] = {
    "of another issuer": {"issuer": "https://other.example"},
    "of nearly the same issuer": {"issuer": "http://127.0.0.1/"},
    "without an issuer": {"issuer": None},
    "without a token endpoint": {"token_endpoint": None},
    "with keys from an unsafe address": {"jwks_uri": "http://other.example/keys"},
    "with a file as token endpoint": {"token_endpoint": "file:///etc/passwd"},
    "with an endpoint that is no text": {"token_endpoint": {"url": "x"}},
}


@pytest.mark.parametrize("changes", METADATA.values(), ids=METADATA.keys())
def test_sign_in_does_not_start_with_metadata(
    hostile: HostileProvider, changes: dict[str, Any]
) -> None:
    hostile.metadata = changes
    with pytest.raises(AnswerRefused):
        depart(client_of(hostile), redirect_uri=BACK, language="da")


def test_metadata_cannot_change_how_we_ask(hostile: HostileProvider) -> None:
    hostile.metadata = {
        "code_challenge_method": "plain",
        "response_type": "id_token",
        "scope": "everything",
        "default_timeout": None,
        "token_endpoint_auth_method": "client_secret_post",
    }
    departure = depart(client_of(hostile), redirect_uri=BACK, language="da")
    assert "response_type=code&" in departure.url
    assert "everything" not in departure.url
    sign_in(hostile)
    assert "client_secret" not in hostile.token_form


@pytest.mark.parametrize("name", ["openid-configuration", "jwks", "token", "userinfo"])
@pytest.mark.parametrize(
    "answer",
    [
        lambda: as_json({}, 500),
        lambda: Response("<h1>Maintenance</h1>", content_type="text/html"),
        lambda: Response(status=302, headers={"Location": "http://127.0.0.1:9/"}),
        lambda: as_json("x" * 1_100_000),
    ],
    ids=["error", "page", "redirect", "huge"],
)
def test_a_broken_answer_makes_the_provider_unavailable(
    hostile: HostileProvider, name: str, answer: Callable[[], Response]
) -> None:
    hostile.answers[name] = answer
    with pytest.raises(ProviderUnavailable):
        sign_in(hostile)


@pytest.mark.parametrize("name", ["openid-configuration", "jwks", "token", "userinfo"])
@pytest.mark.parametrize("answer", [after(3), dripping(30, 0.1)], ids=["late", "dripping"])
def test_a_slow_answer_ends_at_the_time_limit(
    hostile: HostileProvider, name: str, answer: Callable[[], Response]
) -> None:
    client = client_of(hostile, oidc_timeout_seconds=0.5)
    hostile.answers[name] = answer
    began = time.monotonic()
    with pytest.raises(ProviderUnavailable):
        sign_in(hostile, client=client)
    assert time.monotonic() - began < 1.5


def test_many_slow_answers_share_one_time_limit(hostile: HostileProvider) -> None:
    client = client_of(hostile, oidc_timeout_seconds=1.0)
    departure = depart(client, redirect_uri=BACK, language="da")
    hostile.remember(departure.url)
    hostile.answers = {
        "jwks": after(0.6, {"keys": [hostile.own_key.as_dict(private=False)]}),
        "userinfo": after(0.6, hostile.userinfo),
    }
    began = time.monotonic()
    with pytest.raises(ProviderUnavailable):
        sign_in(hostile, client=client)
    assert time.monotonic() - began < 1.5


def test_a_provider_that_is_gone_is_unavailable(hostile: HostileProvider) -> None:
    hostile.issuer = "http://127.0.0.1:9"
    with pytest.raises(ProviderUnavailable):
        sign_in(hostile)


def test_unknown_keys_are_looked_up_once_a_minute_at_most(hostile: HostileProvider) -> None:
    client = client_of(hostile)
    sign_in(hostile, client=client)
    hostile.header["kid"] = "unknown"
    for _ in range(5):
        with pytest.raises(AnswerRefused):
            sign_in(hostile, client=client)
    assert hostile.calls.count("jwks") == 1


def test_a_new_key_is_found_when_the_minute_is_over(
    hostile: HostileProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(hostile)
    old_key = HostileProvider.other_key.as_dict(private=False) | {"kid": "old"}
    hostile.answers["jwks"] = lambda: as_json({"keys": [old_key]})
    with pytest.raises(AnswerRefused):
        sign_in(hostile, client=client)
    del hostile.answers["jwks"]
    monkeypatch.setattr("citizen_app.sign_in.provider.KEYS_REFETCHED_EVERY", 0.0)
    assert sign_in(hostile, client=client).subject == SUBJECT


@pytest.mark.parametrize("broken", [{"no": "keys"}, {"keys": []}])
def test_broken_keys_are_not_kept(hostile: HostileProvider, broken: dict[str, Any]) -> None:
    client = client_of(hostile)
    hostile.answers["jwks"] = lambda: as_json(broken)
    with pytest.raises(AnswerRefused):
        sign_in(hostile, client=client)
    del hostile.answers["jwks"]
    assert sign_in(hostile, client=client).subject == SUBJECT


def test_sign_out_names_our_own_address_and_the_hint(hostile: HostileProvider) -> None:
    url = logout_url(client_of(hostile), id_token_hint="a.b.c", back_to="http://127.0.0.1:8000/x")
    assert url is not None
    assert url.startswith(f"{hostile.issuer}/end-session?id_token_hint=a.b.c&")
    assert "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fx" in url


def test_sign_out_stays_here_when_the_provider_has_none(hostile: HostileProvider) -> None:
    hostile.metadata["end_session_endpoint"] = None
    assert logout_url(client_of(hostile), id_token_hint=None, back_to=BACK) is None
