"""Making shards: the rows of a large table dealt out to files, all rows of a person to one.

Rows are read one by one and written in batches, so a table of any length can be split. Keys are
replaced by numbers made with a salt that nobody keeps: rows of a person still belong together, and
the shards do not say whose they are.
"""

import hashlib
import math
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from overture.fitting.columns import COLUMNS, cells_of, covariates_in
from overture.fitting.parquet import SUFFIX

_BATCH: Final = 5_000

Row = tuple[int, list[float]]
"""Whose it is, and what it holds, NaN where it is empty."""


def split(
    rows: Iterable[Mapping[str, str | None]], folder: Path, *, shards: int, salt: bytes
) -> int:
    """Write so many shards into a new folder and say how many rows went there.

    The folder is there when all is written, or not at all. Raises TableError for a cell that is no
    number, FileExistsError where the folder is there already, OSError where it cannot be written.
    """
    if folder.exists():
        raise FileExistsError(17, "it is there already", str(folder))
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        count = _write(rows, made, shards, salt)
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return count


def _write(rows: Iterable[Mapping[str, str | None]], folder: Path, shards: int, salt: bytes) -> int:
    held: list[list[Row]] = [[] for _ in range(shards)]
    names: tuple[str, ...] = ()
    count = 0
    with ExitStack() as stack:
        files: list[Any] = []
        for count, row in enumerate(rows, start=1):
            if not files:
                names = covariates_in(row)
                paths = [folder / f"shard-{number:04}{SUFFIX}" for number in range(shards)]
                files = [stack.enter_context(_writer(path, names)) for path in paths]
            key, cells = cells_of(row, names, count + 1)
            which = _number(key, b"") % shards
            held[which].append((_number(key, salt) >> 1, cells))
            if len(held[which]) >= _BATCH:
                _flush(files[which], held[which], names)
        for file, left in zip(files, held, strict=False):
            _flush(file, left, names)
    return count


def _number(key: str, salt: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8, key=salt).digest(), "little")


def _schema(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - PyArrow has no types
    import pyarrow as pa

    numbers = [(name, pa.float64()) for name in (*COLUMNS[1:], *names)]
    return pa.schema([("person", pa.int64()), *numbers])


def _writer(path: Path, names: tuple[str, ...]) -> Any:  # noqa: ANN401
    from pyarrow import parquet

    return parquet.ParquetWriter(path, _schema(names))


def _flush(file: Any, rows: list[Row], names: tuple[str, ...]) -> None:  # noqa: ANN401
    import pyarrow as pa

    if not rows:
        return
    columns = zip(*(cells for _, cells in rows), strict=True)
    numbers = [pa.array([None if math.isnan(v) else v for v in c]) for c in columns]
    whose = pa.array([person for person, _ in rows], pa.int64())
    arrays = [array.cast(pa.float64()) for array in numbers]
    file.write_batch(pa.record_batch([whose, *arrays], schema=_schema(names)))
    rows.clear()
