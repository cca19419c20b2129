"""The sign-in provider as we see it: Authlib's client, with what it leaves open closed.

Limits, trusted metadata and the checks of the answer lie here; nothing is stored.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError

from citizen_app.config import LOOPBACK, Settings
from citizen_app.sign_in.id_token import StrictIDToken
from citizen_app.sign_in.rules import claim_text

LONGEST_CONNECT = 3.0
MOST_BYTES = 1_000_000
METADATA_LIVES = 3600.0
KEYS_REFETCHED_EVERY = 60.0
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL_ENDPOINTS = ("userinfo_endpoint", "end_session_endpoint")
SIGNS_ITS_ANSWERS = "authorization_response_iss_parameter_supported"

_deadline: ContextVar[float] = ContextVar("deadline")


class SignInFailed(Exception):
    """The sign-in did not succeed; the message is a short code for the log."""


class ProviderUnavailable(SignInFailed):
    """The provider is down, slow or answers with something that is no answer."""


class AnswerRefused(SignInFailed):
    """The provider's answer is not one we trust."""


@dataclass(frozen=True)
class Departure:
    """Where to send a person, and the secrets that their way back is recognised by."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Who signed in, according to the provider. The hint is None where it would hold a CPR."""

    issuer: str
    subject: str
    cpr: str | None = field(repr=False)
    id_token_hint: str | None = field(repr=False)


class BoundedSession(OAuth2Session):
    """Calls that all end at one deadline, follow no redirect and read one megabyte at most."""

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        left = _time_left()
        kwargs |= {"timeout": (min(left, LONGEST_CONNECT), left), "allow_redirects": False}
        answer: requests.Response = super().request(method, url, stream=True, **kwargs)
        with answer:
            answer._content = _read(answer)
        if answer.status_code >= 500 or 300 <= answer.status_code < 400:
            raise ProviderUnavailable(f"status_{answer.status_code}")
        return answer


class Provider(FlaskOAuth2App):
    """One provider, with its metadata and keys kept for an hour.

    `transport` carries the calls where they need not go over the network.
    """

    client_cls = BoundedSession

    def __init__(self, settings: Settings) -> None:
        is_loopback = urlsplit(settings.issuer).hostname in LOOPBACK
        super().__init__(
            FlaskIntegration("provider"),
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "trust_env": not is_loopback,
            },
        )
        self.settings = settings
        self._metadata_url = settings.oidc_metadata_url or (
            settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        )
        self._lock = Lock()
        self._metadata_at = float("-inf")
        self._keys: dict[str, Any] = {}
        self._keys_at = float("-inf")
        self.transport: BaseAdapter | None = None

    def load_server_metadata(self) -> dict[str, Any]:
        """The provider's addresses. Nothing else it says of itself is believed."""
        if time.monotonic() - self._metadata_at > METADATA_LIVES:
            said = self._get_json(self._metadata_url)
            self.server_metadata = trusted_metadata(said, self.settings)
            self._metadata_at = time.monotonic()
        return self.server_metadata

    def fetch_jwk_set(self, force: bool = False) -> dict[str, Any]:
        """The provider's keys; an unknown key asks again, but at most once a minute."""
        if not self._lock.acquire(timeout=_time_left()):
            raise ProviderUnavailable("deadline")
        try:
            age = time.monotonic() - self._keys_at
            if age > (KEYS_REFETCHED_EVERY if force else METADATA_LIVES):
                self._keys = _key_set(self._get_json(self.load_server_metadata()["jwks_uri"]))
                self._keys_at = time.monotonic()
            return self._keys
        finally:
            self._lock.release()

    def _get_session(self) -> BoundedSession:
        return self._by_transport(super()._get_session())

    def _get_oauth_client(self, **metadata: Any) -> BoundedSession:
        return self._by_transport(super()._get_oauth_client(**metadata))

    def _by_transport(self, session: BoundedSession) -> BoundedSession:
        if self.transport is not None:
            session.mount(self.settings.issuer, self.transport)
        return session

    def _get_json(self, url: str) -> dict[str, Any]:
        with self._get_session() as session:
            return as_object(session.request("GET", url, withhold_token=True))


def create_provider(settings: Settings) -> Provider:
    """The client for the provider that the settings name."""
    # Authlib writes the code verifier to its debug log.
    logging.getLogger("authlib").setLevel(logging.WARNING)
    return Provider(settings)


