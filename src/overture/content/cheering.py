"""What somebody close may say, and what is held back."""

from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.cheering import CheeringFile, Held, ReadyLine

__all__ = ["CheeringFile", "Held", "ReadyLine", "cheering"]


@cache
def cheering(root: Path = LIBRARY) -> CheeringFile:
    """Every line to tap and every kind of words that is held back. Raises ContentError."""
    return read_toml(root / "cheering.toml", CheeringFile)
