"""CPR numbers kept so that only this application can read them: AES-GCM with a list of keys."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
NAME_BYTES = 4


class NotReadable(ValueError):
    """No key opens it, or it was put in another row."""


@dataclass(frozen=True)
class Seal:
    """The key that people are found with, and the keys of numbers: the first one seals, all open.

    What is sealed names its key and belongs to one row: elsewhere it cannot be opened.
    """

    finding: bytes = field(repr=False)
    keys: tuple[bytes, ...] = field(repr=False)

    def close(self, number: str, *, owner: UUID) -> str:
        """The number as it is stored in the row with the id `owner`."""
        key, nonce = self.keys[0], secrets.token_bytes(NONCE_BYTES)
        closed = AESGCM(key).encrypt(nonce, number.encode(), owner.bytes)
        return f"{_name(key)}.{urlsafe_b64encode(nonce + closed).decode()}"

    def open(self, sealed: str, *, owner: UUID) -> str:
        """The number that was stored; NotReadable when there is no key for it."""
        name, _, rest = sealed.partition(".")
        for key in self.keys:
            if _name(key) == name:
                return _opened(key, rest, owner)
        raise NotReadable("none of the keys has sealed it")

    def is_newest(self, sealed: str) -> bool:
        """Whether the first key has sealed it."""
        return sealed.partition(".")[0] == _name(self.keys[0])


def new_key() -> str:
    """A new key, as the settings take it."""
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _opened(key: bytes, rest: str, owner: UUID) -> str:
    try:
        raw = urlsafe_b64decode(rest)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], owner.bytes).decode()
    except (InvalidTag, ValueError) as error:
        raise NotReadable("it was changed, or belongs to another row") from error


def _name(key: bytes) -> str:
    return sha256(key).digest()[:NAME_BYTES].hex()
