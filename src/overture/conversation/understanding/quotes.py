"""Verbatim spans: words put in someone's mouth, phrases of coping, and what else may be quoted."""

import re
from collections.abc import Iterator
from functools import cache

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.refusals import addresses, holds_name, refused
from overture.conversation.understanding.text import Turn, plain
from overture.conversation.understanding.types import KeyPhrase

LONGEST = 10

_SPEECH = re.compile(r"[\"“]([^\"“”\n]{2,90})[\"”]|(?<![\w])['‘]([^'‘’\n]{2,90})['’](?!\w)")
_BREAKS = re.compile(
    r"[.!?…;:,\n()\"“”]+|\s[-–—]\s|\s(?=(?:but|because|cos|and then|and i|so i|then|which)\s)",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:(?:and|but|so|because|cos|then|like|well|honestly|actually|anyway|ok|okay|oh|yeah|yes|no|"
    r"just|also|that(?!\s+(?:is|was|would|will|did|does)\b)|lol|i mean|i think|the thing is|"
    r"thing is)\s+)+",
    re.IGNORECASE,
)


def speech(turn: Turn) -> Iterator[KeyPhrase]:
    """What the member says somebody says, last first."""
    for match in reversed(list(_SPEECH.finditer(turn.text))):
        words = (match.group(1) or match.group(2)).strip()
        if 1 <= len(words.split()) <= LONGEST and not refused(words) and _has_letters(words):
            yield KeyPhrase("speech", words.rstrip(".,"))


def coping(turn: Turn) -> Iterator[KeyPhrase]:
    """A phrase from the list, such as "one manages", as typed."""
    known = phrases(lexicon.words().mentions.coping)
    for part in _parts(turn.text):
        if known.within(part):
            yield KeyPhrase("coping", _just_the_phrase(part))


def _just_the_phrase(part: str) -> str:
    """The coping phrase alone, cut out of a longer part where it can be found as written."""
    for phrase in sorted(lexicon.words().mentions.coping, key=len, reverse=True):
        found = re.search(rf"\b{re.escape(phrase)}\b", part, re.IGNORECASE)
        if found:
            return found.group()
    return part


def quotes(turn: Turn, names: frozenset[str]) -> list[KeyPhrase]:
    """Spans of up to ten words that carry something, best first."""
    scored = []
    parts = _parts(turn.text)
    for place, part in enumerate(parts):
        short = _OPENERS.sub("", part).strip()
        if _quotable(short, names):
            scored.append((_weight(short) + place / max(len(parts), 1), -place, short))
    return [KeyPhrase("quote", short) for _, _, short in sorted(scored, reverse=True)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BREAKS.split(text) if part and part.strip()]


def _quotable(part: str, names: frozenset[str]) -> bool:
    words = parse(part)
    if not 2 <= len(words) <= LONGEST or not part.isprintable() or words[0].low == "which":
        return False
    if plain(part).strip() in _formulas():
        return False
    if refused(part) or addresses(part) or holds_name(words[1:], names):
        return False
    return words[0].low not in names and any(
        word.low not in lexicon.grammar().empty for word in words
    )


@cache
def _formulas() -> frozenset[str]:
    """Greetings, goodbyes and bare answers, which say nothing when said back."""
    short = lexicon.words().short
    given = (*short.greetings, *short.leave, *short.yes, *short.no, *short.filler)
    return frozenset(plain(phrase).strip() for phrase in given)


def _weight(part: str) -> float:
    """More for a feeling, for telling words, and for being neither a scrap nor a speech."""
    low = plain(part)
    words = low.split()
    telling = sum(len(word) > 3 and word not in lexicon.grammar().empty for word in words)
    feeling = any(phrases(given).found(low) for given in lexicon.words().feelings.values())
    length = 1.0 if 3 <= len(words) <= 7 else 0.0
    return 0.5 * telling / len(words) + 1.2 * feeling + length


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)
