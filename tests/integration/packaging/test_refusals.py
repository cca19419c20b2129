"""What is not safe does not start, and says in one line what to change."""

import subprocess
from pathlib import Path

import pytest

from tests.servers import BIN, demo_settings, free_port

GOOD = {
    "ENVIRONMENT": "production",
    "ORIGIN": "https://kol.example",
    "SECRET_KEY": "a-secret-of-this-test-and-of-nothing-else",
    "OIDC_CLIENT_SECRET": "another-secret-of-this-test-and-no-other",
    "OIDC_ISSUER": "https://provider.example",
    "CPR_KEYS": "a2V5LW9mLXRlc3RzLW9ubHkta2V5LW9mLXRlc3RzLTE=",
}
DEMO_SECRET = "only-for-the-demo-on-this-machine"


def start(folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Try to serve; a database that nobody migrated ends a start that would go well."""
    inherited = demo_settings(folder, free_port())
    return subprocess.run(
        [BIN / "citizen-app", "run"],
        cwd=folder,
        env={**inherited, **GOOD, **changes},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_with_good_settings_only_the_migration_is_missing(tmp_path: Path) -> None:
    result = start(tmp_path)
    assert result.returncode == 1
    assert result.stderr == "Error: the database is not migrated; run: citizen-app migrate\n"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": DEMO_SECRET}, "SECRET_KEY"),
        ({"SECRET_KEY": "letmein"}, "SECRET_KEY"),
        ({"OIDC_CLIENT_SECRET": DEMO_SECRET}, "OIDC_CLIENT_SECRET"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"ORIGIN": "http://kol.example"}, "ORIGIN"),
        ({"ORIGIN": ""}, "ORIGIN"),
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://kol.example/stand-in"}, "stand-in"),
        ({"ENVIRONMENT": "staging"}, "ENVIRONMENT"),
        ({"PORT": "0"}, "PORT"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"ENVIRONMENT": "demo", "HOST": "0.0.0.0", "ORIGIN": ""}, "HOST"),  # noqa: S104
    ],
    ids=str,
)
def test_what_is_not_safe_is_named_and_does_not_start(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    result = start(tmp_path, **changes)
    assert result.returncode == 1
    assert result.stderr.startswith("Error: the settings are not safe to start with: ")
    assert named in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    for secret in (*GOOD.values(), *changes.values()):
        assert "secret" not in secret or secret not in result.stderr
    assert "letmein" not in result.stderr
