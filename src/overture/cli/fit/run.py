"""`overture fit run`: the population behind a table, and what may be said of each person."""

import csv
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from overture.cli.fit.attempts import WORTH_COMPILING, fit_attempts
from overture.cli.fit.spread import Scheduler, fit_folder
from overture.cli.fit.sums import Answer, From, Site, SumsOnly, give
from overture.cli.fit.telling import Told, keep, tell
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.table import Table

Low = Annotated[float, typer.Option(help="The least that can be rated.")]
High = Annotated[float, typer.Option(help="The most that can be rated.")]
Out = Annotated[Path | None, typer.Option(help="Write the population here, as a prior (JSON).")]
Laplace = Annotated[bool, typer.Option("--laplace", help="Leave out the correction by draws.")]
Model = Annotated[
    Literal["delta", "belief"],
    typer.Option(help="Delta rule on one scale, or the full model of three, over situations."),
]
Kinds = Annotated[
    Path | None, typer.Option("--situations", help="For belief: a table of situations by key.")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Leave out the compiled passes, where Numba is installed.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


def run(
    table: Annotated[
        Path,
        typer.Argument(help="A CSV file or a folder of shards; see docs/reference/fit-table.md."),
    ],
    *,
    low: Low = 0.0,
    high: High = 10.0,
    out: Out = None,
    laplace: Laplace = False,
    model: Model = "delta",
    situations: Kinds = None,
    as_json: AsJson = False,
    sums_only: SumsOnly = False,
    site: Site = "",
    record: From = None,
    scheduler: Scheduler = "",
    plain: Plain = False,
) -> None:
    """Fit how people learn from what they meet: two rates, what they expect at first, and noise.

    Nothing of any person is written, neither shown nor into the file.

    Example: [bold]overture fit ratings.csv --low 0 --high 10 --out prior.json[/bold]
    """
    if not low < high:
        raise Problem(f"A scale cannot run from {low:g} to {high:g}.", "Give --low and --high.")
    if sums_only:
        give(table, Answer(low, high, laplace, site, record, out), model)
        return
    if model == "belief":
        told, sha256 = fit_attempts(table, situations, low, high, laplace=laplace, plain=plain)
    elif table.is_dir():
        told, sha256 = fit_folder(
            table, low, high, laplace=laplace, plain=plain, scheduler=scheduler
        )
    else:
        contents = contents_of(table)
        read = table_of(contents, low, high)
        told = _fitted(read, high - low, laplace=laplace, plain=plain)
        sha256 = hashlib.sha256(contents).hexdigest()
    if out is not None:
        keep(told, out, table.name, sha256, {"low": low, "high": high})
    tell(told, as_json=as_json, out=out)


def contents_of(path: Path) -> bytes:
    """What a file holds; a Problem where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", "Nothing was fitted.") from error


def table_of(told: bytes, low: float, high: float) -> "Table":
    """The table in a CSV file; a Problem, with row and column, where it cannot be fitted."""
    from overture.fitting.table import TableError, read_table  # noqa: PLC0415 - NumPy is slow

    try:
        text = told.decode("utf-8-sig")
        return read_table(csv.DictReader(io.StringIO(text, newline="")), low=low, high=high)
    except UnicodeDecodeError as error:
        raise Problem("The table is no UTF-8 text.", "Save it as CSV in UTF-8.") from error
    except (TableError, csv.Error) as error:
        todo = "Nothing was fitted. docs/reference/fit-table.md says what a table looks like."
        raise Problem(str(error), todo) from error


def _fitted(read: "Table", width: float, *, laplace: bool, plain: bool) -> Told:
    from overture.fitting import (  # noqa: PLC0415
        compiled,
        correction,
        delta,
        diagnostics,
        population,
    )

    few = read.ratings.shape[1] < WORTH_COMPILING
    passes = None if plain or few else compiled.passes_if_any()
    model = delta.DeltaRule(read.ratings, read.outcomes, width, passes=passes)
    with building() as report:
        found = population.fit(model, covariates=read.covariates, report=report)
        if not laplace:
            report("Correcting it with draws", 1.0)
            found = correction.correct(model, found)
    ratings = int(model.observations.sum())
    names, notes = read.covariate_names, read.notes
    return Told(found, diagnostics.judge(found), ratings, names, notes)
