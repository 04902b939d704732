"""`overture alerts`: what became of telling people, and telling those who are due."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from overture.cli.ready import set_up_django

app = typer.Typer(help="People whom members chose to be told: what is due, and what became of it.")

AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


@app.command("list")
def list_alerts(
    days: Annotated[int, typer.Option(min=1, max=366, help="How far back to look.")] = 7,
    as_json: AsJson = False,
) -> None:
    """Show deliveries by code and time. Names, addresses and words are not shown to anybody here.

    Example: [bold]overture alerts list --days 1[/bold]
    """
    set_up_django()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.safeguarding.told import list_for_operator  # noqa: PLC0415

    rows = list_for_operator(since=timezone.now() - timedelta(days=days))
    if as_json:
        typer.echo(json.dumps({"deliveries": rows}, default=str))
        return
    _show(rows)


@app.command("run")
def run(as_json: AsJson = False) -> None:
    """Carry out what is due. The server does this by itself every few seconds.

    Exits with 1 if something that was due could not be sent.

    Example: [bold]overture alerts run --json[/bold]
    """
    set_up_django()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.safeguarding import outbox  # noqa: PLC0415

    done = outbox.run_due(clock=timezone.now)
    counts: dict[str, int] = {}
    for delivery in done:
        counts[delivery.status] = counts.get(delivery.status, 0) + 1
    if as_json:
        typer.echo(json.dumps({"carried_out": len(done), "now": counts}))
    else:
        what = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
        typer.echo(f"{len(done)} carried out: {what}" if done else "Nothing is due.")
    if any(delivery.problem and not delivery.sent_at for delivery in done):
        raise typer.Exit(1)


def _show(rows: Sequence[dict[str, object]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        typer.echo("Nobody was to be told in this time.")
        return
    columns = ("id", "event", "place", "to", "status", "tries", "problem", "due_at", "seen_at")
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    Console().print(table)


def _cell(value: object) -> str:
    return f"{value:%d %b %H:%M}" if hasattr(value, "strftime") else str(value or "–")
