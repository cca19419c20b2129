"""OpenID Connect on the stand-in's side, by Authlib's authorization server."""

import hmac
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from flask import Flask
from joserfc.jwk import KeySet, RSAKey

from citizen_app.config import Settings
from citizen_app.demo.people import DemoPerson, find_by_subject
from citizen_app.demo.storage import TOKEN_SECONDS, IssuedCode, Storage

SCOPES = ("openid", "profile", "cpr")


def fingerprint(secret: str) -> str:
    """The SHA-256 of a code or token; only this is stored."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class OnlyClient(ClientMixin):
    """The one client that the stand-in serves: the application beside it."""

    client_id: str
    secret: str
    origin: str

    @property
    def client_metadata(self) -> dict[str, Any]:
        """Asked by Authlib when somebody signs out."""
        return {"post_logout_redirect_uris": [f"{self.origin}/sign-in/signed-out"]}

    def get_client_id(self) -> str:
        """Its name."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Where people are sent back."""
        return f"{self.origin}/sign-in/callback"

    def get_allowed_scope(self, scope: str | None) -> str:
        """Of what is asked for, what there is."""
        asked = (scope or "").split()
        return " ".join(name for name in SCOPES if name in asked)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """One address, exactly."""
        return redirect_uri == self.get_default_redirect_uri()

    def check_client_secret(self, client_secret: str) -> bool:
        """The secret, compared in constant time."""
        return hmac.compare_digest(client_secret.encode(), self.secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """The secret must be sent, in the header."""
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        """A code and nothing else."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """A code and nothing else: no refresh tokens."""
        return grant_type == "authorization_code"


class CodeGrant(AuthorizationCodeGrant):
    """Codes that live a minute and work once, across all worker processes."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Keep what the code stands for."""
        asked = request.payload.data
        issued = IssuedCode(
            subject=request.user.subject,
            redirect_uri=request.payload.redirect_uri or request.client.get_default_redirect_uri(),
            scope=request.scope,
            nonce=asked.get("nonce", ""),
            code_challenge=asked["code_challenge"],
            issued_at=int(time.time()),
        )
        self.server.storage.keep_code(fingerprint(code), issued)

    def query_authorization_code(self, code: str, client: OnlyClient) -> IssuedCode | None:
        """Take the code: whoever comes second, or with a wrong verifier, finds nothing."""
        found: IssuedCode | None = self.server.storage.use_code(fingerprint(code), int(time.time()))
        return found

    def delete_authorization_code(self, authorization_code: IssuedCode) -> None:
        """Nothing to do: it was used up when it was asked for."""

    def authenticate_user(self, authorization_code: IssuedCode) -> DemoPerson | None:
        """The person who pressed the button."""
        return find_by_subject(authorization_code.subject)


class ForcedChallenge(CodeChallenge):
    """PKCE with S256 for everybody; Authlib would let a client with a secret go without."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request without a challenge, or with a plain one."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with S256 is required")
        super().validate_code_challenge(grant, redirect_uri)


class IdTokens(OpenIDCode):
    """ID tokens signed with the demo's key. They hold no CPR number: that is in userinfo."""

    def __init__(self, issuer: str, key: RSAKey, storage: Storage) -> None:
        super().__init__(require_nonce=True)
        self.issuer, self.key, self.storage = issuer, key, storage

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """Whether the nonce was used a moment ago."""
        return self.storage.has_nonce(nonce)

    def resolve_client_private_key(self, client: OnlyClient) -> RSAKey:
        """The signing key."""
        return self.key

    def get_encode_header(self, client: OnlyClient) -> dict[str, str]:
        """Which key, which algorithm."""
        return {"alg": "RS256", "kid": str(self.key.kid)}

    def get_client_claims(self, client: OnlyClient) -> dict[str, Any]:
        """From whom, for whom, for how long."""
        expires = int(time.time()) + TOKEN_SECONDS
        return {"iss": self.issuer, "aud": client.client_id, "exp": expires}

    def generate_user_info(self, user: DemoPerson, scope: str) -> dict[str, str]:
        """Who signed in."""
        return {"sub": user.subject, "name": user.name}


class SenderInAnswer(IssuerParameter):
    """Says in each answer who sent it (RFC 9207)."""

    def __init__(self, server: "StandInServer") -> None:
        self.issuer = server.issuer
        super().__call__(server)

    def get_issuer(self) -> str:
        """This provider."""
        return self.issuer


class SignOut(EndSessionEndpoint):
    """Sends people back after sign-out. The stand-in keeps no session that could end."""

    def get_server_jwks(self) -> KeySet:
        """Keys that a hint must be signed with."""
        return KeySet([self.server.key])

    def get_algorithms(self) -> list[str]:
        """The one we sign with."""
        return ["RS256"]

    def end_session(self, end_session_request: Any) -> None:
        """Nothing is kept."""


class StandInServer(AuthorizationServer):
    """Authlib's server with the stand-in's storage and key."""

    def __init__(self, app: Flask, settings: Settings, storage: Storage) -> None:
        self.storage = storage
        self.key = storage.signing_key()
        self.issuer = settings.issuer
        self.only_client = OnlyClient(
            client_id=settings.oidc_client_id,
            secret=settings.oidc_client_secret.get_secret_value(),
            origin=settings.public_origin,
        )
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": TOKEN_SECONDS}
        super().__init__(app)
        self.register_grant(
            CodeGrant, [ForcedChallenge(), IdTokens(self.issuer, self.key, storage)]
        )
        self.register_endpoint(SignOut)
        self.register_extension(SenderInAnswer)

    def query_client(self, client_id: str) -> OnlyClient | None:
        """The only client, or nobody."""
        return self.only_client if client_id == self.only_client.client_id else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Keep the access token for the userinfo that follows."""
        self.storage.keep_token(
            fingerprint(token["access_token"]),
            request.user.subject,
            token["scope"],
            int(time.time()),
        )
