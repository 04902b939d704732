"""Feelings that the member put into words, with how strongly."""

import re

from overture.content.schema.acts import Feeling
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.text import plain

STRONG, PLAIN, WEAK, SAID_OF_OTHERS = 0.85, 0.65, 0.4, 0.3

_OWN = re.compile(
    r" (?:i|im|ive|id|me|feel|feeling|felt|feels|makes me|made me|leaves me|left me) "
)
_DENIED = re.compile(
    r" (?:not|never|no|dont|doesnt|didnt|isnt|wasnt|less|without|arent|id be|would be|wish) "
    r"(?:\S+ ){0,2}$"
)
_OTHERS = re.compile(r" (?:hes|shes|theyre|youre|he|she|they|you|who) (?:\S+ ){0,3}$")


def named(text: str) -> dict[Feeling, float]:
    """Feelings of the member's own by name, with the strength 0-1 that the words give them.

    What is denied is left out; what is said of somebody else comes out weak.
    """
    shown = plain(text)
    found: dict[Feeling, float] = {}
    for feeling, given in lexicon.words().feelings.items():
        strengths = [
            _strength(shown[: match.start()], shown)
            for match in phrases(given).expression.finditer(shown)
        ]
        if strengths and max(strengths) > 0:
            found[feeling] = max(strengths)
    return found


def _strength(before: str, whole: str) -> float:
    """How strongly a feeling word is meant, by what stands before it."""
    near = f" {' '.join(before.split()[-6:])} "
    if _DENIED.search(near):
        return 0.0
    if _OTHERS.search(near):
        return SAID_OF_OTHERS
    if not _OWN.search(near) and len(whole.split()) > 3:
        return SAID_OF_OTHERS
    close = f" {' '.join(before.split()[-2:])} "
    lists = lexicon.words()
    if phrases(lists.weaker).found(close):
        return WEAK
    return STRONG if phrases(tuple(sorted(lists.stronger))).found(close) else PLAIN
