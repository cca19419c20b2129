"""What every command does first: read the settings, or say what is wrong with them."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citizen_app.config import Settings


def read_settings() -> "Settings":
    """The settings, or a clear word on standard error about what is wrong with them."""
    # Imported late: commands that need no settings start three times as fast.
    from pydantic import ValidationError

    from citizen_app.config import Settings, UnsafeSettings

    try:
        return Settings()
    except (ValidationError, UnsafeSettings) as error:
        reasons = f"the settings are not safe to start with: {_reasons(error)}"
        raise click.ClickException(reasons) from None


def _reasons(error: Exception) -> str:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    # Never the values: a wrong secret must not end in a log.
    return "; ".join(
        f"{'.'.join(str(part) for part in fault['loc']).upper()} {fault['msg']}".strip()
        for fault in error.errors(include_input=False, include_url=False)
    )
