"""Settings that would let somebody in by a side door do not start."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from citizen_app.config import DEMO_CPR_KEY, DEMO_SECRET, Environment, Settings, UnsafeSettings
from citizen_app.demo.provider import create_provider, storage_file

GOOD: dict[str, Any] = {
    "environment": Environment.PRODUCTION,
    "origin": "https://kol.example",
    "secret_key": "a" * 40,
    "oidc_client_secret": "b" * 40,
    "oidc_issuer": "https://provider.example/op",
    "cpr_keys": "a2V5LW9mLXRlc3RzLW9ubHkta2V5LW9mLXRlc3RzLTE=",
}


def refusal(**changes: Any) -> str:
    with pytest.raises((ValidationError, UnsafeSettings)) as caught:
        Settings(**(GOOD | changes))
    return str(caught.value)


def test_good_settings_start() -> None:
    settings = Settings(**GOOD)
    assert settings.issuer == "https://provider.example/op"
    assert not settings.has_stand_in
    assert settings.is_https


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"debug": True}, "DEBUG"),
        ({"secret_key": DEMO_SECRET}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"oidc_client_secret": DEMO_SECRET}, "OIDC_CLIENT_SECRET"),
        ({"cpr_keys": DEMO_CPR_KEY}, "CPR_KEYS"),
        ({"cpr_keys": f"{GOOD['cpr_keys']},{DEMO_CPR_KEY}"}, "CPR_KEYS"),
        ({"cpr_keys": ""}, "CPR_KEYS"),
        ({"cpr_keys": "c2hvcnQ="}, "CPR_KEYS"),
        ({"cpr_keys": "æøå"}, "CPR_KEYS"),
        ({"conditions": ("DX99",)}, "conditions"),
        ({"origin": ""}, "ORIGIN"),
        ({"origin": "http://kol.example"}, "ORIGIN"),
        ({"origin": "https://kol.example/app"}, "ORIGIN"),
        ({"origin": "https://user@kol.example"}, "ORIGIN"),
        ({"oidc_issuer": ""}, "OIDC_ISSUER"),
        ({"oidc_issuer": "http://provider.example"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "https://kol.example/stand-in"}, "stand-in"),
        ({"oidc_issuer": "https://other.example/stand-in"}, "stand-in"),
        ({"oidc_issuer": "https://kol.example/op"}, "stand-in"),
        ({"oidc_metadata_url": "http://provider.example/metadata"}, "OIDC_METADATA_URL"),
        ({"oidc_id_token_algorithms": ("RS256", "HS256")}, "OIDC_ID_TOKEN_ALGORITHMS"),
        ({"oidc_id_token_algorithms": ("none",)}, "OIDC_ID_TOKEN_ALGORITHMS"),
        ({"oidc_id_token_algorithms": ()}, "OIDC_ID_TOKEN_ALGORITHMS"),
        ({"oidc_timeout_seconds": 6}, "oidc_timeout_seconds"),
        ({"oidc_leeway_seconds": 61}, "oidc_leeway_seconds"),
    ],
    ids=str,
)
def test_production_does_not_start_with(changes: dict[str, Any], reason: str) -> None:
    assert reason in refusal(**changes)


def test_a_refusal_never_shows_the_secret() -> None:
    assert "letmein" not in refusal(secret_key="letmein")


def test_the_demo_answers_on_this_machine_only() -> None:
    for changes in ({"host": "0.0.0.0"}, {"origin": "http://kol.example"}):  # noqa: S104
        with pytest.raises((ValidationError, UnsafeSettings)):
            Settings(environment=Environment.DEMO, **changes)  # type: ignore[arg-type]


def test_the_stand_in_cannot_be_made_in_production() -> None:
    with pytest.raises(UnsafeSettings):
        create_provider(Settings(**GOOD))


def test_the_stand_in_keeps_its_file_beside_the_database(tmp_path: Path) -> None:
    settings = Settings(
        environment=Environment.TEST, database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}"
    )
    assert storage_file(settings) == tmp_path / "x-stand-in.sqlite3"
