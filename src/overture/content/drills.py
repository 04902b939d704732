"""Skill drills: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import each_by_id, read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.drill import Drill


@cache
def drills(root: Path = LIBRARY) -> Mapping[str, Drill]:
    """Every skill drill by id, in the order in which they are shown.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "drills").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, Drill))
    return dict(sorted(found.items(), key=lambda item: item[1].order))
