"""`overture fit split`: a large table as a folder of shards."""

import csv
import secrets
from pathlib import Path
from typing import Annotated

import typer

from overture.cli.fit.spread import EXTRA
from overture.cli.problems import Problem


def split(
    table: Annotated[Path, typer.Argument(help="A CSV file; see docs/reference/fit-table.md.")],
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not be there yet.")],
    shards: Annotated[int, typer.Option(min=1, max=10_000, help="How many files.")] = 8,
) -> None:
    """Deal the rows of a table out to Parquet files, all rows of a person to one of them.

    The table is read row by row, so it may be larger than memory. Keys of people are not written.

    Example: [bold]overture fit split ratings.csv shards --shards 16[/bold]
    """
    from overture.fitting import splitting  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.columns import TableError  # noqa: PLC0415

    nothing = "Nothing was written."
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            salt = secrets.token_bytes(16)
            count = splitting.split(rows, folder, shards=shards, salt=salt)
    except (TableError, csv.Error) as error:
        raise Problem(str(error), nothing) from error
    except UnicodeDecodeError as error:
        raise Problem(
            "The table is no UTF-8 text.", f"Save it as CSV in UTF-8. {nothing}"
        ) from error
    except ImportError as error:
        raise Problem(f"{error.name} is not installed, which shards need.", EXTRA) from error
    except OSError as error:
        raise Problem(f"{error.filename}: {error.strerror}.", nothing) from error
    typer.echo(f"{count} rows in {shards} shards: {folder}")
