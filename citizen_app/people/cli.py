"""The commands `citizen-app cpr`."""

import click

from citizen_app.console import read_settings


@click.group("cpr")
def cpr_commands() -> None:
    """Keys of CPR numbers: make one, and encrypt anew when the first key has changed."""


@cpr_commands.command("new-key")
def new_key() -> None:
    """Print a new key. Put it first in CPR_KEYS, and keep the old ones behind it."""
    from citizen_app.people import sealing

    click.echo(sealing.new_key())


@cpr_commands.command("re-encrypt")
def re_encrypt() -> None:
    """Encrypt every number with the first key; afterwards the other keys may go."""
    from citizen_app.database import open_session
    from citizen_app.people.contact import seal_again
    from citizen_app.people.sealing import Seal

    settings = read_settings()
    seal = Seal(settings.secret_key.get_secret_value().encode(), settings.cpr_key_list)
    with open_session(settings.database_url) as session:
        renewed, unreadable = seal_again(session, seal=seal)
        session.commit()
    click.echo(f"{renewed} encrypted with the first key.")
    if unreadable:
        raise click.ClickException(f"{unreadable} could not be read with any of the keys.")
