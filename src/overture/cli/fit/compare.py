"""`overture fit compare`: which model foretells the later ratings of a table best."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overture.cli.fit.run import AsJson, High, Low, contents_of, table_of
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.comparing import Build, Comparison
    from overture.fitting.table import Table


def compare(
    table: Annotated[Path, typer.Argument(help="A CSV file; see docs/reference/fit-table.md.")],
    low: Low = 0.0,
    high: High = 10.0,
    as_json: AsJson = False,
) -> None:
    """Find the model that foretells these people best, beside four trivial forecasts.

    Each is fitted to the first four fifths of everybody's ratings; the rest are foretold, one step
    ahead. Nothing of any person is shown, and nothing is written.

    Example: [bold]overture fit compare ratings.csv --low 0 --high 10[/bold]
    """
    if not low < high:
        raise Problem(f"A scale cannot run from {low:g} to {high:g}.", "Give --low and --high.")
    found = _compared(table_of(contents_of(table), low, high), high - low)
    if as_json:
        typer.echo(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        typer.echo(_words(found))


def _compared(read: "Table", width: float) -> "Comparison":
    from overture.fitting import comparing  # noqa: PLC0415 - NumPy is slow to import

    with building() as report:
        report("Fitting and foretelling", 0.5)
        try:
            return comparing.compare(read.ratings, _models(read, width), covariates=read.covariates)
        except ValueError as error:
            raise Problem(str(error), "A longer table can be compared.") from error


def _models(read: "Table", width: float) -> dict[str, "Build"]:
    """Models that ask for nothing but ratings and outcomes; all happens in one situation."""
    import numpy as np  # noqa: PLC0415

    from overture.fitting import delta, inertia, one_rate, twin  # noqa: PLC0415

    met, nowhere = read.outcomes, np.zeros((1, 1))
    places = np.zeros(met.shape, dtype=np.intp)
    return {
        "two rates": lambda ratings: delta.DeltaRule(ratings, met, width),
        "one rate": lambda ratings: one_rate.OneRate(delta.DeltaRule(ratings, met, width)),
        "inertia only": lambda ratings: inertia.Inertia(ratings, width),
        "Kalman twin": lambda ratings: twin.Twin(ratings, met, places, nowhere, width),
    }


def _as_json(found: "Comparison") -> dict[str, Any]:
    return {
        "chosen": found.chosen.name,
        "verdict": found.verdict(),
        "ratings": found.ratings,
        "people": found.people,
        "standings": [one.as_json() for one in found.standings],
    }


def _words(found: "Comparison") -> str:
    """Who foretold how well, the best first, and the choice."""
    lines = [
        f"{found.ratings} held-out ratings of {found.people} people, each foretold one step ahead.",
        f"  {'':<16} {'nats a rating':>13} {'CRPS':>7}  behind the best",
    ]
    for one in found.standings:
        behind = f"{one.behind:.4f} (± {one.behind_error:.4f})" if one.behind else ""
        lines.append(f"  {one.name:<16} {one.log_score:>13.4f} {one.crps:>7.3f}  {behind}".rstrip())
    lines += [found.verdict(), f"The model to use here: {found.chosen.name}."]
    return "\n".join(lines)
