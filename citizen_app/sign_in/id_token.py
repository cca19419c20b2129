"""The claims of an ID token, checked more strictly than Authlib does by itself."""

from collections.abc import Callable
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import InvalidClaimError, MissingClaimError

FOREIGN_KEYS = ("jwk", "jku", "x5u", "x5c", "crit")
LONGEST_SUBJECT = 255


class StrictIDToken(CodeIDToken):
    """An ID token that is for us alone, for this sign-in, and signed by a key we looked up."""

    @classmethod
    def for_access_token(cls, access_token: str | None) -> Callable[..., "StrictIDToken"]:
        """A class to hand to Authlib, which drops the access token when it is given a class."""

        def create(
            claims: dict[str, Any], header: dict[str, Any], options: Any, params: dict[str, Any]
        ) -> StrictIDToken:
            return cls(claims, header, options, {**params, "access_token": access_token})

        return create

    def validate(self, now: int | None = None, leeway: int = 0) -> None:
        """Raise a JoseError unless everything holds."""
        self._validate_header()
        super().validate(now, leeway)
        self._validate_subject()
        self._validate_audience()
        if not self.params.get("nonce") or self.get("nonce") != self.params["nonce"]:
            raise InvalidClaimError("nonce")

    def _validate_header(self) -> None:
        if not self.header.get("kid"):
            raise MissingClaimError("kid")
        for name in FOREIGN_KEYS:
            if name in self.header:
                raise InvalidClaimError(name)

    def _validate_subject(self) -> None:
        subject = self.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise InvalidClaimError("sub")

    def _validate_audience(self) -> None:
        # Any other audience would be one we have no reason to trust.
        client_id = self.params["client_id"]
        if self["aud"] not in (client_id, [client_id]):
            raise InvalidClaimError("aud")
        if self.get("azp", client_id) != client_id:
            raise InvalidClaimError("azp")
