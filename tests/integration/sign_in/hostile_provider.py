"""A sign-in provider that lies, over real HTTP: each test says how."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

Answer = Callable[[], Response]
SUBJECT = "person-1"
CPR = "7403531117"


def encode(part: dict[str, Any]) -> str:
    """One part of a token."""
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


class HostileProvider:
    """Honest until a test changes what it says, how it signs, or a whole answer."""

    own_key = RSAKey.generate_key(2048, {"kid": "own"})
    other_key = RSAKey.generate_key(2048, {"kid": "own"})

    def __init__(self) -> None:
        self.issuer = ""
        self.nonce = ""
        self.calls: list[str] = []
        self.token_form: dict[str, list[str]] = {}
        self.metadata: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "own"}
        self.userinfo: dict[str, Any] = {"sub": SUBJECT, "cpr": CPR}
        self.sign: Callable[[dict[str, Any], dict[str, Any]], str] = self.sign_honestly
        self.answers: dict[str, Answer] = {}

    def __call__(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        name = request.path.rpartition("/")[2]
        self.calls.append(name)
        if name == "token":
            self.token_form = {key: request.form.getlist(key) for key in request.form}
        answer = self.answers.get(name) or (lambda: as_json(self._honest(name)))
        return answer()(environ, start_response)

    def _honest(self, name: str) -> dict[str, Any]:
        match name:
            case "openid-configuration":
                return without_none(self._addresses() | self.metadata)
            case "jwks":
                return {"keys": [self.own_key.as_dict(private=False)]}
            case "token":
                return {"token_type": "Bearer", "access_token": "at", "id_token": self.id_token()}
            case _:
                return self.userinfo

    def _addresses(self) -> dict[str, Any]:
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint")
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/end-session",
            **{name: f"{self.issuer}/{name.removesuffix('_endpoint')}" for name in names},
        }

    def id_token(self) -> str:
        """A token with whatever the test has changed."""
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": "aandehul", "sub": SUBJECT, "nonce": self.nonce}
        claims = honest | {"iat": now, "exp": now + 300} | self.claims
        return self.sign(self.header, without_none(claims))

    def sign_honestly(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """Signed with the key that the key set shows."""
        return signed(self.own_key, header, claims)

    def sign_with_another_key(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """Signed with a key that nobody knows, under the known key's name."""
        return signed(self.other_key, header, claims)

    def sign_with_secret(self, secret: bytes) -> None:
        """HS256, with something that is no secret or no signature key."""
        key = OctKey.import_key(secret)
        self.sign = lambda header, claims: signed(key, {**header, "alg": "HS256"}, claims)

    def sign_not_at_all(self) -> None:
        """The algorithm `none`."""
        self.sign = lambda header, claims: f"{encode({**header, 'alg': 'none'})}.{encode(claims)}."

    @property
    def public_pem(self) -> bytes:
        """What everybody can read."""
        return self.own_key.as_pem(private=False)

    def remember(self, url: str) -> None:
        """Take the nonce that the client sends a person here with."""
        self.nonce = parse_qs(urlsplit(url).query)["nonce"][0]


def signed(key: Any, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token in which a test may say anything."""
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=["RS256", "HS256"], strict_check_header=False)
    return jwt.encode(header, claims, key, registry=registry)


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """None means that the field is left out."""
    return {name: value for name, value in values.items() if value is not None}


def half_hash(text: str) -> str:
    """The form in which an ID token names the access token."""
    return urlsafe_b64encode(sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def as_json(body: Any, status: int = 200) -> Response:
    """An answer of the usual kind."""
    return Response(json.dumps(body), status=status, content_type="application/json")


def after(seconds: float, body: Any = "late") -> Answer:
    """An answer that lets one wait."""

    def answer() -> Response:
        time.sleep(seconds)
        return as_json(body)

    return answer


def dripping(parts: int, every: float) -> Answer:
    """An answer that comes a byte at a time and is never quite over."""

    def drip() -> Iterator[bytes]:
        for _ in range(parts):
            time.sleep(every)
            yield b" "

    return lambda: Response(drip(), content_type="application/json")


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[str]:
    """Serve a WSGI application on this machine and give its address."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
