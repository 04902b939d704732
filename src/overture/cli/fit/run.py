"""`overture fit run`: the population behind a table, and what may be said of each person."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overture import __version__
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.diagnostics import Verdict
    from overture.fitting.population import Fit
    from overture.fitting.table import Table

Low = Annotated[float, typer.Option(help="The least that can be rated.")]
High = Annotated[float, typer.Option(help="The most that can be rated.")]
Out = Annotated[Path | None, typer.Option(help="Write the population here, as a prior (JSON).")]
Laplace = Annotated[bool, typer.Option("--laplace", help="Leave out the correction by draws.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


def run(
    table: Annotated[Path, typer.Argument(help="A CSV file; see docs/reference/fit-table.md.")],
    low: Low = 0.0,
    high: High = 10.0,
    out: Out = None,
    laplace: Laplace = False,
    as_json: AsJson = False,
) -> None:
    """Fit how people learn from what they meet: two rates, what they expect at first, and noise.

    Nothing of any person is written, neither shown nor into the file.

    Example: [bold]overture fit ratings.csv --low 0 --high 10 --out prior.json[/bold]
    """
    if not low < high:
        raise Problem(f"A scale cannot run from {low:g} to {high:g}.", "Give --low and --high.")
    told = contents_of(table)
    read = table_of(told, low, high)
    found, verdict = _fitted(read, high - low, laplace=laplace)
    if out is not None:
        _write(out, _artefact(table, told, read, found, verdict, low=low, high=high))
    if as_json:
        typer.echo(json.dumps(_as_json(read, found, verdict), ensure_ascii=False))
    else:
        typer.echo(_words(read, found, verdict, out))


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


def _fitted(read: "Table", width: float, *, laplace: bool) -> tuple["Fit", "Verdict"]:
    from overture.fitting import correction, delta, diagnostics, population  # noqa: PLC0415

    model = delta.DeltaRule(read.ratings, read.outcomes, width)
    with building() as report:
        found = population.fit(model, covariates=read.covariates, report=report)
        if not laplace:
            report("Correcting it with draws", 1.0)
            found = correction.correct(model, found)
    return found, diagnostics.judge(found)


def _artefact(
    table: Path, told: bytes, read: "Table", found: "Fit", verdict: "Verdict", **settings: float
) -> dict[str, Any]:
    """The prior; a Problem where it would say too much of somebody."""
    from overture.fitting import artefact  # noqa: PLC0415

    provenance = artefact.Provenance(
        source=table.name,
        source_sha256=hashlib.sha256(told).hexdigest(),
        ratings=_ratings(read),
        fitted_at=datetime.now(UTC),  # noqa: TID251 - the edge reads the clock
        version=__version__,
        settings=settings,
    )
    try:
        return artefact.artefact_of(
            found, verdict, provenance, model="delta rule", covariates=read.covariate_names
        )
    except ValueError as error:
        what = f"{error} So nothing was written."
        raise Problem(what, "Without --out the fit is shown.") from error


def _write(out: Path, made: dict[str, Any]) -> None:
    from overture.fitting import artefact  # noqa: PLC0415

    try:
        artefact.write(out, made)
    except OSError as error:
        what = f"{out} cannot be written: {error.strerror}. What stood there before still stands."
        raise Problem(what, "Choose another place with --out.") from error


def _ratings(read: "Table") -> int:
    return int((read.ratings == read.ratings).sum())  # NaN is not itself


def _as_json(read: "Table", found: "Fit", verdict: "Verdict") -> dict[str, Any]:
    return {
        "people": found.people,
        "ratings": _ratings(read),
        "settled": found.settled,
        "corrected": found.corrected,
        "log_evidence": found.log_evidence,
        "covariates": list(read.covariate_names),
        "coefficients": found.population.coefficients.tolist(),
        "covariance": found.population.covariance.tolist(),
        **verdict.as_json(),
        "notes": list(read.notes),
    }


def _words(read: "Table", found: "Fit", verdict: "Verdict", out: Path | None) -> str:
    """The fit as lines of text: what people are like, and what may be said of one of them."""
    lines = [f"{found.people} people, {_ratings(read)} ratings."]
    for one in verdict.known:
        spread = f"spread {one.spread:.3g} (± {one.spread_error:.2g})"
        lines.append(f"  {one.parameter}: {one.mean:.3g} (± {one.mean_error:.2g}), {spread};")
        lines.append(f"    recovery {one.recovery:.2f}: {one.words()}")
    for name, column in zip(
        read.covariate_names[1:], found.population.coefficients.T[1:], strict=True
    ):
        moved = ", ".join(f"{value:+.3g}" for value in column)
        lines.append(f"  {name}: {moved} (in the order above)")
    lines.append(f"Log evidence {found.log_evidence:.2f}.")
    lines += [*verdict.warnings, *read.notes]
    lines.append(
        "It may become the prior of new people."
        if verdict.passes
        else "It is not to become the prior of new people."
    )
    if out is not None:
        lines.append(f"Written to {out}.")
    return "\n".join(lines)
