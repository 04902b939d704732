"""Words for how it is just now: one file of them all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.feelings import Feeling, FeelingFile

__all__ = ["Feeling", "feelings", "near"]


@cache
def feelings(root: Path = LIBRARY) -> Mapping[str, Feeling]:
    """Every feeling by id, in the order of the file. Raises ContentError if it cannot be read."""
    found = read_toml(root / "feelings.toml", FeelingFile)
    return {one.id: one for one in found.feelings}


def near(feeling: Feeling, most: int) -> list[Feeling]:
    """So many other words that lie nearest, on whichever side of a line."""
    others = [one for one in feelings().values() if one != feeling]
    return sorted(others, key=lambda one: _apart(one, feeling))[:most]


def _apart(one: Feeling, other: Feeling) -> int:
    return (one.pleasant - other.pleasant) ** 2 + (one.energy - other.energy) ** 2
