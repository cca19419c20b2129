"""The import command: one transaction, and a clear word about what happened."""

import click
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from citizen_app.config import Environment, Settings
from citizen_app.console import read_settings
from citizen_app.database import is_current, migration_engine, open_session
from citizen_app.fhir_forms import is_graph, read_json
from citizen_app.plans import service as plans
from citizen_app.questionnaires.importing import (
    FormRefused,
    Imported,
    VersionTaken,
    import_questionnaire,
)
from citizen_app.questionnaires.titles import title_in_our_languages
from citizen_app.web.clock import now


def import_form(content: bytes) -> int:
    """Import a form given as JSON; the exit code. Nothing is stored when it is refused."""
    settings = read_settings()
    try:
        imported, offered = _import(content.decode(), settings)
    except UnicodeDecodeError as error:
        click.echo(f"error: file: not UTF-8 at byte {error.start}", err=True)
        return 1
    except FormRefused as error:
        _say_why(error, content)
        return 1
    except VersionTaken as error:
        click.echo(f"error: {error} holds other content; give it a new version", err=True)
        return 1
    except OperationalError as error:
        raise click.ClickException("the database does not answer") from error
    _report(imported, offered)
    return 0


def _import(source: str, settings: Settings) -> tuple[Imported, int]:
    if not is_current(migration_engine(settings.database_url)):
        raise click.ClickException("the database is not migrated; run: citizen-app migrate")
    with open_session(settings.database_url) as session:
        imported = import_questionnaire(session, source=source, now=now())
        is_demo = settings.environment is Environment.DEMO
        offered = _offer_to_everybody(session, imported) if is_demo else 0
        session.commit()
    return imported, offered


def _say_why(error: FormRefused, content: bytes) -> None:
    if is_graph(read_json(content).value):
        words = "this is an OpenTele node graph; first: citizen-app questionnaire convert FILE"
        click.echo(f"error: file: {words}", err=True)
        return
    for problem in error.problems:
        click.echo(f"error: {problem.path}: {problem.message}", err=True)


def _report(imported: Imported, offered: int) -> None:
    for problem in imported.warnings:
        click.echo(f"warning: {problem.path}: {problem.message}", err=True)
    word = "Imported" if imported.is_new else "Already imported"
    click.echo(f"{word}: {imported.url}|{imported.version} ({imported.title})")
    if offered:
        click.echo(f"Offered on Today to {offered} citizens of the demo, to answer at any time.")


def _offer_to_everybody(session: Session, imported: Imported) -> int:
    title = title_in_our_languages(imported.title)
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
