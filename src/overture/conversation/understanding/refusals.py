"""What may not be echoed, however well it would fit."""

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import Word
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.text import plain

_SECOND_PERSON = phrases(("you", "your", "youre", "youll", "youve", "yours", "u", "ur", "yourself"))


def refused(verbatim: str) -> bool:
    """Whether a span holds an insult to the member or to others, or a word of risk."""
    shown, lists = plain(verbatim), lexicon.words().refused
    return any(
        phrases(given).found(shown) for given in (lists.self_insult, lists.abuse, lists.risk)
    )


def risky(text: str) -> bool:
    """Whether a sentence holds a word of risk; nothing of it is then said back."""
    return phrases(lexicon.words().refused.risk).within(text)


def addresses(verbatim: str) -> bool:
    """Whether a span speaks to "you"; turned around it would speak of the wrong person."""
    return _SECOND_PERSON.within(verbatim)


def holds_name(words: list[Word], known: frozenset[str]) -> bool:
    """Whether a stretch holds a name, known by its capital or by the list of first names."""
    return any(word.low in known or _looks_like_a_name(word) for word in words)


def _looks_like_a_name(word: Word) -> bool:
    return word.capital and word.low not in lexicon.words().mentions.not_names
