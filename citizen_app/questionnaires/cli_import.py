"""The import command: one transaction, and a clear word about what happened."""

import click
from sqlmodel import Session

from citizen_app.config import Environment
from citizen_app.console import read_settings
from citizen_app.database import open_session
from citizen_app.plans import service as plans
from citizen_app.plans.rules import Text
from citizen_app.questionnaires.importing import (
    FormRefused,
    Imported,
    VersionTaken,
    import_questionnaire,
)
from citizen_app.web.clock import now


def import_form(content: bytes) -> int:
    """Import a form given as JSON; the exit code. Nothing is stored when it is refused."""
    settings = read_settings()
    try:
        source = content.decode()
    except UnicodeDecodeError as error:
        click.echo(f"error: file: not UTF-8 at byte {error.start}", err=True)
        return 1
    with open_session(settings.database_url) as session:
        try:
            imported = import_questionnaire(session, source=source, now=now())
        except FormRefused as error:
            for problem in error.problems:
                click.echo(f"error: {problem.path}: {problem.message}", err=True)
            return 1
        except VersionTaken as error:
            click.echo(f"error: {error} holds other content; give it a new version", err=True)
            return 1
        offered = 0
        if settings.environment is Environment.DEMO:
            offered = _offer_to_everybody(session, imported)
        session.commit()
    _report(imported, offered)
    return 0


def _report(imported: Imported, offered: int) -> None:
    for problem in imported.warnings:
        click.echo(f"warning: {problem.path}: {problem.message}", err=True)
    word = "Imported" if imported.is_new else "Already imported"
    click.echo(f"{word}: {imported.url}|{imported.version} ({imported.title})")
    if offered:
        click.echo(f"Offered on Today to {offered} citizens of the demo, to answer at any time.")


def _offer_to_everybody(session: Session, imported: Imported) -> int:
    title = Text(da=str(imported.title), en=str(imported.title))
    people = plans.people_with_plans(session)
    for person in people:
        plans.offer_on_demand_questionnaire(
            session,
            actor=person,
            person=person,
            url=imported.url,
            version=imported.version,
            title=title,
            now=now(),
        )
    return len(people)
