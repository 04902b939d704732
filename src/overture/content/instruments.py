"""Our own short scales: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import each_by_id, read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.instrument import Instrument


@cache
def instruments(root: Path = LIBRARY) -> Mapping[str, Instrument]:
    """Every shipped instrument by id, in the order of their names.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "instruments").glob("*.toml"))
    return each_by_id(paths, lambda path: read_toml(path, Instrument))
