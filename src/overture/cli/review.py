"""`overture review`: looking back at what the danger screen did, item by item."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django


def review(
    judge: Annotated[int, typer.Option(help="The number of an item to judge.")] = 0,
    found: Annotated[str, typer.Option(help="right, missed, needless or unsure.")] = "",
    most: Annotated[int, typer.Option(min=1, max=500, help="How many to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Show what the danger screen did and nobody has looked back at: all it said, and a share of
    what it let pass.

    Codes, the page and the day; a text only of members who agreed to that, and it is removed once
    judged. Nothing says whose it is.

    Example: [bold]overture review --judge 12 --found needless[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.server.safeguarding import review as room  # noqa: PLC0415

    if judge:
        _judged(room.judge, judge, found, timezone.now())
        return
    items = [asdict(one) for one in room.waiting(most=most)]
    if as_json:
        typer.echo(json.dumps({"items": items}, ensure_ascii=False))
        return
    for one in items:
        codes = " ".join(str(one[name]) for name in ("step", "topic", "reason") if one[name])
        typer.echo(f"{one['id']}  {one['day']}  {one['surface']}  {one['drawn']}  {codes}")
        if one["text"]:
            typer.echo(f"    {one['text']}")
    if not items:
        typer.echo("Nothing waits for review.")


def _judged(judge: Callable[..., bool], item: int, found: str, now: datetime) -> None:
    try:
        done = judge(item_id=item, verdict=found, now=now)
    except ValueError as error:
        what = "--found must be right, missed, needless or unsure."
        raise Problem(what, "Nothing was changed.") from error
    if not done:
        raise Problem(f"no item {item} waits for review.", "See: overture review")
    typer.echo("Kept. Its text, if there was one, is removed.")
