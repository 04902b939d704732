"""Noun phrases with their determiner, and places: found by word classes, given up when in doubt."""

from collections.abc import Iterator

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import (
    Word,
    base_of,
    is_gerund,
    is_past,
    span,
    turned,
)
from overture.conversation.understanding.refusals import addresses, refused
from overture.conversation.understanding.types import KeyPhrase

LONGEST_CORE = 4
"""Words of a noun phrase, its determiner counted, before anything hangs on it."""


def noun_phrases(text: str, words: list[Word]) -> Iterator[KeyPhrase]:
    """Noun phrases fit for the companion's own sentence, in the order of the text."""
    taken = 0
    for start, word in enumerate(words):
        if (
            start < taken
            or word.low not in lexicon.grammar().determiners
            or word.last
            or _is_object(words, start)
        ):
            continue
        core = _core(words, start)
        if not core:
            continue
        whole = [*core, *_tail(words, start + len(core))]
        taken = start + len(whole)
        yield from _phrase(text, whole, place=_is_place(words, start, core))


def _phrase(text: str, words: list[Word], *, place: bool) -> Iterator[KeyPhrase]:
    verbatim = span(text, words)
    if not refused(verbatim) and not addresses(verbatim):
        shown = turned(_lowered(words, verbatim))
        yield KeyPhrase("place" if place else "np", verbatim, shown)


def _lowered(words: list[Word], verbatim: str) -> str:
    """Lower the determiner that began a sentence."""
    return words[0].text.lower() + verbatim[len(words[0].text) :]


def _is_object(words: list[Word], start: int) -> bool:
    """Whether "her" is an object of its own, as in "told her things"."""
    if words[start].low != "her" or start == 0:
        return False
    return (base_of(words[start - 1].low) or "") in lexicon.grammar().two_objects


def _is_place(words: list[Word], start: int, core: list[Word]) -> bool:
    before = words[start - 1].low if start else ""
    return (
        core[-1].low in lexicon.words().mentions.places
        and before in lexicon.grammar().before_places
    )


def _core(words: list[Word], start: int) -> list[Word]:
    """Determiner, what describes, and head; empty when the head is missing or unclear."""
    core = [words[start]]
    for word in words[start + 1 :]:
        if core[-1].last or (len(core) > 1 and _ends_before(word, core[-1])):
            break
        if len(core) == 1 and not _may_begin(word):
            break
        core.append(word)
        if len(core) > LONGEST_CORE:
            return []
    return core if _has_head(core) else []


def _may_begin(word: Word) -> bool:
    grammar = lexicon.grammar()
    return word.low not in grammar.function and word.low not in grammar.adverbs


def _ends_before(word: Word, previous: Word) -> bool:
    """Whether the phrase is over when `word` comes after `previous`."""
    grammar = lexicon.grammar()
    if not word.low.isalpha() or word.low in grammar.function or word.low in grammar.adverbs:
        return True
    if word.low.endswith("ly") and word.low not in lexicon.grammar().nouns_in_ly:
        return True
    describing = previous.low in grammar.adjectives or previous.text.endswith(("'s", "’s"))
    if describing:
        return is_past(word.low)
    verbal = base_of(word.low) is not None or word.low.endswith("ed")
    return verbal or word.low in grammar.adjectives


def _has_head(core: list[Word]) -> bool:
    grammar = lexicon.grammar()
    head = core[-1]
    if len(core) < 2 or head.low in grammar.adjectives or head.low in grammar.not_nouns:
        return False
    if head.text.endswith(("'s", "’s")) or not head.low.isalpha() or is_past(head.low):
        return False
    if head.low in grammar.verbs and head.low in {"get", "go", "let", "say", "know", "think"}:
        return False
    return not any(word.low in grammar.not_nouns for word in core[1:])


def _tail(words: list[Word], position: int) -> list[Word]:
    """One hanging phrase, "on my face"; a relative clause is not taken."""
    if position >= len(words) - 1 or words[position - 1].last:
        return []
    link, following = words[position], words[position + 1]
    if (
        link.low not in lexicon.grammar().noun_links
        or link.last
        or following.low not in lexicon.grammar().determiners
    ):
        return []
    core = _core(words, position + 1)
    return [link, *core] if core and not is_gerund(core[-1].low) else []
