"""Commands for people who write plan templates."""

import sys
from pathlib import Path

import click


@click.group()
def template_commands() -> None:
    """Plan templates: check a folder of them."""


@template_commands.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
def check_folder(folder: Path) -> None:
    """Say of each *.json of a folder whether it is a template; exit 1 when any is none."""
    from citizen_app.plans.template_folder import read_folder

    try:
        found = read_folder(folder)
    except OSError as error:
        raise click.ClickException(f"the folder cannot be read: {error}") from error
    if not found:
        raise click.ClickException("the folder holds no *.json")
    for read in found:
        for problem in read.problems:
            click.echo(f"{read.name}: {problem.path}: {problem.message}", err=True)
        if read.template is not None:
            one = read.template
            click.echo(f"{read.name}: {one.name} {one.version} for {one.condition}")
            _say_placeholders(read.name, sum(limit.is_placeholder for limit in one.thresholds))
    sys.exit(0 if all(read.template is not None for read in found) else 1)


def _say_placeholders(name: str, count: int) -> None:
    if count:
        click.echo(
            f"{name}: thresholds: {count} without decided_by stay placeholders, set for nobody",
            err=True,
        )
