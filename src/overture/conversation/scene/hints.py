"""What the member may say next, in the register of their own turns so far."""

from typing import Literal

from overture.content.schema.looking_back import TryLine
from overture.content.schema.scene import Hint, OfferFact, Scene
from overture.conversation.scene.matching import folded, has_any
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


GO_ON = Hint(
    want="",
    terse="Really?",
    plain="Really? Go on.",
    chatty="Hold on, go back a bit. I'd like to hear the rest of that.",
)
"""Stands in for a hint about something that the partner has not brought up here."""


def hints_now(scene: Scene, state: SceneState) -> tuple[tuple[str, str, bool], ...]:
    """The hints of this beat as (want, words, may be tapped); none once the scene is over."""
    if state.ended or not state.beat:
        return ()
    register = register_of(state)
    return tuple(
        (hint.want, in_register(_about_here(hint, scene, state), register), hint.tap)
        for hint in scene.beat(state.beat).hints
    )


def _about_here(hint: Hint, scene: Scene, state: SceneState) -> Hint:
    """The hint, or a plain “go on” where it names a fact that has not come up yet."""
    words = folded(f"{hint.terse} {hint.plain} {hint.chatty}")
    named = [fact.id for fact in scene.partner.facts if hint.tap and has_any(words, fact.words)]
    here = isinstance(scene.beat(state.beat).enter, OfferFact)
    foreign = bool(named) and state.fact is not None and state.fact not in named
    return GO_ON if here and foreign else hint
