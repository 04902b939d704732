"""A language model on the command line: named, opened, and tried."""

import json
import os
from typing import TYPE_CHECKING

import typer

from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.conversation.llm import Endpoint
    from overture.conversation.llm.fitness import Fitness, Tried


def endpoint_at(url: str, model: str) -> "Endpoint":
    """The model at an address, with the key of the environment and time as the server gives it."""
    from overture.conversation import llm  # noqa: PLC0415 - heavy
    from overture.server.project.environment import (  # noqa: PLC0415
        Environment,
        UnusableSettingError,
    )

    given = {**os.environ, "OVERTURE_LLM_URL": url, "OVERTURE_LLM_MODEL": model}
    try:
        found = Environment.read(given).model()
    except UnusableSettingError as error:
        raise Problem("the language model cannot be used.", str(error)) from error
    if found is None:
        raise Problem("no language model was named.", "Such as: --llm http://127.0.0.1:11434/v1")
    llm.warm_up()
    return found


def try_model(url: str, model: str, *, as_json: bool) -> None:
    """Try a model with the fixed cases and say what became of them. Exits with 1 if unfit."""
    endpoint = endpoint_at(url, model)
    from overture.conversation.llm.fitness import measure  # noqa: PLC0415 - heavy

    with building() as report:
        fitness, tried = measure(endpoint, report)
    if as_json:
        cases = [vars(one) for one in tried]
        told = {"model": endpoint.model, "host": endpoint.host, **fitness.as_json()}
        typer.echo(json.dumps({**told, "tried": cases}, ensure_ascii=False))
    else:
        _show(endpoint, fitness, tried)
    if fitness.verdict in {"unfit", "silent"}:
        raise typer.Exit(1)


def _show(endpoint: "Endpoint", fitness: "Fitness", tried: "tuple[Tried, ...]") -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False)
    first = "none came" if fitness.first_ms is None else f"{fitness.first_ms / 1000:.2f} s"
    rows = (
        ("model", f"{endpoint.model} at {endpoint.host}"),
        ("first token", f"{first} in the middle of {fitness.cases}"),
        ("whole reply", f"nineteen of twenty within {fitness.total_ms_95 / 1000:.2f} s"),
        ("its own words", f"{fitness.obeys:.0%}"),
        ("one question", f"{fitness.one_question:.0%}"),
        ("length", f"{fitness.length:.0%}"),
        ("nothing banned", f"{fitness.safe:.0%}"),
    )
    for name, says in rows:
        table.add_row(name, says)
    for one in tried:
        if one.why:
            table.add_row(f"[dim]{one.id}[/]", f"[dim]{one.why}: {one.text}[/]")
    Console().print(table)
    typer.echo(fitness.says)
