"""Comparing words: authored word lists, flags' key words, and what two lines have in common."""

import re
from collections.abc import Iterable
from functools import cache

from overture.conversation.understanding.text import plain

_LIGHT_WORDS = (
    "about after again also always another anything because been before being both came cant come "
    "could didnt does doing done dont down each even ever every from give going gone good have "
    "havent having hello here hers into isnt just keep knew know left less like little long look "
    "looking made make many maybe mean might mind more most much must need never nice nothing okay "
    "once only other over please quite rather really right said same seem shall should shouldnt "
    "since some something sorry still such sure take tell than thank thanks that thats their them "
    "then there theres these they theyre thing things think this those though through told took "
    "under until very want wanted wants wasnt well went were what whatever whats when where which "
    "while whos will with without wont would wouldnt year years yeah youd youll your youre yours "
    "youve minute moment"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())


def folded(text: str) -> str:
    """Lower-case words without apostrophes, a space on both sides of each."""
    return plain(text)


def has_phrase(flat: str, phrase: str) -> bool:
    """Whether folded text holds the phrase, or its last word in the plural.

    A phrase may leave words open: “think .. mine” is in “I don't think this one is mine”.
    """
    if _GAP in phrase:
        return bool(_gapped(phrase).search(flat))
    wanted = _authored(phrase)
    many = len(wanted) >= PLURAL_FROM and f" {wanted}s " in flat
    return bool(wanted) and (f" {wanted} " in flat or many)


PLURAL_FROM = 3
"""Letters from which a word may stand in the plural: “hi” is not in “his”."""

_GAP = " .. "
"""In an authored phrase: up to three words, whichever they are."""


@cache
def _authored(phrase: str) -> str:
    """An authored phrase folded; there are only as many as the library holds."""
    return folded(phrase).strip()


@cache
def _gapped(phrase: str) -> re.Pattern[str]:
    parts = (re.escape(_authored(part)) for part in phrase.split(_GAP))
    return re.compile(f" {r'(?: [^ ]+){0,3} '.join(parts)}s? ")


def has_any(flat: str, phrases: Iterable[str]) -> bool:
    """Whether folded text holds one of the phrases."""
    return any(has_phrase(flat, phrase) for phrase in phrases)


def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter, without plural s."""
    words = (word for word in folded(text).split() if len(word) > 3 and word.isalpha())
    return frozenset(word.rstrip("s") for word in words if word not in _LIGHT)


def in_common(one: str, other: str) -> frozenset[str]:
    """The matter that two texts share."""
    return content_words(one) & content_words(other)
