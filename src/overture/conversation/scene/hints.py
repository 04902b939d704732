"""What the member may say next, in the register of their own turns so far."""

from typing import Literal

from overture.content.schema.scene import Hint, Scene, TryLine
from overture.conversation.scene.state import SceneState

Register = Literal["terse", "plain", "chatty"]
TERSE_UP_TO, CHATTY_FROM = 3.5, 11.0
"""Mean words a turn up to which somebody writes tersely, and from which roomily."""


def register_of(state: SceneState) -> Register:
    """How the member writes here; plain until there is something to judge by."""
    lengths = [e.words for e in state.exchanges if e.kind == "words" and e.words]
    if not lengths:
        return "plain"
    mean = sum(lengths) / len(lengths)
    if mean <= TERSE_UP_TO:
        return "terse"
    return "chatty" if mean >= CHATTY_FROM else "plain"


def in_register(line: Hint | TryLine, register: Register) -> str:
    """The words of a hint or a line to try, as this member would write them."""
    return {"terse": line.terse, "plain": line.plain, "chatty": line.chatty}[register]


def hints_now(scene: Scene, state: SceneState) -> tuple[tuple[str, str, bool], ...]:
    """The hints of this beat as (want, words, may be tapped); none once the scene is over."""
    if state.ended or not state.beat:
        return ()
    register = register_of(state)
    return tuple(
        (hint.want, in_register(hint, register), hint.tap) for hint in scene.beat(state.beat).hints
    )
