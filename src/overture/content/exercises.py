"""Guided exercises: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.errors import ContentError
from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.exercise import Exercise


@cache
def exercises(root: Path = LIBRARY) -> Mapping[str, Exercise]:
    """Every guided exercise by id, in the order in which they are shown.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    found: dict[str, Exercise] = {}
    for path in sorted((root / "exercises").glob("*.toml")):
        exercise = read_toml(path, Exercise)
        if exercise.id != path.stem:
            raise ContentError(path, 1, f"the id {exercise.id!r} must be the file's name")
        found[exercise.id] = exercise
    return dict(sorted(found.items(), key=lambda item: item[1].order))
