"""The authored safety content, read once and kept."""

from functools import cache
from pathlib import Path

from overture.content import LIBRARY
from overture.content.files import read_json, read_text, read_toml
from overture.content.schema.hearing import HearingFile
from overture.content.schema.requirements import Requirement, RequirementFile
from overture.content.schema.safety import (
    AlertFile,
    BanFile,
    BoundaryFile,
    ContextFile,
    Examples,
    HelplineFile,
    IdeaFile,
    LimitFile,
    Measured,
    PatternFile,
    WordingFile,
)

FOLDER = LIBRARY / "safety"
MEASURED = FOLDER / "measured.json"
"""What `overture.safety.measuring` keeps of how the screen does."""


def examples(name: str) -> Examples:
    """The messages of `<name>.toml`. Raises ContentError with file and line."""
    return read_toml(FOLDER / f"{name}.toml", Examples)


@cache
def patterns() -> PatternFile:
    """The signs the screen looks for."""
    return read_toml(FOLDER / "patterns.toml", PatternFile)


@cache
def ideas() -> IdeaFile:
    """The families of words that the head reads as one idea each."""
    return read_toml(FOLDER / "ideas.toml", IdeaFile)


@cache
def context() -> ContextFile:
    """Folding, idioms, cues, negation and how answers are read."""
    return read_toml(FOLDER / "context.toml", ContextFile)


@cache
def boundaries() -> BoundaryFile:
    """Notices about being a program, and what is noticed about the talk itself."""
    return read_toml(FOLDER / "boundaries.toml", BoundaryFile)


@cache
def limits() -> LimitFile:
    """What a program cannot give, and what it says instead."""
    return read_toml(FOLDER / "limits.toml", LimitFile)


@cache
def wording() -> WordingFile:
    """Every line of the protocol. Never empty: an empty file does not validate."""
    return read_toml(FOLDER / "wording.toml", WordingFile)


@cache
def alerts() -> AlertFile:
    """What is said to somebody whom a member chose to be told."""
    return read_toml(FOLDER / "alerts.toml", AlertFile)


@cache
def hearing() -> HearingFile:
    """What the protocol takes up of a message while it is open."""
    return read_toml(FOLDER / "hearing.toml", HearingFile)


@cache
def bans() -> BanFile:
    """What may not be said to a member."""
    return read_toml(FOLDER / "bans.toml", BanFile)


@cache
def helplines(path: Path = FOLDER / "helplines.toml") -> HelplineFile:
    """The directory of helplines."""
    return read_toml(path, HelplineFile)


@cache
def requirements() -> tuple[Requirement, ...]:
    """What the program owes the people who use it, in order."""
    return read_toml(FOLDER / "requirements.toml", RequirementFile).requirement


@cache
def measured() -> Measured:
    """How the screen did when it was last measured. Raises ContentError if that cannot be read."""
    return read_json(MEASURED, Measured)


def protocol_text() -> str:
    """The authored part of the public protocol page, as Markdown with its places left open."""
    return read_text(FOLDER / "protocol.md")


def typed_page() -> str:
    """What happens to what a member types, as Markdown."""
    return read_text(FOLDER / "typed.md")
