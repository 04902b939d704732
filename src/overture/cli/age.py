"""`overture age`: putting right an age that was misread or mistyped."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

app = typer.Typer(help="Spaces closed because of an age, and putting a mistaken one right.")


@app.command("list")
def list_closed(
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Show spaces of which an age under 18 is known: a number, how it became known, the month.

    Example: [bold]overture age list[/bold]
    """
    set_up_django()
    open_database()
    from overture.server.safeguarding import mistaken  # noqa: PLC0415 - needs Django set up

    found = [asdict(one) for one in mistaken.closed()]
    if as_json:
        typer.echo(json.dumps({"spaces": found}))
        return
    for one in found:
        typer.echo(f"{one['number']}  {one['known']}  {one['opened']}")
    if not found:
        typer.echo("No space is closed because of an age.")


@app.command("correct")
def correct(
    number: Annotated[str, typer.Argument(help="The number that the member reads on the page.")],
    is_: Annotated[str, typer.Option("--is", help="adult or minor.")],
) -> None:
    """Set the age of one space, once you have made sure of it. It is written into the audit trail.

    Example: [bold]overture age correct 1f3a90bc --is adult[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.safeguarding import mistaken  # noqa: PLC0415

    if is_ not in {"adult", "minor"}:
        raise Problem("--is must be adult or minor.", "Nothing was changed.")
    if not mistaken.correct(number=number, is_=is_, now=timezone.now()):  # type: ignore[arg-type]
        raise Problem(f"no space {number} is of another age.", "See: overture age list")
    typer.echo("Corrected. The audit trail says that the operator did it, and when.")
