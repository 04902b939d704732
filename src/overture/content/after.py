"""Questions after time with somebody, and kind texts: one file each."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.after import (
    AfterFile,
    Fits,
    KindnessFile,
    KindText,
    Question,
    Stands,
)

__all__ = ["Fits", "KindText", "Question", "Stands", "kind_texts", "questions"]


@cache
def questions(root: Path = LIBRARY) -> Mapping[str, Question]:
    """Every question by id. Raises ContentError if the file cannot be read."""
    return {one.id: one for one in read_toml(root / "after.toml", AfterFile).questions}


@cache
def kind_texts(root: Path = LIBRARY) -> Mapping[str, KindText]:
    """Every kind text by id. Raises ContentError if the file cannot be read."""
    return {one.id: one for one in read_toml(root / "kindness.toml", KindnessFile).texts}
