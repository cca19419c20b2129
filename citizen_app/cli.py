"""The console command `citizen-app`."""

from pathlib import Path

import click

from citizen_app.console import read_settings


class LazyGroup(click.Group):
    """Loads a feature's commands only when one of them is called: starting stays fast."""

    groups = {
        "questionnaire": ("citizen_app.questionnaires.cli", "questionnaire_commands"),
        "cpr": ("citizen_app.people.cli", "cpr_commands"),
        "demo": ("citizen_app.demo.cli", "demo_commands"),
        "plan-template": ("citizen_app.plans.cli", "template_commands"),
        "outbox": ("citizen_app.background", "outbox_commands"),
        "work": ("citizen_app.background", "work_command"),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own commands and the features'."""
        return sorted([*super().list_commands(ctx), *self.groups])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the feature that holds the command."""
        if cmd_name not in self.groups:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        module, name = self.groups[cmd_name]
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=LazyGroup)
def commands() -> None:
    """Åndehul: run it, migrate it, fill it with demo people, check questionnaires."""


@commands.command()
def migrate() -> None:
    """Bring the database to this version's schema; safe to run again."""
    from citizen_app.database import upgrade

    upgrade(read_settings().database_url)
    click.echo("The database is up to date.")


@commands.command()
def run() -> None:
    """Serve with granian until Ctrl-C or SIGTERM."""
    from citizen_app.database import is_current, migration_engine
    from citizen_app.server import serve

    settings = read_settings()
    _check_templates(settings.plan_templates_folder)
    if not is_current(migration_engine(settings.database_url)):
        raise click.ClickException("the database is not migrated; run: citizen-app migrate")
    click.echo(f"{settings.app_name}: {settings.public_origin}", err=True)
    serve(settings)


def _check_templates(folder: Path) -> None:
    """Rather not start than leave a team without the templates it thinks it has."""
    from citizen_app.plans.template_folder import read_folder

    try:
        broken = [read.name for read in read_folder(folder) if read.problems]
    except OSError as error:
        raise click.ClickException(f"PLAN_TEMPLATES: {error}") from error
    if broken:
        check = f"run: citizen-app plan-template check {folder}"
        raise click.ClickException(f"PLAN_TEMPLATES: {', '.join(broken)} cannot be used; {check}")


def main() -> None:
    """Entry point of the console command."""
    commands(prog_name="citizen-app")


if __name__ == "__main__":
    main()
