"""`overture fit use`: let new people of this server start from a fitted population."""

import json
from pathlib import Path
from typing import Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

Prior = Annotated[Path | None, typer.Argument(help="A prior that `overture fit --out` wrote.")]
Shipped = Annotated[bool, typer.Option("--shipped", help="Go back to the prior that is shipped.")]


def use(prior: Prior = None, shipped: Shipped = False) -> None:
    """Let new people start from a fitted population of the belief model.

    It is checked and copied into the data folder, and the audit trail notes it. What is known of
    a member already is fitted anew, under that prior, with their next attempt.

    Example: [bold]overture fit use prior.json[/bold]
    """
    if (prior is None) != shipped:
        raise Problem("Name a prior, or --shipped.", "See: overture fit use --help")
    set_up_django()
    open_database()
    if prior is None:
        _shipped()
    else:
        _installed(prior)


def _shipped() -> None:
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.practice import starting  # noqa: PLC0415

    there = starting.uninstall(now=timezone.now())
    typer.echo("New people start from the shipped prior" + (" again." if there else " already."))


def _installed(prior: Path) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from overture.server.practice import starting  # noqa: PLC0415

    try:
        made = json.loads(prior.read_text("utf-8"))
        starting.install(artefact=made, now=timezone.now())
    except OSError as error:
        raise Problem(f"{prior} cannot be used: {error.strerror}.", "Nothing changed.") from error
    except ValueError as error:
        what = f"{prior} cannot be used. {error}"
        todo = "Nothing changed. A prior comes from: overture fit … --model belief --out prior.json"
        raise Problem(what, todo) from error
    typer.echo(f"New people start from what was found of {made['people']} people.")
