"""Conditions on a scene: flags that hold, words the member used, facts told, and comparisons.

Most flags hold from the turn that sets them to the end. A remark is answered once, so the flags
of remarks pass: they hold for their own turn and no longer.
"""

import re
from collections.abc import Iterator

from overture.content.schema.scene import Notice, Scene
from overture.conversation.scene.dial import ease
from overture.conversation.scene.matching import has_phrase
from overture.conversation.scene.smalltalk import SMALL_TALK
from overture.conversation.scene.state import SceneState

_REMARKS = ("said_", "asks_", "about_", "offers_", "says_")
"""How the flags of remarks are named."""

_COMPARED = re.compile(r"^(turns_here|ease)(>=|<=|<|>)(\d*\.?\d+)$")
TOLD = 2


def holds(condition: str, state: SceneState, flat: str) -> bool:
    """Whether a condition holds; `flat` is the member's turn in folded words.

    `x` a flag, `!x` its absence, `key:x` the word x in this turn, `fact:x` told, `setback:x` that
    it went wrong just before, `turns_here>=3` and `ease<0.62` comparisons.
    """
    if condition.startswith("!"):
        return not holds(condition[1:], state, flat)
    kind, _, name = condition.partition(":")
    if name and kind == "key":
        return has_phrase(flat, name)
    if name and kind == "fact":
        return state.facts.get(name, 0) >= TOLD
    if name and kind == "setback":
        return any(line.id.startswith(f"setback/{name}-") for line in state.last_lines)
    compared = _COMPARED.match(condition)
    if compared:
        return _compare(*compared.groups(), state=state)
    return condition in state.flags


def passing_flags(scene: Scene) -> frozenset[str]:
    """The flags that hold for one turn: those of remarks by which the scene does not go on."""
    steering = frozenset(_steering(scene))
    passing = {notice.flag for notice in scene.notices if _passes(notice, steering)}
    return frozenset(passing) | SMALL_TALK


def _passes(notice: Notice, steering: frozenset[str]) -> bool:
    if notice.lasts:
        return notice.lasts == "turn"
    return notice.flag.startswith(_REMARKS) and notice.flag not in steering


def _steering(scene: Scene) -> Iterator[str]:
    """Flags by which beats are entered and left, signs told and silences counted."""
    conditions = [way.when for beat in scene.beats for way in beat.moves_on]
    conditions += [beat.only_if for beat in scene.beats]
    conditions += [sign.when for sign in scene.success]
    conditions += [tuple(e.split()) for fear in scene.feared for e in fear.seen_flags]
    for condition in conditions:
        yield from (flag.lstrip("!") for flag in condition)
    yield from scene.silence.nod.sets if scene.silence.nod else ()


def _compare(name: str, sign: str, bound: str, *, state: SceneState) -> bool:
    value = ease(state.dial) if name == "ease" else float(state.turns_here)
    limit = float(bound)
    return {">=": value >= limit, "<=": value <= limit, "<": value < limit, ">": value > limit}[
        sign
    ]
