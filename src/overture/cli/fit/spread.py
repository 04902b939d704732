"""Fitting a folder of shards, one in memory at a time or spread over workers."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overture.cli.fit.telling import Told
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.settings import Settings
    from overture.fitting.spread import Source, Spread

EXTRA = "It comes with the extra overture[cluster]: pip install 'overture[cluster]'."


Scheduler = Annotated[
    str, typer.Option(help="Spread shards over the workers of this Dask scheduler (tcp://…).")
]


def fit_folder(
    folder: Path, low: float, high: float, *, laplace: bool, plain: bool, scheduler: str
) -> tuple[Told, str]:
    """The fit of a folder's shards, and a fingerprint of them; a Problem where one cannot be."""
    from overture.fitting.compiled import passes_if_any  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.parquet import shards_in  # noqa: PLC0415
    from overture.fitting.settings import Settings  # noqa: PLC0415
    from overture.fitting.spread import fit_spread  # noqa: PLC0415

    fast = not plain and passes_if_any() is not None
    settings = Settings(low, high, laplace, fast=fast)
    with told_in_words(), building() as report:
        paths = shards_in(folder)
        with _source(paths, settings, scheduler) as source:
            spread = fit_spread(source, settings, report)
        return told_of(spread, len(paths)), _fingerprint(paths)


@contextmanager
def _source(paths: list[Path], settings: "Settings", scheduler: str) -> Iterator["Source"]:
    """The shards where they are read: here, or by workers that see them under the same paths."""
    if not scheduler:
        from overture.fitting.folder import Folder  # noqa: PLC0415

        with tempfile.TemporaryDirectory() as scratch:
            yield Folder(paths, settings, Path(scratch))
        return
    from distributed import Client

    from overture.fitting.cluster import Cluster  # noqa: PLC0415

    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        absolute = [path.resolve() for path in paths]
        source = Cluster(absolute, settings, client, secrets.token_hex(8))
        yield source
        source.close()


@contextmanager
def told_in_words() -> Iterator[None]:
    """Problems of shards, in words: which shard, where in it, and that nothing was fitted."""
    from overture.fitting.columns import TableError  # noqa: PLC0415
    from overture.fitting.parquet import ShardError  # noqa: PLC0415

    todo = "Nothing was fitted. docs/reference/fit-table.md says what a shard looks like."
    try:
        yield
    except (ShardError, TableError) as error:
        raise Problem(str(error), todo) from error
    except ImportError as error:
        raise Problem(f"{error.name} is not installed, which shards need.", EXTRA) from error
    except OSError as error:
        what = f"{error.filename}: {error.strerror}." if error.filename else f"{error}"
        raise Problem(what, "Nothing was fitted.") from error


def told_of(spread: "Spread", shards: int) -> Told:
    """What there is to tell of a fit over shards."""
    from overture.fitting.diagnostics import judged  # noqa: PLC0415

    notes = [f"Fitted from {shards} shards."]
    if still := int(spread.survey.still):
        notes.append(f"Ratings are constant for {still} of {spread.found.people} people.")
    return Told(
        spread.found,
        judged(spread.found, spread.counted),
        int(spread.survey.ratings),
        spread.by.called,
        tuple(notes),
    )


def _fingerprint(paths: list[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()
