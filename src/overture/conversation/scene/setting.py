"""Why a scene was as easy or as hard as it was: how it was set, and how that moved."""

from collections.abc import Mapping

from overture.content.schema.base import Level
from overture.conversation.scene.dial import ease
from overture.conversation.scene.looking import Look
from overture.conversation.scene.state import start_dial

NOTABLE = 0.02
"""A change of ease, 0-1, that is worth a sentence."""

_TOO_LATE = (
    "It turned easier along the way, and too late. At easy the first word is said for you, and a "
    "nod is enough."
)
_TO_THE_LETTER: Mapping[Level, str] = {
    "easy": "The setting was easy. At easy the questions offer two answers and most is explained.",
    "middle": "The setting was middle. At middle some of what is done is not explained.",
    "hard": "The setting was hard. At hard the lines are short and few things are explained.",
}


def why_so_easy_or_hard(look: Look) -> str:
    """How it was set and how that moved, in a sentence or two; empty if nobody went in."""
    if look.kind == "looked":
        return ""
    level = look.state.start_level
    set_at = _TO_THE_LETTER[level] if look.literal else look.scene.debrief_always.dial_said[level]
    return f"{set_at} {_moved(look)}".strip()


def _moved(look: Look) -> str:
    state = look.state
    start = start_dial(look.scene, state.start_level)
    if look.kind == "frozen" and state.start_level != "easy":
        return "It was made easier after each short or silent turn." if look.literal else _TOO_LATE
    if any(exchange.act == "rude" for exchange in state.exchanges):
        rude = "After the rude line the setting was less warm."
        return rude if look.literal else "A rude turn cost some warmth."
    if ease(state.dial) >= ease(start) + NOTABLE:
        return "Short or silent turns made it easier as it went."
    if state.dial["ambiguity"] > start["ambiguity"]:
        eased = "Your longer or friendly lines made the setting explain less."
        unsaid = "When you were at ease, less was explained. That was the dial, not a mood."
        return eased if look.literal else unsaid
    if state.dial["initiative"] >= start["initiative"]:
        return ""
    fewer = "After your longer lines the setting asked you fewer questions."
    return fewer if look.literal else "As you said things in your own words, you were led less."
