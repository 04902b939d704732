"""Conditions on a scene: flags that hold, words the member used, facts told, and comparisons."""

import re

from overture.conversation.scene.dial import ease
from overture.conversation.scene.matching import has_phrase
from overture.conversation.scene.state import SceneState

_COMPARED = re.compile(r"^(turns_here|ease)(>=|<=|<|>)(\d*\.?\d+)$")
TOLD = 2


def holds(condition: str, state: SceneState, flat: str) -> bool:
    """Whether a condition holds; `flat` is the member's turn in folded words.

    `x` a flag, `!x` its absence, `key:x` the word x in this turn, `fact:x` told,
    `turns_here>=3` and `ease<0.62` comparisons.
    """
    if condition.startswith("!"):
        return not holds(condition[1:], state, flat)
    kind, _, name = condition.partition(":")
    if name and kind == "key":
        return has_phrase(flat, name)
    if name and kind == "fact":
        return state.facts.get(name, 0) >= TOLD
    compared = _COMPARED.match(condition)
    if compared:
        return _compare(*compared.groups(), state=state)
    return condition in state.flags


def _compare(name: str, sign: str, bound: str, *, state: SceneState) -> bool:
    value = ease(state.dial) if name == "ease" else float(state.turns_here)
    limit = float(bound)
    return {">=": value >= limit, "<=": value <= limit, "<": value < limit, ">": value > limit}[
        sign
    ]
