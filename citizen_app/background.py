"""Work after the answer: the command that does it, and those that look at it."""

import signal
from collections.abc import Callable
from threading import Event
from uuid import UUID

import click
from sqlmodel import Session

from citizen_app.console import read_settings


@click.command("work")
def work_command() -> None:
    """Do what waits in the outbox until Ctrl-C or SIGTERM; run as many of these as you like."""
    from datetime import timedelta

    from citizen_app import create_app
    from citizen_app.database import db, is_current
    from citizen_app.outbox.worker import Worker
    from citizen_app.web.clock import now
    from citizen_app.web.logs import configure_logs

    settings = read_settings()
    configure_logs(settings)
    app = create_app(settings)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with app.app_context():
        if not is_current(db.engine):
            raise click.ClickException("the database is not migrated; run: citizen-app migrate")
        worker = Worker(
            db.engine,
            app.extensions["outbox"],
            clock=now,
            lease=timedelta(seconds=settings.outbox_lease_seconds),
        )
        worker.watch()
        worker.work_until(stop)


@click.group("outbox")
def outbox_commands() -> None:
    """See how work that waits stands; try or drop what was given up."""


@outbox_commands.command("show")
def show_outbox() -> None:
    """Print counts, since when work waits, and the dead jobs with their reasons."""
    from citizen_app.database import open_session, reading_only
    from citizen_app.outbox import service
    from citizen_app.web.clock import now

    with reading_only(), open_session(read_settings().database_url) as session:
        standing = service.standing(session, now=now())
        dead = service.list_dead(session)
    click.echo(f"waiting {standing.waiting}, done {standing.done}, dead {standing.dead}")
    if standing.waits_since:
        click.echo(f"the oldest was due at {standing.waits_since:%Y-%m-%d %H:%M} UTC")
    for job in dead:
        died = f"{job.died_at:%Y-%m-%d %H:%M} UTC"
        click.echo(f"dead {job.id} {job.kind} {died} after {job.attempts}: {job.reason}")


@outbox_commands.command("retry")
@click.argument("job", type=click.UUID)
def retry_job(job: UUID) -> None:
    """Try a dead job from the beginning."""
    from citizen_app.outbox import service
    from citizen_app.web.clock import now

    _change(lambda session: service.revive(session, job=job, now=now()))
    click.echo("It waits to be tried.")


@outbox_commands.command("drop")
@click.argument("job", type=click.UUID)
def drop_job(job: UUID) -> None:
    """Forget a dead job."""
    from citizen_app.outbox import service

    _change(lambda session: service.drop(session, job=job))
    click.echo("It is gone.")


def _change(act: Callable[[Session], None]) -> None:
    from citizen_app.database import NotFound, open_session

    with open_session(read_settings().database_url) as session:
        try:
            act(session)
        except NotFound:
            raise click.ClickException("there is no dead job with this id") from None
        session.commit()
