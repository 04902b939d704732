"""The scene that a kept row points at, and where it stood. An update may have taken either away."""

from collections.abc import Mapping
from typing import Any

from overture.content import scenes
from overture.content.schema.scene import Scene
from overture.conversation.scene import SceneState


class SceneGoneError(LookupError):
    """A scene can no longer be opened: it left the library, or was kept in a form of long ago.

    Nothing is lost: its words, its numbers and what the model learned from it stay as they were.
    """


def scene_named(scene_id: str) -> Scene:
    """A scene of the library. Raises SceneGoneError if it is no longer there."""
    found = scenes().get(scene_id)
    if found is None:
        raise SceneGoneError(scene_id)
    return found


def state_kept(kept: Mapping[str, Any]) -> SceneState:
    """Where a scene stood, as it was kept. Raises SceneGoneError for another version's form."""
    try:
        return SceneState.from_json(kept)
    except ValueError as error:
        raise SceneGoneError from error
