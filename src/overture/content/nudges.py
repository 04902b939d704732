"""The words of nudges: one file."""

from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.nudges import NudgeFile


@cache
def nudge_words(root: Path = LIBRARY) -> NudgeFile:
    """What nudges say. Raises ContentError, naming file and line, if it cannot be read."""
    return read_toml(root / "nudges" / "words.toml", NudgeFile)
