"""The whole library of authored content, loaded once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from overture.content import kept
from overture.content.errors import ContentError
from overture.content.files import each_by_id, read_toml
from overture.content.schema.companion import (
    Card,
    ConditionsFile,
    Line,
    LineFile,
    MoveName,
    SlotsFile,
)
from overture.content.schema.safety_conversations import SafetyConversations, Script
from overture.content.schema.scene import RealStep, Scene

LIBRARY = kept.LIBRARY
"""Where the shipped content lives; a test may load another folder."""


@dataclass(frozen=True)
class Step:
    """A real step with the scene it belongs to. Its id is `scene/step`."""

    scene: Scene
    step: RealStep

    @property
    def id(self) -> str:
        """The library-wide name of this step."""
        return f"{self.scene.id}/{self.step.id}"


@cache
def scenes(root: Path = LIBRARY) -> Mapping[str, Scene]:
    """Every practice scene by id, in the order of their file names.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "scenes").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, Scene))
    if not found:
        raise ContentError(root / "scenes", 0, "there is no scene here")
    return found


@cache
def real_steps(root: Path = LIBRARY) -> Mapping[str, Step]:
    """Every real step by id, scene by scene, smallest first within a scene."""
    every = (Step(scene, step) for scene in scenes(root).values() for step in scene.real_steps)
    return {step.id: step for step in every}


@cache
def companion_lines(root: Path = LIBRARY) -> Mapping[MoveName, tuple[Line, ...]]:
    """Cue's lines by move.

    Raises ContentError if a file cannot be read, or an id is used twice.
    """
    found: dict[MoveName, tuple[Line, ...]] = {}
    owners: dict[str, Path] = {}
    for path in sorted((root / "companion" / "lines").glob("*.toml")):
        bank = read_toml(path, LineFile)
        for line in bank.lines:
            if line.id in owners:
                problem = f"the line id {line.id!r} is already used in {owners[line.id].name}"
                raise ContentError(path, 0, problem)
            owners[line.id] = path
        found[bank.move] = bank.lines
    return found


@cache
def card(root: Path = LIBRARY) -> Card:
    """What the companion is. Raises ContentError, naming file and line, if it cannot be read."""
    return read_toml(root / "companion" / "card.toml", Card)


@cache
def slots(root: Path = LIBRARY) -> SlotsFile:
    """What a line may leave open. Raises ContentError if it cannot be read."""
    return read_toml(root / "companion" / "slots.toml", SlotsFile)


@cache
def conditions(root: Path = LIBRARY) -> ConditionsFile:
    """What a line may ask of the moment. Raises ContentError if it cannot be read."""
    return read_toml(root / "companion" / "conditions.toml", ConditionsFile)


@cache
def safety_conversations(name: str = "conversations", root: Path = LIBRARY) -> tuple[Script, ...]:
    """The whole talks of one safety file. Raises ContentError if it cannot be read."""
    return read_toml(root / "safety" / f"{name}.toml", SafetyConversations).script
