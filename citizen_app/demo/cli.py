"""The command `citizen-app demo`."""

import click

from citizen_app.config import Environment, Settings


@click.command("demo")
def demo_commands() -> None:
    """Make the demo people with three months of history; running again keeps what is there."""
    from citizen_app.database import open_session
    from citizen_app.demo.service import make_demo
    from citizen_app.people.sealing import Seal
    from citizen_app.record import service as record
    from citizen_app.web.clock import now

    settings = Settings()
    if settings.environment is Environment.PRODUCTION:
        raise click.ClickException("there are no demo people in production")
    key = settings.secret_key.get_secret_value().encode()
    with open_session(settings.database_url) as session:
        is_new = make_demo(session, key=key, now=now(), seal=Seal(key, settings.cpr_key_list))
        record.notice_missed(session, now=now())
        session.commit()
    click.echo("The demo people are made." if is_new else "The demo people are there already.")
