"""Fitting a folder of shards, one in memory at a time or spread over workers."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from overture.cli.fit.telling import Told
from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.fitting.spread import Spread

EXTRA = "It comes with the extra overture[cluster]: pip install 'overture[cluster]'."


def fit_folder(folder: Path, low: float, high: float, *, laplace: bool) -> tuple[Told, str]:
    """The fit of a folder's shards, and a fingerprint of them; a Problem where one cannot be."""
    from overture.fitting.folder import Folder  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.parquet import shards_in  # noqa: PLC0415
    from overture.fitting.settings import Settings  # noqa: PLC0415
    from overture.fitting.spread import fit_spread  # noqa: PLC0415

    settings = Settings(low, high, laplace)
    with told_in_words(), building() as report, tempfile.TemporaryDirectory() as scratch:
        paths = shards_in(folder)
        spread = fit_spread(Folder(paths, settings, Path(scratch)), settings, report)
        return told_of(spread, len(paths)), _fingerprint(paths)


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
        what = f"{error.filename or 'A file'} cannot be read or written: {error.strerror}."
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
