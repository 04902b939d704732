"""`overture reports`: replies that members reported, for whoever runs the server."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

if TYPE_CHECKING:
    from overture.server.conversations.models import Report


def reports(
    close: Annotated[str, typer.Option(help="Close the report with this id.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Show the replies that members reported and that nobody has closed yet.

    Each holds the program's words and the member's note, if there is one. Of what the
    member had written, only what the reply repeats is shown.

    Example: [bold]overture reports --json[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.conversations import reports as room  # noqa: PLC0415

    if close:
        if not room.close(report_id=_id(close), now=timezone.now()):
            raise Problem(f"there is no open report {close}.", "See: overture reports")
        typer.echo("Closed.")
        return
    found = room.waiting()
    if as_json:
        typer.echo(json.dumps({"reports": [_row(one) for one in found]}, ensure_ascii=False))
    else:
        _show(found)


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Problem(f"{given} is not the id of a report.", "See: overture reports") from error


def _row(one: "Report") -> dict[str, str]:
    return {
        "id": str(one.pk),
        "at": one.at.isoformat(),
        "kind": one.kind,
        "made_by": one.made_by,
        "words": one.words,
        "note": one.note,
    }


def _show(found: "Sequence[Report]") -> None:
    if not found:
        typer.echo("No report is open.")
    for one in found:
        typer.echo(f"{one.at:%Y-%m-%d}  {one.pk}  {one.get_kind_display()}, {one.made_by}")
        typer.echo(f"  {one.words}".replace("\n", "\n  "))
        typer.echo(f"  Note: {one.note or 'none'}\n")
