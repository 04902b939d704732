"""Shards as Parquet files: the columns of a table, with all rows of a person in one file.

It needs PyArrow (the extra `overture[cluster]`), which is imported when a file is first touched.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.columns import COLUMNS, Columns, People, TableError, covariates_in, people_of
from overture.learning import Array

SUFFIX: Final = ".parquet"
_WHOSE: Final = "Whose row is it? The cell is empty."


class ShardError(ValueError):
    """A shard that cannot be fitted, by its name; nothing of it was used."""

    def __init__(self, path: Path, what: str) -> None:
        self.path = path
        super().__init__(path, what)  # both, so that it can come back from another process

    def __str__(self) -> str:
        return f"{self.path.name}: {self.args[1]}"


def shards_in(folder: Path) -> list[Path]:
    """The shards of a folder in the order of their names; a ShardError where there is none."""
    found = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    if not found:
        raise ShardError(folder, f"There is no {SUFFIX} file in it.")
    return found


def read_shard(path: Path, *, low: float, high: float) -> tuple[People, NDArray[np.uint64]]:
    """The people of one file, and a number for each key that tells people apart.

    Raises ShardError, with row and column where there is one; rows count from 1.
    """
    try:
        columns = _columns(path)
        return people_of(columns, low=low, high=high), _told_apart(columns)
    except TableError as error:
        raise ShardError(path, str(error)) from error


def in_one_each(shards: Iterable[tuple[Path, NDArray[np.uint64]]]) -> None:
    """Raise a ShardError for the first file that holds somebody who is in one before it."""
    paths, each = zip(*shards, strict=True)
    keys, sizes = np.concatenate(each), [len(own) for own in each]
    order = np.argsort(keys, kind="stable")
    again = order[1:][keys[order[1:]] == keys[order[:-1]]]
    if again.size:
        path = paths[int(np.repeat(np.arange(len(sizes)), sizes)[again].min())]
        what = "Somebody in it is in another shard too. All rows of a person belong in one."
        raise ShardError(path, what)


def _columns(path: Path) -> Columns:
    table = _table(path)
    names = covariates_in(table.column_names)
    encoded = table.column("person").combine_chunks().dictionary_encode()
    _all_there(encoded.indices, "person", _WHOSE)
    values = {name: _numbers(table, name) for name in (*COLUMNS[1:], *names)}
    empty = np.flatnonzero(np.isnan(values["time"]))
    if empty.size:
        raise TableError("When was it? The cell is empty.", row=int(empty[0]) + 1, column="time")
    keys = [str(key) for key in encoded.dictionary.to_pylist()]
    person = encoded.indices.to_numpy().astype(np.intp)
    blank = np.flatnonzero(np.isin(person, [n for n, key in enumerate(keys) if not key.strip()]))
    if blank.size:
        raise TableError(_WHOSE, row=int(blank[0]) + 1, column="person")
    return Columns(
        keys,
        person,
        values["time"],
        values["rating"],
        values["outcome"],
        np.array([values[name] for name in names]).reshape(len(names), table.num_rows),
        names,
        first_row=1,
    )


def _table(path: Path) -> Any:  # noqa: ANN401 - a table of PyArrow, which has no types
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            wanted = [n for n in file.schema_arrow.names if n in COLUMNS or n.startswith("z_")]
            return file.read(columns=wanted, use_threads=False)
    except (pa.ArrowException, OSError) as error:
        what = f"It is cut short, or no Parquet file ({str(error).splitlines()[0]})."
        raise ShardError(path, what) from error


def _numbers(table: Any, name: str) -> Array:  # noqa: ANN401
    """A column as numbers, NaN where it is empty."""
    import pyarrow as pa

    try:
        column = table.column(name).cast(pa.float64())
    except pa.ArrowException as error:
        raise TableError(f"Column {name} holds something that is no number.") from error
    values = np.asarray(column.to_numpy(), dtype=np.float64)
    endless = np.flatnonzero(np.isinf(values))
    if endless.size:
        raise TableError("It is not a number.", row=int(endless[0]) + 1, column=name)
    return values


def _all_there(indices: Any, name: str, what: str) -> None:  # noqa: ANN401
    if indices.null_count:
        row = indices.is_null().to_pylist().index(True) + 1
        raise TableError(what, row=row, column=name)


def _told_apart(columns: Columns) -> NDArray[np.uint64]:
    digests = (hashlib.blake2b(key.encode(), digest_size=8).digest() for key in columns.keys)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)
