"""The demo command: invented people with believable days behind them."""

import click

from citizen_app.cli import read_settings
from citizen_app.config import Environment
from citizen_app.database import open_session, upgrade
from citizen_app.demo.making import make_demo
from citizen_app.web.clock import now


@click.command("demo")
def demo_commands() -> None:
    """Make the demo's people, plans and three months of readings; what is there stays."""
    settings = read_settings()
    if settings.environment is Environment.PRODUCTION:
        raise click.ClickException("the demo's people do not belong in production")
    upgrade(settings.database_url)
    with open_session(settings.database_url) as session:
        made = make_demo(session, key=settings.secret_key.get_secret_value().encode(), now=now())
        session.commit()
    click.echo("The demo people are ready." if made else "The demo people were there already.")
