"""The phrases of a turn that a reply may echo, best first."""

from overture.conversation.understanding.grammar import Word
from overture.conversation.understanding.nouns import noun_phrases
from overture.conversation.understanding.people import known_names
from overture.conversation.understanding.quotes import coping, quotes, speech
from overture.conversation.understanding.refusals import holds_name, risky
from overture.conversation.understanding.text import Turn
from overture.conversation.understanding.types import KeyKind, KeyPhrase
from overture.conversation.understanding.verbs import clauses, gerund_phrases

EACH = 3
"""Phrases kept of each kind."""

_ORDER: tuple[KeyKind, ...] = ("coping", "speech", "clause", "place", "ger", "quote", "np")
"""What usually carries the news first: how one copes, what was said, what is feared."""


def key_phrases(turn: Turn, words: list[Word], people: frozenset[str]) -> tuple[KeyPhrase, ...]:
    """All phrases fit for echoing, at most three of a kind; later ones first within a kind.

    `people` are the words of those mentioned: a phrase that is only a person comes after others.
    One that holds a name is left out, since a name is not said back before it is confirmed, and
    of a sentence with a word of risk only a phrase of coping may be echoed.
    """
    names = known_names()
    made = [*noun_phrases(turn.text, words), *gerund_phrases(turn.text, words), *clauses(turn.text)]
    nameless = [key for key in reversed(made) if not holds_name(_inside(words, key), names)]
    nameless.sort(key=lambda key: key.verbatim in people)
    spans = [*speech(turn), *nameless, *quotes(turn, names)]
    risky_part = " ".join(sentence for sentence in turn.sentences if risky(sentence))
    found = [*coping(turn), *(key for key in spans if key.verbatim not in risky_part)]
    kept = [key for kind in _ORDER for key in _first(found, kind)]
    return tuple(dict.fromkeys(kept))


def _first(found: list[KeyPhrase], kind: KeyKind) -> list[KeyPhrase]:
    return [key for key in found if key.kind == kind][:EACH]


def _inside(words: list[Word], key: KeyPhrase) -> list[Word]:
    """The words of a key phrase but its first, whose capital may only begin a sentence."""
    texts = set(key.verbatim.replace(",", " ").split()[1:])
    return [word for word in words if word.text in texts]
