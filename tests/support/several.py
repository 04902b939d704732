"""A scene with two partners for tests: the shipped parcel scene, with a nephew on the landing."""

import tomllib
from typing import Any

from overture.content import LIBRARY
from overture.content.schema.scene import Scene

PATH = LIBRARY / "scenes" / "neighbour-parcel.toml"
TEO = {
    "name": "Teo",
    "role": "her nephew",
    "mood": "half out of the door",
    "manner": ["one word"],
    "hair": "long",
    "reading": "curious",
}


def raw_scene() -> dict[str, Any]:
    """The scene as TOML gives it, with Teo there and a word of his at every level."""
    raw = tomllib.loads(PATH.read_text("utf-8"))
    raw["others"] = [dict(TEO)]
    for level in ("easy", "middle", "hard"):
        raw["opening"]["say"][level] = [
            {
                "text": "Yes?",
                "stage": "The door opens.",
                "then": [{"by": "Teo", "text": f"Is it for me, {level}?", "to": "Mrs Okafor"}],
            }
        ]
    return raw


def scene_of_two(**changes: Any) -> Scene:
    """The same as a scene, with parts of it replaced."""
    return Scene.model_validate({**raw_scene(), **changes})
