"""Settings, read once from the environment and checked before anything starts."""

from base64 import urlsafe_b64decode
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from citizen_app.paths import CONTENT

DEMO_SECRET = "only-for-the-demo-on-this-machine"  # noqa: S105 - production refuses it
DEMO_CPR_KEY = "b25seS1mb3ItdGhlLWRlbW8tb24tdGhpcy1tYWNoaW4="
STAND_IN_PATH = "/stand-in"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHORTEST_SECRET = 32
CPR_KEY_BYTES = 32
# Keys of both kinds in one list would let a public key be used as a shared secret.
SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"})


class Environment(StrEnum):
    """What the process is for; only production is reachable by others."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


class UnsafeSettings(ValueError):
    """Settings that must not start; the message says which and why."""


class Settings(BaseSettings):
    """Everything an organisation can set, by environment variables of the same names."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", frozen=True)

    environment: Environment = Environment.DEMO
    debug: bool = False
    app_name: str = "Åndehul"
    database_url: str = "sqlite:///instance/aandehul.sqlite3"
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    origin: str = ""
    workers: int = Field(default=2, ge=1, le=64)
    threads: int = Field(default=4, ge=2, le=64)
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    max_body_bytes: int = Field(default=1_000_000, ge=10_000)
    # Forms that take photos, for those who are signed in.
    max_upload_bytes: int = Field(default=64_000_000, ge=1_000_000)
    files_folder: str = "instance/files"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_as_json: bool = True

    oidc_issuer: str = ""
    oidc_metadata_url: str = ""
    oidc_client_id: str = "aandehul"
    oidc_client_secret: SecretStr = SecretStr(DEMO_SECRET)
    oidc_id_token_algorithms: tuple[str, ...] = ("RS256",)
    oidc_scopes: str = "openid profile cpr"
    oidc_cpr_claim: str = "cpr"
    oidc_timeout_seconds: float = Field(default=5.0, gt=0, le=5)
    oidc_leeway_seconds: int = Field(default=30, ge=0, le=60)

    outbox_lease_seconds: int = Field(default=60, ge=2, le=600)
    outbox_keep_days: int = Field(default=30, ge=1, le=400)

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_starttls: bool = True
    smtp_sender: str = ""
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    sms_url: str = ""
    sms_token: SecretStr = SecretStr("")
    alerts_file: str = "instance/alerts.txt"

    plan_templates: str = ""
    longest_pause_days: int = Field(default=30, ge=1, le=366)
    # Keys of 32 bytes in URL-safe base64 with commas between: the first encrypts, all decrypt.
    cpr_keys: SecretStr = SecretStr(DEMO_CPR_KEY)
    # SKS codes of the conditions that a team may enrol for.
    conditions: tuple[Literal["DJ44", "DI50"], ...] = ("DJ44", "DI50")
    # An organisation's own words of consent, in place of ours.
    consents_file: str = ""

    session_idle_minutes: int = Field(default=30, ge=5, le=60)
    session_hours: int = Field(default=12, ge=1, le=24)

    @cached_property
    def public_origin(self) -> str:
        """Scheme, host and port that people use, without a slash at the end."""
        return (self.origin or f"http://{self.host}:{self.port}").rstrip("/")

    @cached_property
    def plan_templates_folder(self) -> Path:
        """The folder of the organisation's own plan templates, or of those we ship."""
        return Path(self.plan_templates) if self.plan_templates else CONTENT / "plan_templates"

    @cached_property
    def has_stand_in(self) -> bool:
        """Whether the demo's own sign-in provider is mounted."""
        return self.environment is not Environment.PRODUCTION

    @cached_property
    def issuer(self) -> str:
        """The only issuer whose sign-ins we accept."""
        return self.oidc_issuer or f"{self.public_origin}{STAND_IN_PATH}"

    @cached_property
    def is_https(self) -> bool:
        """Whether people reach us by https, which decides the cookie's name and flags."""
        return self.public_origin.startswith("https://")

    @cached_property
    def cpr_key_list(self) -> tuple[bytes, ...]:
        """The keys of CPR numbers, the first for new ones; ValueError where one is none."""
        return tuple(_cpr_key(text) for text in self.cpr_keys.get_secret_value().split(","))

    @model_validator(mode="after")
    def refuse_what_is_unsafe(self) -> Self:
        """Stop before the first request rather than run with a hole."""
        reasons = [
            *_unsafe_anywhere(self),
            *(
                _unsafe_in_production(self)
                if self.environment is Environment.PRODUCTION
                else _unsafe_in_demo(self)
            ),
        ]
        if reasons:
            raise UnsafeSettings("; ".join(reasons))
        return self


def _unsafe_anywhere(settings: Settings) -> list[str]:
    reasons = []
    origin = urlsplit(settings.public_origin)
    if origin.geturl() != f"{origin.scheme}://{origin.hostname}{_port(origin.port)}":
        reasons.append("ORIGIN is a scheme, a host and perhaps a port, nothing more")
    if not settings.oidc_id_token_algorithms or set(settings.oidc_id_token_algorithms) - SIGNATURES:
        reasons.append("OIDC_ID_TOKEN_ALGORITHMS may hold signatures with a public key only")
    try:
        _ = settings.cpr_key_list
    except ValueError:
        reasons.append("CPR_KEYS are keys of 32 bytes in URL-safe base64 with commas between")
    if settings.smtp_host and "@" not in settings.smtp_sender:
        reasons.append("SMTP_SENDER is the mail address that SMTP_HOST sends from")
    return reasons


def _cpr_key(text: str) -> bytes:
    key = urlsafe_b64decode(text.strip())
    if len(key) != CPR_KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _port(port: int | None) -> str:
    return "" if port is None else f":{port}"


def _unsafe_in_production(settings: Settings) -> list[str]:
    secrets = {"SECRET_KEY": settings.secret_key, "OIDC_CLIENT_SECRET": settings.oidc_client_secret}
    reasons = [
        f"{name} is the demo's or shorter than {SHORTEST_SECRET} characters"
        for name, secret in secrets.items()
        if secret.get_secret_value() == DEMO_SECRET
        or len(secret.get_secret_value()) < SHORTEST_SECRET
    ]
    if DEMO_CPR_KEY in settings.cpr_keys.get_secret_value():
        reasons.append("CPR_KEYS holds the demo's key")
    if settings.smtp_host and not settings.smtp_starttls:
        reasons.append("SMTP_STARTTLS is off")
    if settings.sms_url and not settings.sms_url.startswith("https://"):
        reasons.append("SMS_URL must begin with https://")
    if settings.debug:
        reasons.append("DEBUG is on")
    if not settings.origin.startswith("https://"):
        reasons.append("ORIGIN must begin with https://")
    if not settings.oidc_issuer.startswith("https://"):
        reasons.append("OIDC_ISSUER must be a real provider with https")
    if settings.oidc_metadata_url and not settings.oidc_metadata_url.startswith("https://"):
        reasons.append("OIDC_METADATA_URL must begin with https://")
    if (
        STAND_IN_PATH in urlsplit(settings.oidc_issuer).path
        or urlsplit(settings.oidc_issuer).netloc == urlsplit(settings.origin).netloc
    ):
        reasons.append("OIDC_ISSUER is the demo's stand-in")
    return reasons


def _unsafe_in_demo(settings: Settings) -> list[str]:
    reasons = []
    if settings.host not in LOOPBACK:
        reasons.append("the demo answers only on this machine: HOST must be 127.0.0.1")
    if settings.origin and urlsplit(settings.origin).hostname not in LOOPBACK:
        reasons.append("the demo's ORIGIN must be on this machine")
    return reasons
