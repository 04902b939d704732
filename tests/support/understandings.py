"""Understandings made by hand, so that a test says what was understood instead of guessing it."""

from collections.abc import Mapping

from overture.content.schema.acts import Act, Feeling
from overture.conversation.understanding import ActReading, KeyPhrase, Understanding


def understood(
    text: str,
    *acts: Act,
    sure: float = 0.9,
    feelings: Mapping[Feeling, float] | None = None,
    phrase: str = "",
    jokes: bool = False,
) -> Understanding:
    """A turn that performs these acts, the first most likely; `phrase` may be echoed as it is."""
    readings = tuple(
        ActReading(name, max(0.35, sure - 0.1 * place)) for place, name in enumerate(acts)
    )
    return Understanding(
        text=text,
        acts=readings or (ActReading("test_or_nonsense", 0.1),),
        confidence=sure if acts else 0.1,
        feelings=feelings or {},
        keys=(KeyPhrase("np", phrase, phrase),) if phrase else (),
        words=len(text.split()),
        jokes=jokes,
    )


def not_understood(text: str) -> Understanding:
    """A turn that could not be followed."""
    return understood(text)
