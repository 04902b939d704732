"""State as plain JSON values and back, with a version."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import numpy as np

from overture.learning.belief import CHANNEL_COUNT, Belief
from overture.learning.events import Channels
from overture.learning.experience import STATE_COUNT, Experience
from overture.learning.replay import State
from overture.learning.situation import Array, Situation, Situations

STATE_VERSION: Final = 1


def state_to_dict(state: State) -> dict[str, Any]:
    """A dictionary of JSON values from which `state_from_dict` makes the same state."""
    belief, experience = state.belief, state.experience
    return {
        "version": STATE_VERSION,
        "situations": [asdict(item) for item in belief.visited.items],
        "weights": belief.weights.tolist(),
        "at": belief.at.isoformat() if belief.at else None,
        "excess": list(belief.excess),
        "alpha": experience.alpha.tolist(),
        "correction": experience.correction.tolist(),
    }


def state_from_dict(data: Mapping[str, Any]) -> State:
    """The state that was written.

    Raises ValueError when the version is another one, or when the values do not fit together; the
    caller then replays the events.
    """
    if data.get("version") != STATE_VERSION:
        raise ValueError(f"cannot read a state of version {data.get('version')!r}")
    try:
        return _read(data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the stored state is damaged: {error}") from error


def _read(data: Mapping[str, Any]) -> State:
    visited = Situations(tuple(Situation(**item) for item in data["situations"]))
    size = len(visited)
    at = datetime.fromisoformat(data["at"]) if data["at"] else None
    weights = _numbers(data["weights"], (CHANNEL_COUNT, size))
    alpha = _numbers(data["alpha"], (STATE_COUNT, size))
    correction = _numbers(data["correction"], (STATE_COUNT, size, size))
    belief = Belief(visited, weights, at, Channels(*data["excess"]))
    return State(belief, Experience(visited, alpha, correction))


def _numbers(values: object, shape: tuple[int, ...]) -> Array:
    array = np.array(values, dtype=np.float64).reshape(shape)
    if not np.isfinite(array).all():
        raise ValueError("the stored state is damaged: a number is missing")
    return array
