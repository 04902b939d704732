"""`overture manage`: Django's own management commands."""

import typer

from overture.cli.ready import set_up_django


def manage(context: typer.Context) -> None:
    """Run one of Django's management commands.

    Example: [bold]overture manage migrate --plan[/bold]
    """
    set_up_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["overture manage", *context.args])
