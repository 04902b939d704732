"""Fitting the full belief model to a table of attempts."""

import csv
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from overture.cli.fit.telling import Told
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.attempt_table import AttemptTable, Row
    from overture.fitting.attempts import Attempts
    from overture.fitting.diagnostics import Verdict
    from overture.fitting.population import Fit
    from overture.learning import Array

HELP = "Nothing was fitted. docs/reference/fit-table.md says what a table of attempts looks like."
WORTH_COMPILING: Final = 1_000
"""People from whom on loading compiled passes takes less time than they save."""
_PARQUET = ".parquet"


def fit_attempts(
    path: Path,
    situations: Path | None,
    low: float,
    high: float,
    *,
    laplace: bool,
    plain: bool,
) -> tuple[Told, str]:
    """The fit of a table of attempts, and a fingerprint of it; a Problem where it cannot be."""
    if path.is_dir():
        raise Problem("The belief model takes one table, no folder of shards.", HELP)
    contents = [_contents(one) for one in (path, situations) if one is not None]
    read = _table(path, situations, contents, low, high)
    found, verdict, ratings = fitted(read.attempts, read.covariates, laplace=laplace, plain=plain)
    told = Told(found, verdict, ratings, read.covariate_names, read.notes, "belief")
    return told, hashlib.sha256(b"".join(contents)).hexdigest()


def fitted(
    attempts: "Attempts", covariates: "Array", *, laplace: bool, plain: bool = False
) -> "tuple[Fit, Verdict, int]":
    """What is found, the verdict over it, and from how many ratings."""
    from overture.fitting import (  # noqa: PLC0415
        belief,
        compiled,
        correction,
        diagnostics,
        population,
    )

    passes = None if plain or attempts.people < WORTH_COMPILING else compiled.belief_if_any()
    model = belief.BeliefModel(attempts, passes=passes)
    with building() as report:
        found = population.fit(model, covariates=covariates, report=report)
        if not laplace:
            report("Correcting it with draws", 1.0)
            found = correction.correct(model, found)
    return found, diagnostics.judge(found), int(model.observations.sum())


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", "Nothing was fitted.") from error


def _table(
    path: Path, situations: Path | None, contents: list[bytes], low: float, high: float
) -> "AttemptTable":
    from overture.fitting.attempt_table import read_attempts  # noqa: PLC0415 - NumPy is slow
    from overture.fitting.columns import TableError  # noqa: PLC0415

    rows = [
        _rows(one, told)
        for one, told in zip((path, situations), contents, strict=False)
        if one is not None
    ]
    kinds = rows[1] if situations is not None else None
    try:
        return read_attempts(rows[0], situations=kinds, low=low, high=high)
    except (TableError, csv.Error) as error:
        raise Problem(str(error), HELP) from error


def _rows(path: Path, told: bytes) -> "list[Row]":
    """The rows of a CSV or Parquet file as text; a Problem where it is neither."""
    return (_of_parquet if path.suffix == _PARQUET else _of_csv)(path, told)


def _of_csv(_path: Path, told: bytes) -> "list[Row]":
    try:
        return list(csv.DictReader(io.StringIO(told.decode("utf-8-sig"), newline="")))
    except UnicodeDecodeError as error:
        raise Problem("The table is no UTF-8 text.", "Save it as CSV in UTF-8.") from error
    except csv.Error as error:
        raise Problem(f"The table is no CSV: {error}.", HELP) from error


def _of_parquet(path: Path, told: bytes) -> "list[Row]":
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        todo = "It comes with the extra overture[cluster]; or save the table as CSV."
        raise Problem("PyArrow is not installed, which Parquet files need.", todo) from error
    try:
        rows = parquet.read_table(pa.BufferReader(told)).to_pylist()
    except pa.ArrowException as error:
        raise Problem(f"{path.name} is cut short, or no Parquet file.", HELP) from error
    return [{name: _as_text(cell) for name, cell in row.items()} for row in rows]


def _as_text(cell: object) -> str | None:
    return None if cell is None else str(cell)
