"""`overture fit --sums-only`: what a site gives to a fit of several sites, and nothing else."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overture.cli.fit.telling import write
from overture.cli.problems import Problem

if TYPE_CHECKING:
    from overture.fitting.columns import People
    from overture.fitting.record import Record

SumsOnly = Annotated[
    bool,
    typer.Option("--sums-only", help="Write this site’s sums of one pass; see --site and --from."),
]
Site = Annotated[str, typer.Option(help="What this site is called in a fit of several sites.")]
From = Annotated[
    Path | None, typer.Option("--from", help="The record of that fit; none for the first pass.")
]


@dataclass(frozen=True)
class Answer:
    """What a site is asked to answer, and where it writes the answer."""

    low: float
    high: float
    laplace: bool
    site: str
    record: Path | None
    out: Path | None


def give(table: Path, answer: Answer, model: str) -> None:
    """Write a site's sums for what a record waits for, or who is there where there is none."""
    from overture.fitting import together  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.settings import Settings  # noqa: PLC0415

    if table.is_dir() or model != "delta":
        what = "Sums are given of one table and the delta rule only."
        raise Problem(what, "Nothing was written.")
    if not answer.site or answer.out is None:
        raise Problem("A site gives sums under a name, in a file.", "Give --site and --out.")
    with told_in_words():
        if answer.record is None:
            settings = Settings(answer.low, answer.high, answer.laplace)
            sums = together.first_sums(_people(table, settings), settings, site=answer.site)
        else:
            record = record_in(answer.record)
            people = _people(table, record.settings)
            sums = together.site_sums(people, record, site=answer.site)
    write(answer.out, sums.as_json())
    count = f"sums of {int(sums.sums.people)} people"
    typer.echo(f"{answer.site}: {count}, written to {answer.out}.")


def record_in(path: Path) -> "Record":
    """The record in a file; raises TogetherError where it is none."""
    from overture.fitting.record import Record  # noqa: PLC0415

    return Record.of_json(json_in(path))


def json_in(path: Path) -> Any:  # noqa: ANN401 - whatever somebody wrote
    """What a JSON file holds; a Problem where it cannot be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Problem(
            f"{path} cannot be read: {error.strerror}.", "Nothing was written."
        ) from error
    except ValueError as error:
        what = f"{path} is no JSON, or was cut short on its way."
        raise Problem(what, "Have it sent again. Nothing was written.") from error


@contextmanager
def told_in_words() -> Iterator[None]:
    """What does not belong to the fit, or must not be given away, in words."""
    from overture.fitting.columns import TableError  # noqa: PLC0415
    from overture.fitting.record import TogetherError  # noqa: PLC0415

    try:
        yield
    except (TogetherError, TableError) as error:
        todo = "Nothing was written. docs/how-to/fit-together.md says how sites fit together."
        raise Problem(str(error), todo) from error


def _people(table: Path, settings: Any) -> "People":  # noqa: ANN401
    from overture.fitting.columns import columns_of, people_of  # noqa: PLC0415

    nothing = "Nothing was written."
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            columns = columns_of(csv.DictReader(file))
    except OSError as error:
        raise Problem(f"{table} cannot be read: {error.strerror}.", nothing) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem("The table is no CSV in UTF-8.", nothing) from error
    return people_of(columns, low=settings.low, high=settings.high)