def trusted_metadata(said: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """The addresses out of a provider's metadata, when it is the configured provider's.

    The algorithms are ours: metadata that lists `none` would otherwise be obeyed.
    """
    if said.get("issuer") != settings.issuer:
        raise AnswerRefused("metadata_of_another_issuer")
    offered = {name: said[name] for name in (*ENDPOINTS, *OPTIONAL_ENDPOINTS) if said.get(name)}
    if missing := [name for name in ENDPOINTS if name not in offered]:
        raise AnswerRefused(f"metadata_without_{missing[0]}")
    if not all(_is_safe(address, settings.issuer) for address in offered.values()):
        raise AnswerRefused("metadata_with_an_unsafe_address")
    return {
        **offered,
        "issuer": settings.issuer,
        SIGNS_ITS_ANSWERS: said.get(SIGNS_ITS_ANSWERS) is True,
        "id_token_signing_alg_values_supported": list(settings.oidc_id_token_algorithms),
    }


def depart(
    provider: Provider, *, redirect_uri: str, language: str, again: bool = False
) -> Departure:
    """Prepare one sign-in: fresh state, nonce and verifier, and the address to go to.

    `again` asks the provider not to reuse a sign-in of its own, so that another can sign in.
    """
    wishes = {"prompt": "login"} if again else {}
    with _guarded(provider.settings):
        prepared = provider.create_authorization_url(
            redirect_uri,
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            code_verifier=secrets.token_urlsafe(48),
            ui_locales=language,
            **wishes,
        )
    return Departure(**prepared)


def check_sender(provider: Provider, *, issuer: str | None) -> None:
    """Refuse an answer that another provider sent (RFC 9207)."""
    with _guarded(provider.settings):
        _check_sender(provider, issuer)


def arrive(
    provider: Provider,
    *,
    code: str,
    issuer: str | None,
    code_verifier: str,
    nonce: str,
    redirect_uri: str,
) -> Identity:
    """Exchange the code and say who signed in, or raise SignInFailed.

    `issuer` is what the answer's address says of its sender, None where it says nothing.
    """
    with _guarded(provider.settings):
        _check_sender(provider, issuer)
        token = provider.fetch_access_token(
            redirect_uri=redirect_uri, code=code, code_verifier=code_verifier
        )
        claims = _checked_id_token(provider, token, nonce)
        extra = _checked_userinfo(provider, token, claims["sub"])
    name = provider.settings.oidc_cpr_claim
    return Identity(
        issuer=provider.settings.issuer,
        subject=claims["sub"],
        cpr=claim_text(claims, name) or claim_text(extra, name),
        id_token_hint=None if name in claims else token["id_token"],
    )


def logout_url(provider: Provider, *, id_token_hint: str | None, back_to: str) -> str | None:
    """Where the provider ends its own session, or None when it offers no such address."""
    with _guarded(provider.settings):
        if "end_session_endpoint" not in provider.load_server_metadata():
            return None
        prepared = provider.create_logout_url(
            post_logout_redirect_uri=back_to,
            id_token_hint=id_token_hint,
            client_id=provider.client_id,
        )
    return str(prepared["url"])


def as_object(answer: requests.Response) -> dict[str, Any]:
    """The JSON object in a good answer."""
    if answer.status_code != requests.codes.ok:
        raise ProviderUnavailable(f"status_{answer.status_code}")
    found = answer.json()
    if not isinstance(found, dict):
        raise ProviderUnavailable("no_json_object")
    return found


def _check_sender(provider: Provider, issuer: str | None) -> None:
    must_say = provider.load_server_metadata()[SIGNS_ITS_ANSWERS]
    if issuer != provider.settings.issuer and (must_say or issuer is not None):
        raise AnswerRefused("answer_of_another_issuer")


def _key_set(said: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(said.get("keys"), list) or not said["keys"]:
        raise AnswerRefused("no_key_set")
    return said


def _checked_id_token(provider: Provider, token: Any, nonce: str) -> dict[str, Any]:
    if not isinstance(token, dict) or not isinstance(token.get("id_token"), str):
        raise AnswerRefused("no_id_token")
    claims = provider.parse_id_token(
        token,
        nonce=nonce,
        claims_cls=StrictIDToken.for_access_token(token.get("access_token")),
        claims_options={
            "iss": {"essential": True, "value": provider.settings.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True},
        },
        leeway=provider.settings.oidc_leeway_seconds,
    )
    return dict(claims)


def _checked_userinfo(provider: Provider, token: Any, subject: str) -> dict[str, Any]:
    address = provider.load_server_metadata().get("userinfo_endpoint")
    if address is None:
        return {}
    said = as_object(provider.get(address, token=token))
    if said.get("sub") != subject:
        raise AnswerRefused("userinfo_of_another_subject")
    return said


@contextmanager
def _guarded(settings: Settings) -> Iterator[None]:
    """One deadline for everything within, and one kind of failure out of it."""
    mark = _deadline.set(time.monotonic() + settings.oidc_timeout_seconds)
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    except (JoseError, AuthlibBaseError) as error:
        raise AnswerRefused(type(error).__name__) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # What a library trips over in an answer that is no OpenID Connect at all.
        raise ProviderUnavailable(type(error).__name__) from error
    finally:
        _deadline.reset(mark)


def _time_left() -> float:
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise ProviderUnavailable("deadline")
    return left


def _read(answer: requests.Response) -> bytes:
    parts, size = [], 0
    while part := answer.raw.read1(65_536, decode_content=True):
        _time_left()
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise ProviderUnavailable("too_large")
    return b"".join(parts)


def _is_safe(address: object, issuer: str) -> bool:
    parts, own = urlsplit(str(address)), urlsplit(issuer)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == own.scheme == "http" and parts.hostname in LOOPBACK
