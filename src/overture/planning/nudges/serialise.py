"""What is remembered about nudges as plain JSON values and back, with a version."""

from datetime import date, datetime
from typing import Any

import numpy as np

from overture.planning.nudges.learner import SIZE, Learner
from overture.planning.nudges.policy import NudgeState


def state_to_dict(state: NudgeState) -> dict[str, Any]:
    """A dictionary of JSON values from which `state_from_dict` makes the same state."""
    return {
        "version": 1,
        "precision": state.learner.precision.tolist(),
        "shift": state.learner.shift.tolist(),
        "dose": state.dose,
        "sent": [at.isoformat() for at in state.sent],
        "waiting": state.waiting.isoformat() if state.waiting else None,
        "ignored": state.ignored,
        "decided": [[day.isoformat(), window] for day, window in state.decided],
    }


def state_from_dict(data: dict[str, Any]) -> NudgeState:
    """The state that was written. Raises ValueError when it is of another version or damaged."""
    if data.get("version") != 1:
        raise ValueError(f"cannot read a state of version {data.get('version')!r}")
    try:
        return _read(data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the stored state is damaged: {error}") from error


def _read(data: dict[str, Any]) -> NudgeState:
    size = 2 * SIZE
    known = Learner(
        np.array(data["precision"], dtype=np.float64).reshape(size, size),
        np.array(data["shift"], dtype=np.float64).reshape(size),
    )
    return NudgeState(
        learner=known,
        dose=float(data["dose"]),
        sent=tuple(datetime.fromisoformat(at) for at in data["sent"]),
        waiting=datetime.fromisoformat(data["waiting"]) if data["waiting"] else None,
        ignored=int(data["ignored"]),
        decided=tuple((date.fromisoformat(day), int(place)) for day, place in data["decided"]),
    )
