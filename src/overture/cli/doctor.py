"""`overture doctor`: whether everything that Overture needs is here and sound."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from overture.cli.problems import Problem
from overture.cli.ready import set_up_django
from overture.server.checkup.look import Look


def doctor(
    llm: Annotated[
        str, typer.Option("--llm", help="Try a language model at this address instead.")
    ] = "",
    model: Annotated[str, typer.Option(help="Its name with its version, with --llm.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Look at everything Overture needs. Exits with 1 if something is wrong.

    With --llm it tries a language model with two dozen fixed cases, and says in words whether it
    is fit for use; nothing of any member is sent. A key is taken from OVERTURE_LLM_KEY.

    Example: [bold]overture doctor --llm http://127.0.0.1:11434/v1 --model llama3.2:3b[/bold]
    """
    if llm:
        from overture.cli.model import try_model  # noqa: PLC0415 - heavy, and only then

        try_model(llm, model, as_json=as_json)
        return
    now = datetime.now(UTC)  # noqa: TID251 - the edge reads the clock
    looks = list(_all(now))
    if as_json:
        typer.echo(json.dumps({"looks": [asdict(look) for look in looks]}, ensure_ascii=False))
    else:
        _show(looks)
    if any(look.state == "wrong" for look in looks):
        raise typer.Exit(1)


def _all(now: datetime) -> Iterator[Look]:
    from overture.server.checkup import program  # noqa: PLC0415 - heavy, and only then

    yield from program.looks(now.date())
    try:
        set_up_django()
    except Problem as problem:
        yield Look("settings", "wrong", f"{problem.what} {problem.todo}".strip())
        return
    from overture.server.checkup import installation  # noqa: PLC0415 - needs Django set up

    yield from installation.looks(now)


def _show(looks: Sequence[Look]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False)
    marks = {"well": "[green]well[/]", "note": "[yellow]note[/]", "wrong": "[bold red]wrong[/]"}
    for look in looks:
        table.add_row(marks[look.state], look.name, look.says)
    Console().print(table)
